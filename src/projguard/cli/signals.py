"""Signals that end a run early: what was checked so far is still reported."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")
"""An interrupt, a termination, a hang-up."""
BASE = 128
"""A signal's exit status is its number above this, by the convention of shells: 130, 143, 129."""
CLOSED_PIPE = BASE + 13
"""Nobody reads any more: the status of SIGPIPE, also where there is no such signal."""


class Interrupted(BaseException):
    """Raised in the main thread when a signal asks the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = BASE + number


def signals_end() -> None:
    """Let a signal end the process at once: nothing is under way yet, not even a language to say it in."""
    _hear(_end)


def interrupts_raise() -> None:
    """Let an interrupt raise KeyboardInterrupt again, as people's answers are asked for with it in mind."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class Heard:
    """The signal that came last; where Python is giving something back, what a signal raises is lost."""

    number = 0

    def ask(self) -> None:
        """Raise Interrupted where a signal came."""
        if self.number:
            raise Interrupted(self.number)


@contextmanager
def signals_raise() -> Iterator[Heard]:
    """Turn an interrupt, a termination or a hang-up into Interrupted; work that goes on for long asks now and then."""
    heard = Heard()

    def hear(number: int, _: FrameType | None) -> None:
        heard.number = number
        raise Interrupted(number)

    def tell(lost: sys.UnraisableHookArgs) -> None:
        if not isinstance(lost.exc_value, Interrupted):
            told(lost)

    told, sys.unraisablehook = sys.unraisablehook, tell
    former = _hear(hear)
    try:
        yield heard
    finally:
        sys.unraisablehook = told
        for number, handler in former.items():
            signal.signal(number, handler)


def _hear(
    handler: Callable[[int, FrameType | None], None],
) -> dict[int, Callable[[int, FrameType | None], object] | int]:
    """Set a handler for the signals that are not ignored, as ``nohup`` has a hang-up; gives the former ones."""
    former = {}
    for number in (getattr(signal, name) for name in ENDINGS if hasattr(signal, name)):
        before = signal.getsignal(number)
        if before is not None and before is not signal.SIG_IGN:
            former[number] = before
            signal.signal(number, handler)
    return former


def _end(number: int, _: FrameType | None) -> None:
    with suppress(OSError):
        os.write(2, f"exit {BASE + number}: {signal.Signals(number).name}\n".encode())
    os._exit(BASE + number)
