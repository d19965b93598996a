"""One process that checks projects for another, and the pipe between the two.

A pool of the standard library shares one pipe among its processes: where one of them is killed while it writes, the reader
waits for the rest for ever, and so do the others for their turn. Here nobody else holds the end of a process's pipe, so
whatever ends it is heard.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

from projguard.app.active import Loading, load_active
from projguard.app.examine import Examiner
from projguard.app.recall import Recall, recalling
from projguard.app.sources import examine_source
from projguard.hooks.source import Source
from projguard.model.baseline import Baseline
from projguard.model.config import Config
from projguard.model.report import ProjectReport

Terms: TypeAlias = Sequence[tuple[Config, Baseline | None]]
"""What an Examiner is made of, by the settings of a source."""
GRACE = 2
"""Seconds after a project's time is over until its process is ended from outside the interpreter.

Python's own code stops when it is called to; this is for code of a library that never gives control back.
"""
SHARED = 1
"""Seconds for which one end is set for all projects that begin meanwhile; each still has its time and a second more."""
PATIENCE = 5
"""Seconds that a process has to end of itself."""


class WorkerFailed(RuntimeError):  # noqa: N818 - says what happened; "error" is a severity here
    """Raised where projguard itself fails in a process, with what it said."""


class Worker:
    """A process with projects of its own to check, as this one sees it; it makes ready as soon as it is made."""

    def __init__(self, loading: Loading) -> None:
        # A process that is spawned would look for its first modules in the working directory, which may be a stranger's.
        os.environ.setdefault("PYTHONSAFEPATH", "1")
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.batches: deque[int] = deque()
        """Where the batches begin that it has at hand, in the order in which it answers."""
        self._process = context.Process(target=_serve, args=(theirs, loading), daemon=True)
        with _signals_held():
            self._process.start()
        theirs.close()

    def assign(self, terms: Terms, sources: Sequence[Source]) -> None:
        """Say what the batches will be of; once, before the first.

        All projects at once, so that later only numbers are sent: they never fill the pipe, which might block both.
        """
        with suppress(OSError):
            self.pipe.send((terms, sources))

    def give(self, first: int, end: int) -> None:
        """Hand over a batch, from its first project to before its end; death is noticed when the reports are taken."""
        self.batches.append(first)
        with suppress(OSError):
            self.pipe.send((first, end))

    def take(self) -> list[ProjectReport]:
        """Wait for the reports of the first batch; raises EOFError or OSError where the process died, or WorkerFailed."""
        reports, failure = self.pipe.recv()
        if failure:
            raise WorkerFailed(failure)
        self.batches.popleft()
        return list(reports)

    def dismiss(self, *, at_once: bool) -> None:
        """Let the process go when it has nothing more to do, or end it."""
        self.pipe.close()
        if at_once:
            self._process.terminate()

    def join(self) -> None:
        """Wait until the process is gone."""
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals back while a process starts: it begins like that, and is told what to do before who starts it may end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # which every start does, and then lets signals through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _held())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _held() -> set[int]:
    return {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def _serve(pipe: Connection, loading: Loading) -> None:
    """Answer batches with reports until nobody asks any more, or with the reason where projguard itself fails."""
    # An interrupt of the terminal reaches the whole group; who asks ends this process where it has to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _held())
    with suppress(OSError):
        os.dup2(2, 1)  # what the code of a plugin prints is no part of a report
    sys.stdout = sys.stderr  # which is written line by line, also where nobody takes the interpreter apart
    with suppress(EOFError, OSError):
        try:
            active = load_active(cache=loading.cache, only=loading.only)
            terms, sources = pipe.recv()
            examiners = [Examiner(active, config, baseline) for config, baseline in terms]
            with recalling(examiners) as recalls:
                _answer(pipe, examiners, recalls, sources)
        except (EOFError, OSError):
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told where it can be told
            pipe.send(((), f"{type(fault).__name__}: {fault}"))
    # As in the process that asks, the interpreter is not taken apart.
    os._exit(0)


def _answer(
    pipe: Connection, examiners: Sequence[Examiner], recalls: Sequence[Recall], sources: Sequence[Source]
) -> None:
    while True:
        first, end = pipe.recv()
        pipe.send((_examined(sources[first:end], examiners, recalls), ""))


def _examined(batch: Sequence[Source], examiners: Sequence[Examiner], recalls: Sequence[Recall]) -> list[ProjectReport]:
    reports = []
    allowed, renewed = 0.0, 0.0
    asker = os.getppid()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, no path
        try:
            for source in batch:
                if os.getppid() != asker:
                    raise EOFError("nobody waits for the answer")
                seconds = examiners[source.settings].config.limits.project_seconds
                # Setting the end costs a thread, which quick projects share.
                if seconds != allowed or time.monotonic() - renewed > SHARED:
                    faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
                    allowed, renewed = seconds, time.monotonic()
                reports.append(examine_source(examiners, source, recalls))
        finally:
            faulthandler.cancel_dump_traceback_later()
    return reports
