"""A tiny slice of the benchmarks, so that they do not rot between releases; no peer is installed for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))

from benchmarks.__main__ import as_json, shown  # noqa: E402 - the repository's own tools are no installed package
from benchmarks.goals import GOALS, ratios  # noqa: E402 - likewise
from benchmarks.measure import Cost, Job, run  # noqa: E402 - likewise
from benchmarks.runs import Bench, Scale  # noqa: E402 - likewise

TINY = Scale(rounds=1, many=2, many_rounds=1, ten_rounds=1, products=10, keystrokes=3)


def test_everything_of_our_own_is_measured(tmp_path: Path) -> None:
    """Each run of projguard ends as it should, and each ratio stands in the table beside its goal."""
    commands = Path(sys.executable).parent
    costs = Bench(ours=commands, editor=commands, scratch=tmp_path, scale=TINY).costs()
    held = {ratio.goal.name: ratio for ratio in ratios(costs)}
    text = shown({"machine": {"processors": "2"}}, costs, {"one: projguard": 1_000_000_000}, tuple(held.values()))
    assert all(goal.name in text for goal in GOALS)
    assert "1,000" in text
    assert held["one project / yamllint"].verdict == "not measured"
    assert (held["ten times as many / many"].measured or 0) > 0
    assert (held["keystroke to diagnostics, seconds"].measured or 0) > 0
    told = json.loads(as_json({}, costs, {}, tuple(held.values())))
    assert [ratio["name"] for ratio in told["ratios"]] == [goal.name for goal in GOALS]
    assert told["costs"]["many: events and reading"]["cpu"] > 0


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [(1.0, 1.0, "holds, stretch too"), (1.1, 1.0, "holds"), (1.2, 1.0, "BROKEN"), (1.2, None, "not measured")],
)
def test_a_broken_goal_is_called_broken(ours: float, theirs: float | None, verdict: str) -> None:
    """A ratio above its goal is told as such; one whose peer is missing is not made up."""
    costs = {"one: projguard": Cost(seconds=ours)}
    if theirs is not None:
        costs["one: yamllint"] = Cost(seconds=theirs)
    assert next(ratios(costs)).verdict == verdict


def test_a_run_that_fails_is_no_figure(tmp_path: Path) -> None:
    """A command that ends otherwise than expected stops the benchmark with what it said."""
    job = Job(command=[sys.executable, "-c", "import sys; sys.exit('no such thing')"], folder=tmp_path)
    with pytest.raises(RuntimeError, match=r"(?s)exit 1 instead of 0: .*no such thing"):
        run(job)
