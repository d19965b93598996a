"""Money as the page draws it: kinds of work add up, one after another, towards the budget."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from projguard.model.pictures import Budget, KindSum
from projguard.model.values import Kind, Money
from projguard.reporters.html.scale import Stretch, share
from projguard.reporters.page import Page
from projguard.wording.values import Voice


class SumRow(NamedTuple):
    """One kind of work."""

    kind: str
    hours: str
    rate: str
    amount: str
    differs: str
    """What hours and rate make, where that is not the amount."""
    within: Stretch | None
    beyond: Stretch | None
    """The part of it that the budget does not cover."""


class Sums(NamedTuple):
    """What the page draws."""

    rows: tuple[SumRow, ...]
    total: SumRow
    budget: str
    budget_at: str | None
    verdict: str
    is_over: bool


def sums_of(page: Page, money: Budget) -> Sums:
    """Lay the estimate out against the budget."""
    voice = Voice(page.words, {})
    total = money.total
    peak = sum((line.amount for line in money.kinds if line.amount and line.amount > 0), Decimal(0))
    whole = max(peak, money.budget or Decimal(0))

    def shown(amount: Decimal | None) -> str:
        return "" if amount is None else voice.show(Money(amount, money.currency))

    budget = money.budget
    over = budget is not None and total > budget
    difference = abs(total - budget) if budget is not None else Decimal(0)
    return Sums(
        rows=tuple(_rows(voice, money, whole)),
        total=SumRow("", "", "", shown(total), "", *_bars(Decimal(0), total, budget, whole)),
        budget=shown(budget),
        budget_at=share(float(budget / whole), 1) if budget is not None and budget >= 0 and whole > 0 else None,
        verdict=_verdict(page, budget, total, shown(difference)),
        is_over=over,
    )


def _verdict(page: Page, budget: Decimal | None, total: Decimal, difference: str) -> str:
    if budget is None:
        return page.words.say("No budget is named.")
    if total > budget:
        return page.words.say("The estimate is {sum} above the budget.", sum=difference)
    if total == budget:
        return page.words.say("The estimate makes the budget exactly.")
    return page.words.say("{sum} of the budget are not estimated.", sum=difference)


def _rows(voice: Voice, money: Budget, whole: Decimal) -> Iterator[SumRow]:
    begun = Decimal(0)
    for line in money.kinds:
        amount = line.amount or Decimal(0)
        yield SumRow(
            voice.show(Kind(line.kind)) if line.kind else "–",
            "" if line.hours is None else voice.show(line.hours),
            "" if line.rate is None else voice.show(Money(line.rate, money.currency)),
            "" if line.amount is None else voice.show(Money(line.amount, money.currency)),
            _difference(voice, money, line),
            *_bars(begun, begun + amount, money.budget, whole),
        )
        begun += amount


def _difference(voice: Voice, money: Budget, line: KindSum) -> str:
    if line.hours is None or line.rate is None or line.amount is None or line.hours * line.rate == line.amount:
        return ""
    return voice.show(Money(line.hours * line.rate, money.currency))


def _bars(
    start: Decimal, end: Decimal, budget: Decimal | None, whole: Decimal
) -> tuple[Stretch | None, Stretch | None]:
    """Give the part of a sum that the budget covers, and the part that it does not."""
    limit = end if budget is None else min(max(budget, start), end)
    return _stretch(start, limit, whole), _stretch(limit, end, whole)


def _stretch(start: Decimal, end: Decimal, whole: Decimal) -> Stretch | None:
    if end <= start or whole <= 0:
        return None
    return Stretch(share(float(start / whole), 1), share(float((end - start) / whole), 1))
