"""Checks projects one after another or on several processes; reports come as a stream, in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.app.sources import Recall, examine_source
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.report import ProjectReport
from projguard.reading.discovery import manifest_in
from projguard.reading.shown import shown_path

if TYPE_CHECKING:
    from projguard.app.worker import Worker

PAYS_FROM = 120
"""Projects from which a second process is worth its start (a quarter of a second, in which one checks fifty)."""

RECALLS_FROM = 8
"""Projects from which opening the cache of results is worth its time (some milliseconds)."""


def check_project(manifest_path: str, config: Config, active: Active | None = None) -> ProjectReport:
    """Check one project by the path of its manifest."""
    path = Path(manifest_path)
    return Examiner(active or load_active(), config).examine(path, shown_path(path))


def start_ahead(target: str, active: Active, jobs: int) -> Sequence[Worker]:
    """Start processes while projects are still looked for: where a folder has so many folders that they are sure to pay.

    They are for ``check``, or to be let go.
    """
    processes = jobs or os.cpu_count() or 1
    folders = _folders_in(target, processes * PAYS_FROM) if processes > 1 else 0
    if folders < PAYS_FROM:
        return ()
    from projguard.app import workers

    return workers.start_ahead(active.loading, processes, folders)


def check(
    examiners: Sequence[Examiner], sources: Sequence[Source], jobs: int, ready: Sequence[Worker] = ()
) -> Iterator[ProjectReport]:
    """Check projects and give each report as soon as all before it are done; ``jobs`` 0: as many processes as pay.

    Plugins bring code that may end or hold up its process, so with them there is always another one. ``ready`` are
    processes that were started ahead.
    """
    processes = jobs or ((os.cpu_count() or 1) if len(sources) >= PAYS_FROM else 1)
    active = examiners[0].active
    if len(sources) < 2 or (processes < 2 and not active.foreign):
        let_go(ready)
        return _one_by_one(examiners, sources)
    from projguard.app.workers import check_parallel

    return check_parallel(examiners, sources, processes, ready)


def let_go(ready: Sequence[Worker]) -> None:
    """End processes that were started ahead and are not needed."""
    if ready:
        from projguard.app import workers

        workers.let_go(ready)


def _folders_in(target: str, most: int) -> int:
    """Count the folders in a folder that is no project itself, up to ``most``."""
    try:
        if manifest_in(Path(target)):
            return 0
        with os.scandir(target) as found:
            folders = (True for entry in found if entry.name[0] != "." and entry.is_dir(follow_symlinks=False))
            return sum(islice(folders, most))
    except OSError:
        return 0


def _one_by_one(examiners: Sequence[Examiner], sources: Sequence[Source]) -> Iterator[ProjectReport]:
    if len(sources) == 1 and examiners[sources[0].settings].config.drawn:
        from projguard.app.history import with_history

        examiner = examiners[sources[0].settings]
        with redirect_stdout(sys.stderr):
            report = with_history(examiner, sources[0], examine_source(examiners, sources[0]))
        yield report
        return
    if len(sources) < RECALLS_FROM:
        yield from (_quietly(examiners, source) for source in sources)
        return
    from projguard.app.recall import recalling

    with recalling(examiners) as recalls:
        yield from (_quietly(examiners, source, recalls) for source in sources)


def _quietly(examiners: Sequence[Examiner], source: Source, recalls: Sequence[Recall] = ()) -> ProjectReport:
    """Check a project; what the code of a plugin prints is no part of a report."""
    with redirect_stdout(sys.stderr):
        return examine_source(examiners, source, recalls)
