"""Where the projects of a run are checked: here, or on an executor that a plugin gives."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.app.active import Active
from projguard.app.check import check
from projguard.app.work import Work
from projguard.cli.speech import wrong
from projguard.model.config import Config
from projguard.model.report import ProjectReport


def checked(work: Work, config: Config, active: Active) -> Iterator[ProjectReport]:
    """Give the reports of a run; raises BadPlugins where nobody gives the executor that is asked for."""
    if not config.executor:
        if config.scheduler:
            raise wrong("--scheduler goes with --executor.")
        return check(work.examiners, work.sources.found, config.jobs)
    from projguard.app.elsewhere import check_elsewhere, executor_of

    return check_elsewhere(executor_of(active, config), work.examiners, work.sources.found)
