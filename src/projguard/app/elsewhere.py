"""Many projects on an executor that a plugin gives: threads, a cluster; what fails there costs one project."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import NamedTuple

from projguard.app.active import Active, Loading, load_active
from projguard.app.examine import Examiner
from projguard.app.sources import examine_source
from projguard.app.workers import AHEAD, BATCH, Terms
from projguard.hooks.plugins import FAILS, BadPlugins, fault_of, told
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.values import Text

HOOK = "projguard_executor"
WAITING = 8
"""Processes that are taken to be at work, since an executor does not tell how many it has."""


class Work(NamedTuple):
    """What another process needs to check as this one would."""

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
    raise BadPlugins(Notice("executor_unknown", {"name": Text(config.executor)}))


def check_elsewhere(
    executor: Executor, examiners: Sequence[Examiner], sources: Sequence[Source]
) -> Iterator[ProjectReport]:
    """Check projects on an executor, results in order; a project that could not be checked there is told as failed."""
    terms = [(examiner.config, examiner.baseline) for examiner in examiners]
    work = Work(terms, examiners[0].active.loading)
    batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
    waiting: deque[tuple[Sequence[Source], Future[list[ProjectReport]]]] = deque()
    with executor:
        for batch in batches:
            if len(waiting) >= AHEAD * WAITING:
                yield from _results(executor, work, *waiting.popleft(), examiners)
            waiting.append((batch, _submit(executor, work, batch)))
        while waiting:
            yield from _results(executor, work, *waiting.popleft(), examiners)


def _results(
    executor: Executor,
    work: Work,
    batch: Sequence[Source],
    future: Future[list[ProjectReport]],
    examiners: Sequence[Examiner],
) -> Iterator[ProjectReport]:
    """Give the reports of a batch; of one that failed each project is tried by itself."""
    try:
        yield from future.result()
    except FAILS as fault:
        if len(batch) == 1:
            yield examiners[batch[0].settings].failed(batch[0].shown, told(fault))
            return
        for source in batch:
            yield from _results(executor, work, [source], _submit(executor, work, [source]), examiners)


def _submit(executor: Executor, work: Work, batch: Sequence[Source]) -> Future[list[ProjectReport]]:
    try:
        return executor.submit(examine_batch, work, batch)
    except FAILS as fault:
        failed: Future[list[ProjectReport]] = Future()
        failed.set_exception(fault)
        return failed


def examine_batch(work: Work, batch: Sequence[Source]) -> list[ProjectReport]:
    """Check some projects where an executor runs this; plugins and cards must be installed there as they are here."""
    active = load_active(cache=work.loading.cache, only=work.loading.only)
    examiners = [Examiner(active, config, baseline) for config, baseline in work.terms]
    return [examine_source(examiners, source) for source in batch]
