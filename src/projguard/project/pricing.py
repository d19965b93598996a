"""Prices: rates, estimate, payments and overtime."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.project.agreements import Agreement, read_agreement
from projguard.project.cursor import Cursor


class Rate(NamedTuple):
    """The price of an hour of one kind of work; the amount is None where it is not readable."""

    at: KeyPath
    kind: str
    amount: Decimal | None


class EstimateLine(NamedTuple):
    """One line of the estimate."""

    at: KeyPath
    kind: str
    hours: Decimal | None
    amount: Decimal | None


class Payment(NamedTuple):
    """One payment, as a sum or as a share of the budget."""

    at: KeyPath
    title: str
    amount: Decimal | None
    share: Decimal | None
    due: date | None
    invoiced_on: date | None
    paid_on: date | None


class Overtime(NamedTuple):
    """What urgent work costs and who may order it."""

    at: KeyPath
    multiplier: Decimal | None
    weekend_multiplier: Decimal | None
    applies: str
    approved_by: str
    agreed: Agreement | None


class Pricing(NamedTuple):
    """The ``pricing`` section; empty where it is absent."""

    at: KeyPath
    currency: str
    vat: str
    model: str
    budget: Decimal | None
    rates: tuple[Rate, ...]
    estimate: tuple[EstimateLine, ...]
    payments: tuple[Payment, ...]
    overtime: Overtime
    issued_by: str
    paid_by: str

    def rate_of(self, kind: str) -> Rate | None:
        """Find the rate of a kind of work."""
        return next((rate for rate in self.rates if rate.kind == kind), None)


def read_pricing(section: Cursor) -> Pricing:
    """Read the ``pricing`` section."""
    return Pricing(
        at=section.at,
        currency=section["currency"].text(),
        vat=section["vat"].text(),
        model=section["model"].text(),
        budget=section["budget"].amount(),
        rates=tuple(
            Rate(at=entry.at, kind=kind, amount=entry.amount())
            for kind, entry in section["rates"].entries()
            if entry.is_present
        ),
        estimate=tuple(_line(item) for item in section["estimate"].items() if isinstance(item.data, dict)),
        payments=tuple(_payment(item) for item in section["payments"].items() if isinstance(item.data, dict)),
        overtime=_overtime(section["overtime"]),
        issued_by=section["invoices"]["issued_by"].text(),
        paid_by=section["invoices"]["paid_by"].text(),
    )


def _line(item: Cursor) -> EstimateLine:
    return EstimateLine(
        at=item.at, kind=item["kind"].text(), hours=item["hours"].number(), amount=item["amount"].amount()
    )


def _payment(item: Cursor) -> Payment:
    return Payment(
        at=item.at,
        title=item["title"].text(),
        amount=item["amount"].amount(),
        share=item["share"].share(),
        due=item["due"].day(),
        invoiced_on=item["invoiced_on"].day(),
        paid_on=item["paid_on"].day(),
    )


def _overtime(section: Cursor) -> Overtime:
    return Overtime(
        at=section.at,
        multiplier=section["multiplier"].number(),
        weekend_multiplier=section["weekend_multiplier"].number(),
        applies=section["applies"].text(),
        approved_by=section["approved_by"].text(),
        agreed=read_agreement(section["agreed"]),
    )
