"""``python -m fuzz``: every target for a while, with changed seeds and, where atheris is installed, guided by coverage."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from tabulate import tabulate

from fuzz.targets import ROOT, TARGETS

GRACE = 120.0
"""Seconds that a process may take longer than it was told, before it counts as a hang: start, minimising, a last input."""


class Tried(NamedTuple):
    """What one process did."""

    target: str
    way: str
    inputs: int
    crashes: int
    hangs: int
    told: tuple[str, ...]
    """Where each find lies."""


def main() -> int:
    """Try all targets, print a row each; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for everything together")
    parser.add_argument("--targets", default=",".join(TARGETS), help="names, separated by commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="another number, other inputs")
    parser.add_argument("--keep", type=Path, help="folder for what is found")
    arguments = parser.parse_args()
    names = [name for name in arguments.targets.split(",") if name]
    ways = ("changed", "guided") if find_spec("atheris") else ("changed",)
    seconds = max(2.0, arguments.minutes * 60 * arguments.jobs / (len(names) * len(ways)))
    kept = arguments.keep or Path(mkdtemp(prefix="fuzz-"))
    with ThreadPoolExecutor(arguments.jobs) as pool:
        work = [(name, way, seconds, arguments.seed, kept / f"{name}-{way}") for name in names for way in ways]
        rows = list(pool.map(lambda task: tried(*task), work))
    show(rows)
    found = any(row.crashes or row.hangs for row in rows)
    if not found and not arguments.keep:
        rmtree(kept)
    return int(found)


def tried(name: str, way: str, seconds: float, seed: int, into: Path) -> Tried:
    """Run one target in a process; one that is killed or does not end is a find of its own."""
    command = [
        sys.executable,
        "-m",
        "fuzz.one",
        name,
        "--seconds",
        str(seconds),
        "--seed",
        str(seed),
        "--into",
        str(into),
    ]
    guided = ["--guided"] if way == "guided" else []
    try:
        done = subprocess.run(
            [*command, *guided],
            cwd=ROOT,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Tried(name, way, 0, 0, 1, (f"{name}: the process did not end; its input is {into / 'current'}",))
    if way == "guided":
        return _guided(name, done, into)
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        return Tried(name, way, 0, 1, 0, (f"{name}: the process ended with {done.returncode}: {last}",))
    report = json.loads(done.stdout)
    finds: dict[str, str] = report["finds"]
    hangs = sum(fault.startswith("hang") for fault in finds)
    told = tuple(f"{name}: {fault} ({into / path})" for fault, path in finds.items())
    return Tried(name, way, report["inputs"], len(finds) - hangs, hangs, told)


def _guided(name: str, done: subprocess.CompletedProcess[str], into: Path) -> Tried:
    counted = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr) or re.findall(
        r"^#(\d+)", done.stderr, re.MULTILINE
    )
    inputs = int(counted[1]) if isinstance(counted, re.Match) else int(counted[-1]) if counted else 0
    crashes = list(_named(into, ("crash-", "oom-", "leak-")))
    hangs = list(_named(into, ("timeout-", "slow-unit-")))
    hangs = [path for path in hangs if path.name.startswith("timeout-")]
    broken = int(not crashes and not hangs and done.returncode != 0)
    told = [f"{name}: {path}" for path in (*crashes, *hangs)]
    if broken:
        told.append(f"{name}: the process ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return Tried(name, "guided", inputs, len(crashes) + broken, len(hangs), tuple(told))


def _named(folder: Path, beginnings: Sequence[str]) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("*")) if path.name.startswith(tuple(beginnings)))


def show(rows: Sequence[Tried]) -> None:
    """Print what was tried and what was found."""
    inputs, crashes, hangs = (sum(getattr(row, name) for row in rows) for name in ("inputs", "crashes", "hangs"))
    total = Tried("all", "", inputs, crashes, hangs, ())
    table = [(*row[:2], f"{row.inputs:,}", row.crashes, row.hangs) for row in (*rows, total)]
    print(tabulate(table, headers=("target", "inputs are", "inputs", "crashes", "hangs"), disable_numparse=True))
    for row in rows:
        for line in row.told:
            print(line)


if __name__ == "__main__":
    sys.exit(main())
