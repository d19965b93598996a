"""``python -m tests.faults``: what can go wrong around a run, tried; one table: tried, survived, lost, false green."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

from tests.faults.endings import try_kills, try_outputs, try_signals, try_workers
from tests.faults.ground import VERDICTS, Tally
from tests.faults.places import try_disks, try_surroundings
from tests.faults.rivals import try_editors, try_links
from tests.faults.system_calls import try_calls

Try = Callable[[Path, float, int], Iterator[Tally]]
TRIES: dict[str, tuple[Try, int, int]] = {
    "kills": (try_kills, 20, 10_000),
    "workers": (try_workers, 3, 200),
    "signals": (try_signals, 6, 400),
    "outputs": (try_outputs, 1, 1),
    "disks": (try_disks, 1, 1),
    "surroundings": (try_surroundings, 1, 100),
    "editors": (try_editors, 6, 400),
    "links": (try_links, 2, 2_000),
    "calls": (try_calls, 2, 10_000),
}
"""What is tried, and how often at most: in the short slice, and with ``--all``; what takes all the time left comes last."""


def main() -> int:
    """Try everything and print the table; 1 where something was lost, green by accident or broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--all", action="store_true", help="everything, not the short slice")
    parser.add_argument("--minutes", type=float, default=3, help="for everything together")
    parser.add_argument("--only", default=",".join(TRIES), help="names, separated by commas")
    arguments = parser.parse_args()
    names = [name for name in arguments.only.split(",") if name]
    tallies: list[Tally] = []
    ends = time.monotonic() + arguments.minutes * 60
    with TemporaryDirectory() as scratch:
        for left, name in zip(range(len(names), 0, -1), names, strict=True):
            # What one kind does not use of its share, the kinds after it have.
            share = time.monotonic() + (ends - time.monotonic()) / left
            attempt, few, many = TRIES[name]
            tallies += attempt(Path(scratch) / name, share, many if arguments.all else few)
    show(tallies)
    return int(any(_counts(tallies)[1:]))


def show(tallies: Sequence[Tally]) -> None:
    """Print a row for each kind of fault, the sum, and what did not survive."""
    rows = [(tally.name, _tried(tally), *_counts([tally])) for tally in tallies]
    rows.append(("all", sum(tally.tried for tally in tallies), *_counts(tallies)))
    sys.stdout.write(tabulate(rows, headers=("fault", "tried", *VERDICTS), disable_numparse=True) + "\n")
    for tally in tallies:
        sys.stdout.writelines(f"{line}\n" for line in tally.told[:20])


def _tried(tally: Tally) -> str:
    return tally.skipped or (f"{tally.tried} of {tally.of}" if tally.of else str(tally.tried))


def _counts(tallies: Sequence[Tally]) -> list[int]:
    return [sum(tally.counts[verdict] for tally in tallies) for verdict in VERDICTS]


if __name__ == "__main__":
    sys.exit(main())
