"""The command line in a scratch folder: with nobody to ask, and with a person at a pseudo-terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest

Command: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


PROGRAM = (sys.executable, "-c", "from projguard.cli.main import main; main()")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PROJGUARD_")},
    "PYTHONUTF8": "1",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "TERM": "dumb",
}


@pytest.fixture
def projguard(tmp_path: Path) -> Command:
    """Run the command line."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *arguments],
            cwd=tmp_path,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


def hears_interrupts() -> None:
    """Let Ctrl-C be heard even where the tests run in the background and ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A person at a pseudo-terminal; everything that was shown is kept."""

    def __init__(self, folder: Path, arguments: tuple[str, ...]) -> None:
        self._process = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *arguments],
            cwd=str(folder),
            env=ENVIRONMENT,
            encoding="utf-8",
            timeout=30,
            preexec_fn=hears_interrupts,
            dimensions=(40, 100),
        )
        self.shown = ""

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question, then type a line."""
        self._wait(question)
        self._process.sendline(typed)

    def interrupt(self, question: str) -> None:
        """Wait for a question, then press Ctrl-C."""
        self._wait(question)
        time.sleep(0.2)
        self._process.sendintr()

    def end(self) -> int:
        """Wait for the end; gives the exit status."""
        self._process.expect(pexpect.EOF)
        self.shown += self._process.before or ""
        self._process.close()
        return -1 if self._process.exitstatus is None else int(self._process.exitstatus)

    def _wait(self, question: str) -> None:
        self._process.expect_exact(question)
        self.shown += f"{self._process.before}{question}"


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., Terminal]:
    """Start the command line at a terminal."""

    def start(*arguments: str) -> Terminal:
        return Terminal(tmp_path, arguments)

    return start
