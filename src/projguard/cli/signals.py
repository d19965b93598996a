"""Signals that end a run early: what was checked so far is still reported."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupted(BaseException):
    """Raised in the main thread when a signal asks the run to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number
        """Exit status by the convention of shells: 130, 143, 129."""


@contextmanager
def signals_raise() -> Iterator[None]:
    """Turn an interrupt, a termination or a hang-up into Interrupted."""
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    former = {name: signal.signal(getattr(signal, name), _raise) for name in names}
    try:
        yield
    finally:
        for name, handler in former.items():
            signal.signal(getattr(signal, name), handler)


def _raise(number: int, _: FrameType | None) -> None:
    raise Interrupted(number)
