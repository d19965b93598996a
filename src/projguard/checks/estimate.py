"""An estimate that adds up: lines make their amounts, sums make the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.values import Kind, Listing, Money, Percent, Text, Value
from projguard.project.pricing import EstimateLine
from projguard.project.project import Project


def estimate_mismatch(project: Project, params: Params) -> Iterator[Problem]:
    """Find lines that do not make their amount, and sums that do not make the budget."""
    pricing = project.pricing
    for line in pricing.estimate:
        if problem := _line(project, line, params):
            yield problem
    amounts = [line.amount for line in pricing.estimate if line.amount is not None]
    total = sum(amounts, Decimal(0))
    budget = pricing.budget
    complete = len(amounts) == len(pricing.estimate) > 0
    if budget and (total > budget or (complete and total < budget * Decimal(str(params["low_share"])))):
        values: dict[str, Value] = {"sum": _money(project, total), "budget": _money(project, budget)}
        if total > budget:
            yield Problem(message="over", at=("pricing", "budget"), values=values)
        else:
            low: dict[str, Value] = {**values, "share": Percent(total / budget)}
            yield Problem(message="low", at=("pricing", "budget"), values=low)
    yield from _payments(project, params)
    yield from _not_estimated(project)


def _money(project: Project, amount: Decimal) -> Money:
    return Money(amount, project.pricing.currency)


def _line(project: Project, line: EstimateLine, params: Params) -> Problem | None:
    is_read = line.kind and line.hours is not None and line.amount is not None
    missing = [] if is_read else [key for key in ("kind", "hours", "amount") if project.missing(*line.at, key)]
    if missing:
        listed = Listing(tuple(Text(key) for key in missing))
        number = line.at[-1] + 1 if isinstance(line.at[-1], int) else 0
        return Problem(message="incomplete", at=(*line.at, missing[0]), values={"line": number, "missing": listed})
    rate = project.pricing.rate_of(line.kind)
    if rate is None or rate.amount is None or line.hours is None or line.amount is None:
        return None
    expected = line.hours * rate.amount
    if expected != line.amount and abs(expected - line.amount) > abs(expected) * Decimal(str(params["line_tolerance"])):
        values: dict[str, Value] = {"kind": Kind(line.kind), "amount": _money(project, line.amount)}
        values |= {"hours": line.hours, "rate": _money(project, rate.amount), "expected": _money(project, expected)}
        values |= {"sum": _money(project, line.amount), "budget": _money(project, expected)}
        related = (Related(at=rate.at, label=""),)
        return Problem(message="line", at=(*line.at, "amount"), values=values, related=related)
    return None


def _payments(project: Project, params: Params) -> Iterator[Problem]:
    payments, budget = project.pricing.payments, project.pricing.budget
    amounts = [payment.amount for payment in payments if payment.amount is not None]
    shares = [payment.share for payment in payments if payment.share is not None]
    at = ("pricing", "payments")
    if not payments:
        return
    if len(shares) == len(payments):
        share = sum(shares, Decimal(0))
        if abs(share - 1) > Decimal("0.0001"):
            yield Problem(message="shares", at=at, values={"share": Percent(share)})
    elif budget and len(amounts) + len(shares) == len(payments):
        total = sum(amounts, Decimal(0)) + sum(shares, Decimal(0)) * budget
        if abs(total - budget) > Decimal(params["payments_tolerance"]):
            values: dict[str, Value] = {"sum": _money(project, total), "budget": _money(project, budget)}
            yield Problem(message="payments", at=at, values=values)


def _not_estimated(project: Project) -> Iterator[Problem]:
    if not project.pricing.estimate:
        return
    estimated = {line.kind for line in project.pricing.estimate}
    for kind in project.kinds:
        if kind not in estimated:
            first = next(d for d in project.active_deliverables if d.kind == kind)
            values: dict[str, Value] = {"kind": Kind(kind), "title": Text(first.label)}
            yield Problem(message="not_estimated", at=(*first.at, "kind"), values=values)
