"""Several processes for many projects; one that dies or hangs costs the project that did it, and no other."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait

from projguard.app.active import Loading, load_active
from projguard.app.examine import Examiner
from projguard.app.refused import died, overdue
from projguard.app.worker import GRACE, Terms, Worker
from projguard.hooks.source import Source
from projguard.model.report import ProjectReport

BATCH = 16
"""Projects handed to a process at once: few enough to keep memory flat, enough to hide the handing over."""
AHEAD = 3
"""Batches per process that may be done or under way before the first of them is reported."""
WAITING = 2
"""Batches that a process has at hand: the one that it checks, and the next, so that it never waits."""


def check_parallel(
    examiners: Sequence[Examiner], sources: Sequence[Source], jobs: int, ready: Sequence[Worker] = ()
) -> Iterator[ProjectReport]:
    """Check projects on several processes, those first that make ready already; results in order."""
    terms = [(examiner.config, examiner.baseline) for examiner in examiners]
    crew = _Crew(terms, examiners[0].active.loading, sources, jobs)
    is_done = False
    try:
        crew.take_on(ready)
        yield from crew.reports()
        is_done = True
    finally:
        crew.close(at_once=not is_done)


def start_ahead(loading: Loading, processes: int, projects: int) -> Sequence[Worker]:
    """Let processes make ready for about so many projects, which are still looked for."""
    return tuple(Worker(loading) for _ in range(min(processes, projects // BATCH)))


def let_go(workers: Sequence[Worker], *, at_once: bool = True) -> None:
    """End processes, or wait until they have kept what they found."""
    for worker in workers:
        worker.dismiss(at_once=at_once)
    for worker in workers:
        worker.join()


class _Crew:
    """Processes that check batches of the same projects; in the place of one that died comes a new one."""

    def __init__(self, terms: Terms, loading: Loading, sources: Sequence[Source], jobs: int) -> None:
        self._terms = terms
        self._loading = loading
        self._sources = sources
        self._left = deque(range(0, len(sources), BATCH))
        """Where the batches begin that nobody has at hand yet."""
        self._size = min(jobs, len(self._left))
        self._workers: list[Worker] = []

    def take_on(self, workers: Sequence[Worker]) -> None:
        """Put processes to work as far as there is work for them, and let the others go."""
        self._workers += workers[: self._size]
        for worker in workers[: self._size]:
            worker.assign(self._terms, self._sources)
        let_go(workers[self._size :])

    def reports(self) -> Iterator[ProjectReport]:
        done: dict[int, list[ProjectReport]] = {}
        for due in range(0, len(self._sources), BATCH):
            while due not in done:
                self._hand_out(due + AHEAD * self._size * BATCH)
                ready = wait([worker.pipe for worker in self._workers if worker.batches])
                for worker in [worker for worker in self._workers if worker.pipe in ready]:
                    first = worker.batches[0]
                    done[first] = self._taken(worker)
            yield from done.pop(due)

    def close(self, *, at_once: bool) -> None:
        let_go(self._workers, at_once=at_once)

    def _hand_out(self, end: int) -> None:
        self.take_on([Worker(self._loading) for _ in range(self._size - len(self._workers))])
        for _ in range(WAITING):
            for worker in self._workers:
                if len(worker.batches) < WAITING and self._left and self._left[0] < end:
                    first = self._left.popleft()
                    worker.give(first, first + BATCH)

    def _taken(self, worker: Worker) -> list[ProjectReport]:
        """Take the reports of the first batch that a process has at hand, also where it died over it."""
        first, *others = worker.batches
        try:
            return worker.take()
        except (EOFError, OSError):
            self._workers.remove(worker)
            worker.join()
            self._left = deque(sorted((*others, *self._left)))
            return _apart(self._sources[first : first + BATCH], self._terms, self._loading)


def _apart(batch: Sequence[Source], terms: Terms, loading: Loading) -> list[ProjectReport]:
    """Check a batch in a process of its own; where that dies, the batch is halved until the culprit is alone."""
    worker = Worker(loading)
    worker.assign(terms, batch)
    began = time.monotonic()
    try:
        worker.give(0, len(batch))
        return worker.take()
    except (EOFError, OSError):
        if len(batch) == 1:
            return [_lost(batch[0], terms, loading, time.monotonic() - began)]
    finally:
        worker.dismiss(at_once=True)
        worker.join()
    middle = len(batch) // 2
    return [report for half in (batch[:middle], batch[middle:]) for report in _apart(half, terms, loading)]


def _lost(source: Source, terms: Terms, loading: Loading, took: float) -> ProjectReport:
    """Report the project whose process died, of itself or since its time was over."""
    config, baseline = terms[source.settings]
    examiner = Examiner(load_active(cache=loading.cache, only=loading.only), config, baseline)
    is_overdue = took > config.limits.project_seconds + GRACE
    return examiner.failed(source.shown, *(overdue(config.limits) if is_overdue else died()))
