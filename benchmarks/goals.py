"""What is held against what: every ratio with the most that it may be, and what would be better still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.measure import Cost

Figure = Literal["seconds", "cpu", "megabytes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One figure of projguard, against one of somebody else or of a smaller task, or alone."""

    name: str
    ours: str
    """Name of the measurement."""
    theirs: str = ""
    """Name of the one to divide by; empty where the figure is held to a number of its own unit."""
    most: float | None = None
    """None where a ratio is told and held to nothing."""
    stretch: float | None = None
    by: Figure = "seconds"
    """What is compared; time on the clock, unless the machine's other work must not count."""


GOALS = (
    Goal(name="one project / yamllint", ours="one: projguard", theirs="one: yamllint", most=1.15, stretch=1.0),
    Goal(
        name="one project / check-jsonschema",
        ours="one: projguard",
        theirs="one: check-jsonschema",
        most=0.45,
        stretch=0.4,
    ),
    Goal(name="one project / Spectral", ours="one: projguard", theirs="one: spectral", most=0.25, stretch=0.2),
    Goal(name="one project / ajv", ours="one: projguard", theirs="one: ajv"),
    Goal(name="one project / bare Python", ours="one: projguard", theirs="one: bare python"),
    Goal(
        name="many, 1 worker / check-jsonschema",
        ours="many: projguard",
        theirs="many: check-jsonschema",
        most=0.3,
    ),
    Goal(
        name="many, 2 workers / check-jsonschema",
        ours="many: projguard, 2 workers",
        theirs="many: check-jsonschema",
        most=0.2,
        stretch=0.1,
    ),
    Goal(
        name="many, workers by default / Spectral",
        ours="many: projguard, by default",
        theirs="many: spectral",
        most=0.5,
    ),
    Goal(name="many, 1 worker / Spectral", ours="many: projguard", theirs="many: spectral"),
    Goal(name="many, 1 worker / ajv", ours="many: projguard", theirs="many: ajv"),
    Goal(
        name="many, 1 worker / events and reading, CPU",
        ours="many: projguard",
        theirs="many: events and reading",
        most=4.0,
        by="cpu",
    ),
    Goal(name="many, unchanged / anew", ours="many: projguard, unchanged", theirs="many: projguard", most=0.25),
    Goal(name="ten times as many / many", ours="ten times: projguard", theirs="many: projguard", most=10.5),
    Goal(
        name="ten times as many / many, memory",
        ours="ten times: projguard",
        theirs="many: projguard",
        most=1.2,
        by="megabytes",
    ),
    Goal(name="a large manifest, seconds", ours="large: projguard", most=5.0),
    Goal(
        name="a large manifest / half of it, CPU", ours="large: projguard", theirs="half: projguard", most=2.2, by="cpu"
    ),
    Goal(name="keystroke to diagnostics, seconds", ours="keystroke", most=0.05),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A goal, and what was measured; ``measured`` is None where something could not be."""

    goal: Goal
    measured: float | None
    cpu: float | None
    """The same by the processor's time, which other work on the machine disturbs less."""

    @property
    def verdict(self) -> str:
        """Say in a word whether the goal is kept."""
        goal = self.goal
        if self.measured is None:
            return "not measured"
        if goal.most is None:
            return ""
        if goal.stretch is not None and self.measured <= goal.stretch:
            return "holds, stretch too"
        return "holds" if self.measured <= goal.most else "BROKEN"

    def as_json(self) -> dict[str, Any]:
        """Give the ratio for a program to read."""
        goal = self.goal
        return {
            "name": goal.name,
            "by": goal.by,
            "measured": self.measured,
            "cpu": self.cpu,
            "most": goal.most,
            "stretch": goal.stretch,
            "verdict": self.verdict,
        }


def ratios(costs: Mapping[str, Cost]) -> Iterator[Ratio]:
    """Hold every goal against the measurements."""
    for goal in GOALS:
        cpu = None if goal.by == "megabytes" else _figure(goal, costs, "cpu")
        yield Ratio(goal=goal, measured=_figure(goal, costs, goal.by), cpu=cpu)


def _figure(goal: Goal, costs: Mapping[str, Cost], by: Figure) -> float | None:
    ours, theirs = costs.get(goal.ours), costs.get(goal.theirs)
    if ours is None or (goal.theirs and theirs is None):
        return None
    below = float(getattr(theirs, by)) if theirs else 1.0
    return float(getattr(ours, by)) / below if below else None
