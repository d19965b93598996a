"""Projects that are not checked here, but on an executor that a plugin gives."""

from __future__ import annotations

from collections.abc import Iterator

import click

from projguard.app.active import Active
from projguard.app.work import Work
from projguard.cli.request import wording_of
from projguard.cli.speech import wrong
from projguard.hooks.plugins import NoExecutor
from projguard.model.config import Config
from projguard.model.report import ProjectReport
from projguard.reporters.terminal import visible


def checked(work: Work, config: Config, active: Active) -> Iterator[ProjectReport]:
    """Give the reports of a run; raises BadPlugins where nobody gives the executor that is asked for."""
    if not config.executor:
        raise wrong("--scheduler goes with --executor.")
    from projguard.app.elsewhere import check_elsewhere, executor_of

    try:
        executor = executor_of(active, config)
    except NoExecutor as absent:
        words = wording_of(active, config.lang)
        raise click.UsageError(visible(words.notice(absent.faults[0]))) from None
    return check_elsewhere(executor, work.examiners, work.sources.found, config.jobs)
