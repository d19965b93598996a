"""Work that takes too long is ended, one project after another, and the process is as it was afterwards."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

import pytest

from projguard.app.time_limit import OutOfTime, handler_kept, within

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no timer")


def theirs(_number: int, _frame: object) -> None:
    """Do nothing: somebody else's handler."""


def toil() -> None:
    """Work for ever."""
    while True:
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    """Set somebody else's handler, and look for it afterwards."""
    former = signal.signal(signal.SIGALRM, theirs)
    yield
    assert signal.signal(signal.SIGALRM, former) is theirs
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("around", [handler_kept(), nullcontext()])
def test_work_is_ended_again_and_again(around: AbstractContextManager[None]) -> None:
    """Each of several projects has its time, whether the handler is kept between them or not."""
    with around:
        for _ in range(2):
            with pytest.raises(OutOfTime), within(1):
                time.sleep(30)
            with within(1):
                assert signal.getitimer(signal.ITIMER_REAL)[0] > 0


def test_the_timer_of_somebody_else_is_left_alone() -> None:
    """A timer that is set already is neither replaced nor stopped, and its handler stays."""
    signal.setitimer(signal.ITIMER_REAL, 500)
    with within(1):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 400
        assert signal.getsignal(signal.SIGALRM) is theirs
    assert signal.getitimer(signal.ITIMER_REAL)[0] > 400
    signal.setitimer(signal.ITIMER_REAL, 0)


def test_work_of_another_thread_is_ended() -> None:
    """Where no timer of the system may be set, the interpreter ends the work."""
    ended: list[bool] = []

    def work() -> None:
        with handler_kept(), pytest.raises(OutOfTime), within(1):
            toil()
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert ended == [True]
