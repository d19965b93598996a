"""Several processes for many projects; a process that dies costs the one project that killed it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeAlias

from projguard.app.active import Loading, load_active
from projguard.app.examine import Examiner
from projguard.app.recall import recalling
from projguard.app.sources import examine_source
from projguard.hooks.source import Source
from projguard.model.baseline import Baseline
from projguard.model.config import Config
from projguard.model.report import ProjectReport

BATCH = 16
"""Projects handed to a process at once: few enough to keep memory flat, enough to hide the handing over."""
Terms: TypeAlias = Sequence[tuple[Config, Baseline | None]]
"""What an Examiner is made of, by the settings of a source."""
AHEAD = 3
"""Batches waiting per process."""


def check_parallel(terms: Terms, sources: Sequence[Source], jobs: int, loading: Loading) -> Iterator[ProjectReport]:
    """Check projects on several processes, results in order."""
    batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
    waiting: deque[tuple[Sequence[Source], Future[list[ProjectReport]]]] = deque()
    with _pool(terms, jobs, loading) as pool:
        for batch in batches:
            if len(waiting) >= AHEAD * jobs:
                yield from _results(*waiting.popleft(), terms, loading)
            waiting.append((batch, _submit(pool, batch)))
        while waiting:
            yield from _results(*waiting.popleft(), terms, loading)


def _submit(pool: ProcessPoolExecutor, batch: Sequence[Source]) -> Future[list[ProjectReport]]:
    try:
        return pool.submit(_examine, batch)
    except BrokenProcessPool as broken:
        failed: Future[list[ProjectReport]] = Future()
        failed.set_exception(broken)
        return failed


def _results(
    batch: Sequence[Source], future: Future[list[ProjectReport]], terms: Terms, loading: Loading
) -> list[ProjectReport]:
    """Give the reports of a batch; one whose process died is halved until the culprit is alone."""
    try:
        return future.result()
    except BrokenProcessPool:
        if len(batch) == 1:
            examiner = Examiner(load_active(only=loading.only), *terms[batch[0].settings])
            return [examiner.failed(batch[0].shown, "the process that checked it died")]
    middle = len(batch) // 2
    reports: list[ProjectReport] = []
    for half in (batch[:middle], batch[middle:]):
        with _pool(terms, 1, loading) as pool:
            reports += _results(half, _submit(pool, half), terms, loading)
    return reports


def _pool(terms: Terms, jobs: int, loading: Loading) -> ProcessPoolExecutor:
    # A process that is spawned would look for its first modules in the working directory, which may be a stranger's.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(terms, loading))


_examiners: list[Examiner] = []  # one per settings, made when the process starts


def _start(terms: Terms, loading: Loading) -> None:
    active = load_active(cache=loading.cache, only=loading.only)
    _examiners[:] = [Examiner(active, config, baseline) for config, baseline in terms]


def _examine(batch: Sequence[Source]) -> list[ProjectReport]:
    with recalling(_examiners) as recalls:
        return [examine_source(_examiners, source, recalls) for source in batch]
