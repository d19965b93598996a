"""Runs a process to its end and says what it cost: time on the clock, time of the processor, memory, instructions."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

MEBIBYTE = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a process cost."""

    seconds: float
    """From its start to its end."""
    cpu: float = 0.0
    """Seconds of the processor, user and system together, of the process and those that it started."""
    megabytes: float = 0.0
    """Peak resident memory of the process itself (Linux counts in KiB, macOS in bytes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One command to measure."""

    command: Sequence[str]
    folder: Path
    expected: int = 0
    before: Callable[[], None] | None = None
    """What is to be done before each run and does not count."""
    more: Mapping[str, str] | None = None
    """Environment variables beside those that are set."""


def run(job: Job) -> Cost:
    """Run a command silently; raises RuntimeError where it does not exit as expected."""
    if job.before is not None:
        job.before()
    environment = {**os.environ, **(job.more or {})}
    started = time.perf_counter()
    process = subprocess.Popen(
        job.command, cwd=job.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with process.stderr or BytesIO() as stream:
        said = stream.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != job.expected:
        told = said.decode(errors="replace")[-400:]
        raise RuntimeError(f"exit {process.returncode} instead of {job.expected}: {' '.join(job.command[:4])}\n{told}")
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return Cost(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss * unit / MEBIBYTE)


def alternate(jobs: Mapping[str, Job], rounds: int) -> dict[str, Cost]:
    """Run commands in turns, so that a busy moment of the machine hits all of them; gives the medians by name."""
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            costs[name].append(run(job))
    return {name: median(runs) for name, runs in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """Take the median of each figure."""
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        megabytes=statistics.median(cost.megabytes for cost in costs),
    )


def instructions(job: Job) -> int | None:
    """Count the instructions of a command by perf, else by valgrind; None where neither can."""
    return _by_perf(job) or _by_valgrind(job)


def _by_perf(job: Job) -> int | None:
    if not shutil.which("perf"):
        return None
    said = _said(["perf", "stat", "-x", ",", "-e", "instructions:u", "--", *job.command], job)
    found = re.search(r"^(\d+),", said, re.MULTILINE)
    return int(found[1]) if found else None


def _by_valgrind(job: Job) -> int | None:
    if not shutil.which("valgrind"):
        return None
    with TemporaryDirectory() as scratch:
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={scratch}/out.%p"]
        said = _said([*tool, *job.command], job)
    found = re.findall(r"Collected : (\d+)", said)
    return sum(map(int, found)) if found else None


def _said(command: Sequence[str], job: Job) -> str:
    """Give what a command says on its standard error."""
    environment = {**os.environ, "LC_ALL": "C", **(job.more or {})}
    done = subprocess.run(command, cwd=job.folder, env=environment, capture_output=True, check=False)
    return done.stderr.decode(errors="replace") if done.returncode == job.expected else ""
