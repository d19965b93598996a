"""The traffic light of each point, and readiness."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from projguard.model.finding import Finding, Outcome, RuleState
from projguard.model.report import PointResult, PointState, Readiness

COUNTED = range(1, 11)
"""Points that count for readiness; 0 and the packs are shown only."""
RESTING = ("not_applicable", "off", "skipped")


def grade_points(
    points: Sequence[int], point_of: Mapping[str, int], outcomes: Sequence[Outcome], findings: Sequence[Finding]
) -> tuple[PointResult, ...]:
    """Grade each point by the findings of its rules; ``point_of`` gives the point of a rule's code."""
    ended: dict[int, set[RuleState]] = {point: set() for point in points}
    found: dict[int, list[Finding]] = {point: [] for point in points}
    for outcome in outcomes:
        ended[point_of[outcome.code]].add(outcome.state)
    for finding in findings:
        found[point_of[finding.code]].append(finding)
    return tuple(_grade(point, ended[point], found[point]) for point in points)


def readiness(points: Sequence[PointResult]) -> Readiness:
    """Compute (green + amber / 2) / (green + amber + red) over the counted points; None where none has a colour."""
    states = [result.state for result in points if result.point in COUNTED]
    green, amber, red = (states.count(state) for state in ("green", "amber", "red"))
    coloured = green + amber + red
    percent = 100 * (green + amber / 2) / coloured if coloured else None
    return Readiness(green=green, amber=amber, red=red, grey=states.count("grey"), percent=percent)


def _grade(point: int, ended: Collection[RuleState], findings: Sequence[Finding]) -> PointResult:
    errors = sum(finding.severity == "error" and finding.state == "open" for finding in findings)
    warnings = sum(finding.severity == "warning" and finding.state == "open" for finding in findings)
    hidden = sum(finding.severity != "info" and finding.state != "open" for finding in findings)
    notes = sum(finding.severity == "info" for finding in findings)
    state = _state(ended, errors=errors, amber=warnings + hidden)
    return PointResult(point=point, state=state, errors=errors, warnings=warnings, notes=notes, hidden=hidden)


def _state(ended: Collection[RuleState], *, errors: int, amber: int) -> PointState:
    if errors:
        return "red"
    # A rule that crashed was not judged, so its point is not known to be clear.
    if amber or "crashed" in ended:
        return "amber"
    return "green" if "passed" in ended else "grey"
