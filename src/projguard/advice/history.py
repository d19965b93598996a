"""What a project's past says: how ready it was when, how long that took, what opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from projguard.model.report import PointResult, PointState, ProjectReport, Readiness
from projguard.model.rule import Phase

COUNTED = range(1, 11)
OPEN: tuple[PointState, ...] = ("red", "amber")


class Moment(NamedTuple):
    """A project as it was at one commit, judged as of that day."""

    commit: str
    day: date
    phase: Phase
    readiness: Readiness
    points: tuple[PointResult, ...]
    readable: bool

    @property
    def errors(self) -> int:
        """Open errors."""
        return sum(point.errors for point in self.points)

    @property
    def warnings(self) -> int:
        """Open warnings."""
        return sum(point.warnings for point in self.points)

    @property
    def is_ready(self) -> bool:
        """Tell whether the project was past its draft and nothing stood in its way."""
        return self.readable and self.phase != "draft" and not self.errors


class Reopened(NamedTuple):
    """A point that was clear and is so no more."""

    point: int
    closed: date
    opened: date
    commit: str
    new_phase: bool
    """True where the project entered another phase on that day, which asks for more."""


def moment_of(commit: str, report: ProjectReport) -> Moment:
    """Keep what the past needs of a report."""
    points = tuple(point for point in report.points if point.point in COUNTED or point.point == 0)
    return Moment(commit, report.as_of, report.phase, report.readiness, points, report.readable)


def days_to_ready(moments: Sequence[Moment]) -> int | None:
    """Count the days from the first version to the first that was ready; None where none was."""
    ready = next((moment for moment in moments if moment.is_ready), None)
    return None if ready is None else (ready.day - moments[0].day).days


def reopened(moments: Sequence[Moment]) -> tuple[Reopened, ...]:
    """Find each change of a point from clear to open, in the order in which they happened."""
    since: dict[int, date] = {}
    phase: Phase | None = None
    found: list[Reopened] = []
    for moment in moments:
        if not moment.readable:
            continue
        for point in moment.points:
            if point.state == "green":
                since.setdefault(point.point, moment.day)
            elif point.state in OPEN and point.point in since:
                closed = since.pop(point.point)
                found.append(Reopened(point.point, closed, moment.day, moment.commit, phase != moment.phase))
        phase = moment.phase
    return tuple(found)
