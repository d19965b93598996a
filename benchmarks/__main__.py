"""``python -m benchmarks``: speed and memory beside peers, with every ratio beside its goal."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

from benchmarks.goals import Ratio, ratios
from benchmarks.machine import machine, programs
from benchmarks.measure import Cost
from benchmarks.peers import KEPT, NODE_PEERS, PEERS, install, install_node, install_projguard
from benchmarks.runs import FULL, QUICK, Bench


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables; 1 where a ratio does not hold."""
    options = _options(arguments)
    started = time.monotonic()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        bench = Bench(
            ours=install_projguard(folder / "ours"),
            editor=install_projguard(folder / "editor-environment", "[lsp]"),
            peers=install(KEPT / "peers", *PEERS),
            node=install_node(KEPT / "node", NODE_PEERS),
            scratch=folder,
            scale=QUICK if options.quick else FULL,
        )
        about = {"machine": machine(), "versions": programs(bench.ours, bench.peers)}
        print(
            f"{bench.scale.many} projects are many; medians of {bench.scale.rounds} and {bench.scale.many_rounds} runs"
        )
        costs = bench.costs()
        counted = {} if options.no_instructions else bench.counted()
    held = tuple(ratios(costs))
    print(shown(about, costs, counted, held))
    print(f"\n{time.monotonic() - started:.0f} seconds")
    if options.json:
        options.json.write_text(as_json(about, costs, counted, held), encoding="utf-8")
    return int(any(ratio.verdict == "BROKEN" for ratio in held))


def shown(
    about: Mapping[str, Mapping[str, str]],
    costs: Mapping[str, Cost],
    counted: Mapping[str, int | None],
    held: Sequence[Ratio],
) -> str:
    """Lay everything out for people."""
    described = [(name, value) for part in about.values() for name, value in part.items()]
    measured = [
        (name, f"{cost.seconds:.3f}", f"{cost.cpu:.3f}", f"{cost.megabytes:.0f}", _millions(counted.get(name)))
        for name, cost in costs.items()
    ]
    rows = [
        (one.goal.name, _number(one.measured), _number(one.cpu), _number(one.goal.most), _number(one.goal.stretch), one.verdict)
        for one in held
    ]  # fmt: skip
    tables = (
        tabulate(described, tablefmt="plain", disable_numparse=True),
        tabulate(measured, headers=("whole process", "seconds", "CPU", "MB", "M instr."), disable_numparse=True),
        tabulate(rows, headers=("ratio", "measured", "CPU", "at most", "stretch", ""), disable_numparse=True),
    )
    return "\n\n".join(tables)


def as_json(
    about: Mapping[str, Mapping[str, str]],
    costs: Mapping[str, Cost],
    counted: Mapping[str, int | None],
    held: Sequence[Ratio],
) -> str:
    """Lay everything out for programs."""
    measured = {
        name: {
            "seconds": cost.seconds,
            "cpu": cost.cpu,
            "megabytes": cost.megabytes,
            "instructions": counted.get(name),
        }
        for name, cost in costs.items()
    }
    return json.dumps({**about, "costs": measured, "ratios": [ratio.as_json() for ratio in held]}, indent=2)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer projects and runs: every ratio in a few minutes")
    parser.add_argument("--no-instructions", action="store_true", help="do not count instructions")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    return parser.parse_args(arguments)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _millions(count: int | None) -> str:
    return "" if count is None else f"{count / 1_000_000:,.0f}"


if __name__ == "__main__":
    sys.exit(main())
