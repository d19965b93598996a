"""What is said of a manifest that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from projguard.advice.points import readiness
from projguard.engine.select import ALWAYS
from projguard.model.config import Config
from projguard.model.finding import Finding, Location, Outcome
from projguard.model.limits import Limits
from projguard.model.report import PointResult, ProjectReport
from projguard.model.rule import PHASES, Rule
from projguard.model.values import Field, Value
from projguard.reading.discovery import UNOPENED
from projguard.reading.unreadable import START, Unreadable


def refused_report(
    shown: str,
    refusal: Unreadable,
    *,
    config: Config,
    told: Rule,
    rules: Sequence[Rule],
    points: Sequence[int],
    as_of: date,
) -> ProjectReport:
    """Report a manifest that is not read: the rule ``told`` says so, and no other is judged."""
    lights = tuple(_grey(point) for point in points)
    return ProjectReport(
        path=shown,
        id="",
        title=shown,
        client="",
        phase=config.phase or PHASES[0],
        as_of=as_of,
        points=lights,
        readiness=readiness(lights)._replace(percent=None),
        outcomes=tuple(map(_unjudged, rules)),
        findings=(_finding(told, shown, refusal),),
        sources={shown: refusal.text} if refusal.text else {},
        failing=int(config.gate.severity != "never"),
        gate=config.gate,
        readable=False,
        unopened=refusal.message in UNOPENED,
    )


def _finding(rule: Rule, shown: str, refusal: Unreadable) -> Finding:
    """Make the one finding about a manifest that is not read."""
    from hashlib import sha256

    location = Location(path=shown, span=refusal.span, key_path=())
    return Finding(
        code=rule.code,
        severity="error",
        message=refusal.message,
        values=refusal.values,
        location=location,
        fingerprint=sha256(f"{rule.code}|{refusal.message}|{shown}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
        related=tuple(location._replace(span=span, label=label) for label, span in refusal.related),
    )


def overdue(limits: Limits) -> tuple[str, Unreadable]:
    """Say of a project that it took longer than it may: a line for whoever looks for faults, and for people."""
    limit = limits.project_seconds
    values: dict[str, Value] = {"limit": limit, "setting": Field("limits.project_seconds")}
    return f"it was not judged within {limit} s", Unreadable("overdue", START, values)


def died() -> tuple[str, Unreadable]:
    """Say of a project that the process that checked it died."""
    return "the process that checked it died", Unreadable("died", START, {})


def _unjudged(rule: Rule) -> Outcome:
    """Say how a rule ends where the manifest is not read."""
    if rule.code == ALWAYS:
        return Outcome(code=rule.code, state="failed")
    return Outcome(code=rule.code, state="skipped", because=(ALWAYS,))


def _grey(point: int) -> PointResult:
    """Give the light of a point where the manifest is not read."""
    if point == 0:
        return PointResult(point=0, state="red", errors=1, warnings=0)
    return PointResult(point=point, state="grey", errors=0, warnings=0)
