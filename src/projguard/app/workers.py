"""Several processes for many projects; one that dies or hangs costs the project that did it, and no other."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.util import Finalize
from threading import active_count
from typing import TypeAlias

from projguard.app.active import Loading, load_active
from projguard.app.examine import Examiner
from projguard.app.recall import Recall, recalling
from projguard.app.refused import died, overdue
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
GRACE = 2
"""Seconds after a project's time is over until its process is ended from outside the interpreter.

Python's own code stops when it is called to; this is for code of a library that never gives control back.
"""
SHARED = 1
"""Seconds for which one end is set for all projects that begin meanwhile; each still has its time and a second more."""
Waiting: TypeAlias = tuple[Sequence[Source], Future[list[ProjectReport]]]


def check_parallel(examiners: Sequence[Examiner], sources: Sequence[Source], jobs: int) -> Iterator[ProjectReport]:
    """Check projects on several processes, results in order."""
    active = examiners[0].active
    terms, loading = [(examiner.config, examiner.baseline) for examiner in examiners], active.loading
    batches = (sources[start : start + BATCH] for start in range(0, len(sources), BATCH))
    crew = Crew(terms, jobs, loading, () if active.foreign else examiners)
    waiting: deque[Waiting] = deque()
    try:
        for batch in batches:
            if len(waiting) >= AHEAD * jobs:
                yield from _results(*waiting.popleft(), terms, loading)
            waiting.append((batch, crew.submit(batch)))
        while waiting:
            yield from _results(*waiting.popleft(), terms, loading)
    finally:
        crew.close()


class Crew:
    """Processes that check batches; where one died, new ones take what comes then.

    With examiners of this process they may be copies of it, which have loaded everything.
    """

    def __init__(self, terms: Terms, jobs: int, loading: Loading, examiners: Sequence[Examiner] = ()) -> None:
        self._terms = terms
        self._jobs = jobs
        self._loading = loading
        self._examiners = examiners
        self._pool = self._new()

    def submit(self, batch: Sequence[Source]) -> Future[list[ProjectReport]]:
        """Hand a batch over."""
        try:
            return self._pool.submit(_examine, batch)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._new()
            return self._pool.submit(_examine, batch)

    def close(self) -> None:
        """Let the processes go."""
        self._pool.shutdown(cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        # A copy has no thread but the one that asked for it, so there must be no other.
        if self._examiners and sys.platform == "linux" and active_count() == 1:
            given_all = (self._examiners,)
            return ProcessPoolExecutor(
                self._jobs, mp_context=get_context("fork"), initializer=_inherit, initargs=given_all
            )
        # A process that is spawned would look for its first modules in the working directory, which may be a stranger's.
        os.environ.setdefault("PYTHONSAFEPATH", "1")
        given = (self._terms, self._loading)
        return ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_start, initargs=given)


def _results(
    batch: Sequence[Source], future: Future[list[ProjectReport]], terms: Terms, loading: Loading
) -> list[ProjectReport]:
    try:
        return future.result()
    except BrokenProcessPool:
        return check_apart(batch, terms, loading)


def check_apart(batch: Sequence[Source], terms: Terms, loading: Loading) -> list[ProjectReport]:
    """Check a batch in a process of its own; where that dies, the batch is halved until the culprit is alone."""
    crew = Crew(terms, 1, loading)
    began = time.monotonic()
    try:
        return crew.submit(batch).result()
    except BrokenProcessPool:
        if len(batch) == 1:
            return [_lost(batch[0], terms, loading, time.monotonic() - began)]
    finally:
        crew.close()
    middle = len(batch) // 2
    return [report for half in (batch[:middle], batch[middle:]) for report in check_apart(half, terms, loading)]


def _lost(source: Source, terms: Terms, loading: Loading, took: float) -> ProjectReport:
    """Report the project whose process died, of itself or since its time was over."""
    config, baseline = terms[source.settings]
    examiner = Examiner(load_active(cache=loading.cache, only=loading.only), config, baseline)
    is_overdue = took > config.limits.project_seconds + GRACE
    return examiner.failed(source.shown, *(overdue(config.limits) if is_overdue else died()))


_examiners: list[Examiner] = []  # one per settings, made when the process starts
_recalls: list[Recall] = []  # likewise, with the cache of results open as long as the process lives


def _start(terms: Terms, loading: Loading) -> None:
    active = load_active(cache=loading.cache, only=loading.only)
    _begin([Examiner(active, config, baseline) for config, baseline in terms])


def _inherit(examiners: Sequence[Examiner]) -> None:
    """Begin in a copy of the process that asks for reports, which hears signals in its own way."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    _begin(examiners)


def _begin(examiners: Sequence[Examiner]) -> None:
    _examiners[:] = examiners
    results = ExitStack()
    _recalls[:] = results.enter_context(recalling(_examiners))
    # What a process of multiprocessing leaves to do for its end is done there and nowhere else.
    Finalize(None, results.close, exitpriority=0)


def _examine(batch: Sequence[Source]) -> list[ProjectReport]:
    reports = []
    allowed, renewed = 0, 0.0
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, no path
        try:
            for source in batch:
                seconds = _examiners[source.settings].config.limits.project_seconds
                # Setting the end costs a thread, which quick projects share.
                if seconds != allowed or time.monotonic() - renewed > SHARED:
                    faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
                    allowed, renewed = seconds, time.monotonic()
                reports.append(examine_source(_examiners, source, _recalls))
        finally:
            faulthandler.cancel_dump_traceback_later()
    return reports
