"""The time that one project may take: work that goes on for longer is ended from within, wherever it runs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock, Timer, current_thread, get_ident, main_thread
from typing import Any

AGAIN = 1.0
"""Seconds after which work that swallowed the call to end is called again."""


class OutOfTime(BaseException):
    """Raised inside work that takes too long; a handler of ordinary faults does not hold it up."""


def within(seconds: int) -> AbstractContextManager[None]:
    """Raise OutOfTime in the work inside once so many seconds are over.

    The main thread is called by a timer of the system, which ends waiting and patterns too; another one by the
    interpreter, between two of its instructions. A timer that somebody else has set is left alone.
    """
    return _Alarm(seconds) if _has_timer() else _called_by_interpreter(seconds)


@contextmanager
def handler_kept() -> Iterator[None]:
    """Answer the timer for as long as projects are judged: to set a handler for each costs more than the timer itself."""
    if not _has_timer():
        yield
        return
    former = signal.signal(signal.SIGALRM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, former)


def _has_timer() -> bool:
    return current_thread() is main_thread() and hasattr(signal, "setitimer")


class _Alarm:
    """A timer of the system, and its handler where that is not in place yet."""

    __slots__ = ("_former", "_is_set", "_seconds")

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._is_set = False
        self._former: Any = _end

    def __enter__(self) -> None:
        if signal.getitimer(signal.ITIMER_REAL)[0]:
            return
        self._is_set = True
        if signal.getsignal(signal.SIGALRM) is not _end:
            self._former = signal.signal(signal.SIGALRM, _end)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, AGAIN)

    def __exit__(self, *_: object) -> None:
        if not self._is_set:
            return
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._former is not _end:
            signal.signal(signal.SIGALRM, self._former)


def _end(_number: int, _frame: object) -> None:
    raise OutOfTime


@contextmanager
def _called_by_interpreter(seconds: int) -> Iterator[None]:
    import ctypes

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
