"""Checks projects one after another or on several processes; reports come as a stream, in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.app.sources import Recall, examine_source
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.report import ProjectReport
from projguard.reading.shown import shown_path

PAYS_FROM = 120
"""Projects from which a second process is worth its start (a quarter of a second, in which one checks fifty)."""

RECALLS_FROM = 8
"""Projects from which opening the cache of results is worth its time (some milliseconds)."""


def check_project(manifest_path: str, config: Config, active: Active | None = None) -> ProjectReport:
    """Check one project by the path of its manifest."""
    path = Path(manifest_path)
    return Examiner(active or load_active(), config).examine(path, shown_path(path))


def check(examiners: Sequence[Examiner], sources: Sequence[Source], jobs: int) -> Iterator[ProjectReport]:
    """Check projects and give each report as soon as all before it are done; ``jobs`` 0: as many processes as pay.

    Plugins bring code that may end or hold up its process, so with them there is always another one.
    """
    processes = jobs or ((os.cpu_count() or 1) if len(sources) >= PAYS_FROM else 1)
    active = examiners[0].active
    if len(sources) < 2 or (processes < 2 and not active.foreign):
        return _one_by_one(examiners, sources)
    from projguard.app.workers import check_parallel

    return check_parallel(examiners, sources, processes)


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
