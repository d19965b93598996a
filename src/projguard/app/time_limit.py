"""The time that one project may take: work that goes on for longer is ended from within, wherever it runs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN = 1.0
"""Seconds after which work that swallowed the call to end is called again."""


class OutOfTime(BaseException):
    """Raised inside work that takes too long; a handler of ordinary faults does not hold it up."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise OutOfTime in the work inside once so many seconds are over.

    The main thread is called by a timer of the system, which ends waiting and patterns too; another one by the
    interpreter, between two of its instructions. A timer that somebody else has set is left alone.
    """
    from threading import current_thread, main_thread

    if current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        with _called_by_interpreter(seconds):
            yield
        return
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    former = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _end(_number: int, _frame: object) -> None:
    raise OutOfTime


@contextmanager
def _called_by_interpreter(seconds: int) -> Iterator[None]:
    import ctypes
    from threading import Lock, Timer, get_ident

    thread, lock, over = ctypes.c_ulong(get_ident()), Lock(), False

    def call() -> None:
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(OutOfTime))

    timer = Timer(seconds, call)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
