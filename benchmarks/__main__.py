"""``python -m benchmarks``: the table of speed and memory, with the ratios that must hold."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

from benchmarks.measure import Cost, alternate, run
from benchmarks.peers import HEALTHY, PEERS, ROOT, copies, install, install_projguard

GOALS = {
    "one project, against check-jsonschema": 0.6,
    "one project, against yamllint": 1.5,
    "1,000 projects, against check-jsonschema": 0.25,
    "memory, 1,000 projects against 100": 1.5,
}
"""Highest ratio that holds: a hook that runs at every commit must not be felt beside those already there."""


def main() -> int:
    """Measure, print the tables; 1 where a ratio does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="runs of each command on one project")
    parser.add_argument("--many-rounds", type=int, default=3, help="runs of each command on many projects")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    arguments = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ours = install_projguard(folder / "ours") / "projguard"
        peers = install(ROOT / ".benchmarks" / "peers", *PEERS)
        schema = str(ROOT / "schemas" / "manifest.schema.json")
        one = measure_one(ours, peers, schema, arguments.rounds)
        many = measure_many(ours, peers, schema, folder, arguments.many_rounds)
    ratios = dict(zip(GOALS, compare(one, many), strict=True))
    print(tabulate([(name, f"{cost.seconds:.3f}", f"{cost.megabytes:.0f}") for name, cost in (one | many).items()],
                   headers=("whole process, median", "seconds", "MB"), disable_numparse=True))  # fmt: skip
    print()
    print(tabulate([(name, f"{ratio:.2f}", f"{GOALS[name]:.2f}", "holds" if ratio <= GOALS[name] else "BROKEN")
                    for name, ratio in ratios.items()], headers=("ratio", "measured", "at most", ""), disable_numparse=True))  # fmt: skip
    if arguments.json:
        arguments.json.write_text(json.dumps(ratios, indent=2), encoding="utf-8")
    return int(any(ratio > GOALS[name] for name, ratio in ratios.items()))


def measure_one(ours: Path, peers: Path, schema: str, rounds: int) -> dict[str, Cost]:
    """Check one healthy project and its manifest; the first run of each, which fills caches, does not count."""
    commands = {
        "projguard check": [str(ours), "check", ".", "--as-of", "2026-11-23"],
        "check-jsonschema": [str(peers / "check-jsonschema"), "--schemafile", schema, "projguard.yaml"],
        "yamllint": [str(peers / "yamllint"), "-d", "relaxed", "projguard.yaml"],
    }
    alternate(commands, HEALTHY, 1)
    return alternate(commands, HEALTHY, rounds)


def measure_many(ours: Path, peers: Path, schema: str, scratch: Path, rounds: int) -> dict[str, Cost]:
    """Check 100 and 1,000 projects with default settings."""
    hundred, thousand = copies(scratch / "hundred", 100), copies(scratch / "thousand", 1000)
    ask = [str(ours), "check", ".", "--as-of", "2026-11-23", "--format", "concise"]
    manifests = [str(path) for path in sorted(thousand.glob("*/projguard.yaml"))]
    few = alternate({"projguard check, 100 projects": ask}, hundred, rounds)
    many = alternate({"projguard check, 1,000 projects": ask}, thousand, rounds)
    theirs = run([str(peers / "check-jsonschema"), "--schemafile", schema, *manifests], thousand)
    return {**few, **many, "check-jsonschema, 1,000 manifests": theirs}


def compare(one: dict[str, Cost], many: dict[str, Cost]) -> tuple[float, float, float, float]:
    """Compute the four ratios, in the order of the goals."""
    single = one["projguard check"].seconds
    hundred, thousand, theirs = many.values()
    return (
        single / one["check-jsonschema"].seconds,
        single / one["yamllint"].seconds,
        thousand.seconds / theirs.seconds,
        thousand.megabytes / hundred.megabytes,
    )


if __name__ == "__main__":
    sys.exit(main())
