"""Runs a process to its end and says how long it took and how much memory it held at most."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a process cost."""

    seconds: float
    megabytes: float
    """Peak resident memory of the process itself (Linux counts in KiB, macOS in bytes)."""


def run(command: Sequence[str], folder: Path, expected: int = 0) -> Cost:
    """Run a command silently; raises RuntimeError where it does not exit as expected."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        told = said.decode(errors="replace")[-400:]
        raise RuntimeError(f"exit {process.returncode} instead of {expected}: {' '.join(command[:4])}\n{told}")
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return Cost(seconds=seconds, megabytes=usage.ru_maxrss * unit / 1_048_576)


def alternate(commands: Mapping[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, Cost]:
    """Run commands in turns, so that a busy moment of the machine hits all of them; gives the medians by name."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command, folder))
    return {name: median(runs) for name, runs in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """Take the median of time and of memory."""
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        megabytes=statistics.median(cost.megabytes for cost in costs),
    )
