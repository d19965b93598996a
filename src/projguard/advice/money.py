"""The estimate against the budget, by kind of work."""

from __future__ import annotations

from decimal import Decimal

from projguard.model.pictures import Budget, KindSum
from projguard.project.pricing import EstimateLine
from projguard.project.project import Project


def money_of(project: Project) -> Budget | None:
    """Add the estimate up by kind; None where nothing is estimated and no budget is named."""
    pricing = project.pricing
    lines: dict[str, list[EstimateLine]] = {}
    for line in pricing.estimate:
        lines.setdefault(line.kind, []).append(line)
    rates = {rate.kind: rate.amount for rate in reversed(pricing.rates)}
    kinds = tuple(_kind(kind, of_kind, rates.get(kind)) for kind, of_kind in lines.items())
    if not kinds and pricing.budget is None:
        return None
    return Budget(currency=pricing.currency, budget=pricing.budget, kinds=kinds)


def _kind(kind: str, lines: list[EstimateLine], rate: Decimal | None) -> KindSum:
    hours = _sum([line.hours for line in lines])
    amounts = [_amount(line, rate) for line in lines]
    return KindSum(kind=kind, hours=hours, rate=rate, amount=_sum(amounts))


def _amount(line: EstimateLine, rate: Decimal | None) -> Decimal | None:
    """Give the amount of a line; hours at their rate where it names none."""
    if line.amount is None and line.hours is not None and rate is not None:
        return line.hours * rate
    return line.amount


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None
