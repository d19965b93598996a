"""Many projects on an executor that a plugin gives: threads, a cluster; what fails there costs one project."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from typing import NamedTuple
from uuid import uuid4

from projguard import __version__
from projguard.app.active import Active, Loading, load_active
from projguard.app.examine import Examiner
from projguard.app.sources import examine_source
from projguard.app.worker import Terms
from projguard.app.workers import AHEAD, BATCH
from projguard.hooks.plugins import FAILS, BadPlugins, NoExecutor, fault_of, told
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.values import Text

HOOK = "projguard_executor"
WAITING = 8
"""Processes that are taken to be at work where ``--jobs`` says nothing, since an executor does not tell how many it has."""
PATIENCE = 30
"""Seconds beyond the time of a whole batch in which nothing at all came back: the executor is given up then."""


class Work(NamedTuple):
    """What another process needs to check as this one would."""

    run: str
    """Name of the run: whoever has worked for it has made ready already."""
    version: str
    terms: Terms
    loading: Loading


def executor_of(active: Active, config: Config) -> Executor:
    """Ask plugins for the executor that a run wants; raises BadPlugins where nobody gives it."""
    for plugin in active.plugins:
        for found in active.manager.ask(plugin, HOOK, config=config):
            if not isinstance(found, Executor):
                reason = Text(f"{type(found).__name__} in place of an Executor")
                raise BadPlugins(fault_of(plugin, "hook_gave", hook=Text(HOOK), reason=reason))
            return found
    raise NoExecutor(Notice("executor_unknown", {"name": Text(config.executor)}))


def check_elsewhere(
    executor: Executor, examiners: Sequence[Examiner], sources: Sequence[Source], jobs: int = 0
) -> Iterator[ProjectReport]:
    """Check projects on an executor, results in order; a project that could not be checked there is told as failed."""
    terms = [(examiner.config, examiner.baseline) for examiner in examiners]
    errand = _Errand(executor, Work(uuid4().hex, __version__, terms, examiners[0].active.loading), examiners)
    there = [source._replace(manifest=source.manifest.absolute()) for source in sources]
    batches = [there[start : start + BATCH] for start in range(0, len(there), BATCH)]
    try:
        for batch in batches:
            if len(errand.waiting) >= AHEAD * (jobs or WAITING):
                yield from errand.next()
            errand.send(batch)
        while errand.waiting:
            yield from errand.next()
    finally:
        for _, future in errand.waiting:
            future.cancel()
        with suppress(*FAILS):  # every project is told by now
            executor.shutdown(wait=False)


class _Errand:
    """Batches that are away, the oldest first."""

    def __init__(self, executor: Executor, work: Work, examiners: Sequence[Examiner]) -> None:
        self.waiting: deque[tuple[Sequence[Source], Future[list[ProjectReport]]]] = deque()
        self._executor = executor
        self._work = work
        self._examiners = examiners
        longest = max(examiner.config.limits.project_seconds for examiner in examiners)
        self._patience = BATCH * longest + PATIENCE
        self._is_lost = False

    def send(self, batch: Sequence[Source]) -> None:
        self.waiting.append((batch, self._submit(batch)))

    def next(self) -> Iterator[ProjectReport]:
        """Give the reports of the oldest batch; of one that failed each project is tried by itself."""
        batch, future = self.waiting.popleft()
        yield from self._results(batch, future)

    def _results(self, batch: Sequence[Source], future: Future[list[ProjectReport]]) -> Iterator[ProjectReport]:
        fault = self._fault_of(batch, future)
        if fault is None:
            yield from future.result()
        elif len(batch) == 1 or self._is_lost:
            for source in batch:
                yield self._examiners[source.settings].failed(source.shown, told(fault))
        else:
            for source in batch:
                yield from self._results([source], self._submit([source]))

    def _submit(self, batch: Sequence[Source]) -> Future[list[ProjectReport]]:
        try:
            future: object = self._executor.submit(examine_batch, self._work, batch)
        except FAILS as fault:
            return _failed(fault)
        return future if isinstance(future, Future) else _failed(TypeError(f"{_kind(future)} in place of a Future"))

    def _fault_of(self, batch: Sequence[Source], future: Future[list[ProjectReport]]) -> BaseException | None:
        """Wait for a batch, as long as any comes back; gives what it failed with, or what is wrong with the answer."""
        while not future.done():
            away = {future, *(other for _, other in self.waiting if not other.done())}
            if self._is_lost or not wait(away, self._patience, FIRST_COMPLETED).done:
                self._is_lost = True
                future.cancel()
                return TimeoutError(f"nothing came back within {self._patience} s")
        try:
            return future.exception() or _oddity(batch, future.result())
        except FAILS as cancelled:
            return cancelled


def _failed(fault: BaseException) -> Future[list[ProjectReport]]:
    failed: Future[list[ProjectReport]] = Future()
    failed.set_exception(fault)
    return failed


def _kind(given: object) -> str:
    return type(given).__name__


def _oddity(batch: Sequence[Source], given: object) -> TypeError | None:
    """Say what is wrong with an answer that is no report of each project, in their order: none may get lost there."""
    reports = given if isinstance(given, list) else [given]
    shown = [report.path if isinstance(report, ProjectReport) else None for report in reports]
    if shown == [source.shown for source in batch]:
        return None
    kinds = ", ".join(sorted(set(map(_kind, reports)))) or "nothing"
    return TypeError(f"{kinds} ({len(reports)}) in place of the reports of {len(batch)} projects")


_ready: dict[str, Sequence[Examiner]] = {}  # of the run that was worked for last


def examine_batch(work: Work, batch: Sequence[Source]) -> list[ProjectReport]:
    """Check some projects where an executor runs this; plugins and cards must be installed there as they are here."""
    if work.version != __version__:
        raise RuntimeError(f"projguard {__version__} is installed there, {work.version} here")
    examiners = _ready.get(work.run)
    if examiners is None:
        active = load_active(cache=work.loading.cache, only=work.loading.only)
        examiners = [Examiner(active, config, baseline) for config, baseline in work.terms]
        _ready.clear()
        _ready[work.run] = examiners
    return [examine_source(examiners, source) for source in batch]
