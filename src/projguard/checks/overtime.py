"""Overtime and what lies beyond the agreed work: coefficients, who orders, what an extra round costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.values import Text, Value
from projguard.project.documents import folded
from projguard.project.hours import Hours, clock, read_hours
from projguard.project.project import Project

AT = ("pricing", "overtime")
USUAL_HOURS = Hours(start=10 * 60, end=19 * 60)
"""Working hours where the calendar names none, as the manifest's schema says."""
ALWAYS = ("24/7", "24x7", "круглосуточно", "around the clock", "any time", "в любое время", "always")
DAY = 24 * 60


def overtime_multiplier_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find work without a coefficient for overtime, or without one of its own for days off."""
    del params
    if project.missing(*AT, "multiplier"):
        yield Problem(message="none", at=(*AT, "multiplier"))
        return
    multiplier = project.pricing.overtime.multiplier
    if multiplier is not None and project.missing(*AT, "weekend_multiplier"):
        yield Problem(message="weekend", at=(*AT, "weekend_multiplier"), values={"value": multiplier})


def overtime_multiplier_low(project: Project, params: Params) -> Iterator[Problem]:
    """Find coefficients that do not cover an hour of overtime, or that nobody will pay."""
    overtime = project.pricing.overtime
    multiplier, weekend = overtime.multiplier, overtime.weekend_multiplier
    if multiplier is None:
        return
    values: dict[str, Value] = {"value": multiplier}
    at = (*AT, "multiplier")
    if multiplier < 1:
        yield Problem(message="below_one", at=at, values=values)
    elif multiplier == 1:
        yield Problem(message="one", at=at, values=values)
    else:
        yield from _minimum(project, "multiplier", multiplier, params)
    if weekend is not None:
        if weekend < multiplier:
            lower: dict[str, Value] = {"value": weekend, "usual": multiplier}
            yield Problem(message="weekend_lower", at=(*AT, "weekend_multiplier"), values=lower)
        else:
            yield from _minimum(project, "weekend_multiplier", weekend, params)
    for key, value in (("multiplier", multiplier), ("weekend_multiplier", weekend)):
        if value is not None and value > params["high"]:
            yield Problem(message="high", at=(*AT, key), values={"value": value, "limit": params["high"]})


def overtime_rules_incomplete(project: Project, params: Params) -> Iterator[Problem]:
    """Find overtime without a start or somebody who orders it, and hours promised beyond those that are worked."""
    overtime = project.pricing.overtime
    gaps = [key for key in ("applies", "approved_by") if project.missing(*AT, key)]
    person = project.people.get(overtime.approved_by)
    promised = _promised(project) if gaps else None
    if promised:
        related = (Related(at=AT, label=""),)
        yield Problem(message="promised", at=("communication", "available"), values=promised, related=related)
    elif gaps and not project.missing(*AT):
        if "applies" in gaps:
            yield Problem(message="no_applies", at=(*AT, "applies"))
        if "approved_by" in gaps:
            yield Problem(message="no_approver", at=(*AT, "approved_by"))
    if person and person.side and person.side not in params["sides"]:
        yield Problem(message="wrong_side", at=(*AT, "approved_by"), values={"name": person.label})


def extra_round_price_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find edits beyond the included rounds without a price, a term for the quote or somebody who approves."""
    del params
    if project.missing("revisions") or not isinstance(project["revisions"].data, dict):
        return
    if project.missing("revisions", "extra_round", "price"):
        at = ("revisions", "extra_round", "price")
        yield Problem(message="no_price", at=at if project["revisions"]["extra_round"].is_present else at[:2])
    if project.missing("change_requests"):
        yield Problem(message="no_requests", at=("change_requests",))
        return
    if project.missing("change_requests", "quoted_within"):
        yield Problem(message="no_term", at=("change_requests", "quoted_within"))
    if project.missing("change_requests", "approved_by"):
        yield Problem(message="no_approver", at=("change_requests", "approved_by"))


def _minimum(project: Project, key: str, value: Decimal, params: Params) -> Iterator[Problem]:
    country = project["agency"].text("jurisdiction") or project.jurisdiction
    row = params["wage_minimums"].get(country, {})
    if row.get(key) is None or value >= Decimal(str(row[key])):
        return
    values: dict[str, Value] = {"value": value, "minimum": Decimal(str(row[key]))}
    values |= {"country": Text(country), "source": Text(row["source"])}
    yield Problem(message="below_minimum", at=(*AT, key), values=values)


def _promised(project: Project) -> dict[str, Value]:
    """Give the hours that are promised beyond the working hours, and these; nothing where none are."""
    available = project.communication.available
    hours = read_hours(project["calendar"].text("working_hours")).value or USUAL_HOURS
    if not available or not _exceeds(available, hours):
        return {}
    return {"available": Text(available), "hours": Text(f"{clock(hours.start)}-{clock(hours.end)}")}


def _exceeds(available: str, hours: Hours) -> bool:
    """Tell whether promised hours go beyond the working hours; words that name no hours promise nothing."""
    text = folded(available)
    if any(word in text for word in ALWAYS):
        return True
    promised = read_hours(available).value
    if promised is None:
        return False
    end = promised.end + (DAY if promised.end <= promised.start else 0)
    return promised.start < hours.start or end > hours.end
