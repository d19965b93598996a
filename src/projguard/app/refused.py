"""What is said of a manifest that cannot be read."""

from __future__ import annotations

from projguard.engine.select import ALWAYS
from projguard.model.finding import Finding, Location, Outcome
from projguard.model.limits import Limits
from projguard.model.report import PointResult
from projguard.model.rule import Rule
from projguard.model.values import Field, Value
from projguard.reading.unreadable import START, Unreadable


def refusal_finding(rule: Rule, shown: str, refusal: Unreadable) -> Finding:
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


def unjudged(rule: Rule) -> Outcome:
    """Say how a rule ends where the manifest is not read."""
    if rule.code == ALWAYS:
        return Outcome(code=rule.code, state="failed")
    return Outcome(code=rule.code, state="skipped", because=(ALWAYS,))


def grey(point: int) -> PointResult:
    """Give the light of a point where the manifest is not read."""
    if point == 0:
        return PointResult(point=0, state="red", errors=1, warnings=0)
    return PointResult(point=point, state="grey", errors=0, warnings=0)
