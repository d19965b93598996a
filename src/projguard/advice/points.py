"""The traffic light of each point, and readiness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from projguard.model.finding import Finding, Outcome
from projguard.model.report import PointResult, PointState, Readiness

COUNTED = range(1, 11)
"""Points that count for readiness; 0 and the packs are shown only."""


def grade_points(
    points: Sequence[int], point_of: Mapping[str, int], outcomes: Sequence[Outcome], findings: Sequence[Finding]
) -> tuple[PointResult, ...]:
    """Grade each point by the findings of its rules; ``point_of`` gives the point of a rule's code."""
    passed = {point_of[outcome.code] for outcome in outcomes if outcome.state == "passed"}
    crashed = {point_of[outcome.code] for outcome in outcomes if outcome.state == "crashed"}
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        found.setdefault(point_of[finding.code], []).append(finding)
    return tuple(
        [
            _grade(point, found[point], passed=point in passed, crashed=point in crashed)
            if point in found
            else _without_findings(point, point in passed, point in crashed)
            for point in points
        ]
    )


def readiness(points: Sequence[PointResult]) -> Readiness:
    """Compute (green + amber / 2) / (green + amber + red) over the counted points; None where none has a colour."""
    states = [result.state for result in points if result.point in COUNTED]
    green, amber, red = (states.count(state) for state in ("green", "amber", "red"))
    coloured = green + amber + red
    percent = 100 * (green + amber / 2) / coloured if coloured else None
    return Readiness(green=green, amber=amber, red=red, grey=states.count("grey"), percent=percent)


@cache  # a few dozen values: all reports of a run share them, which makes them quick to send as well
def _without_findings(point: int, passed: bool, crashed: bool) -> PointResult:  # noqa: FBT001 - quicker to call
    return _grade(point, (), passed=passed, crashed=crashed)


def _grade(point: int, findings: Sequence[Finding], *, passed: bool, crashed: bool) -> PointResult:
    errors = warnings = notes = hidden = 0
    for finding in findings:
        if finding.severity == "info":
            notes += 1
        elif finding.state != "open":
            hidden += 1
        elif finding.severity == "error":
            errors += 1
        else:
            warnings += 1
    state: PointState = "green" if passed else "grey"
    if errors:
        state = "red"
    elif warnings or hidden or crashed:
        # A rule that crashed was not judged, so its point is not known to be clear.
        state = "amber"
    return PointResult(point, state, errors, warnings, notes, hidden)
