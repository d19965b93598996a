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
        for rate in self.rates:
            if rate.kind == kind:
                return rate
        return None


def read_pricing(section: Cursor) -> Pricing:
    """Read the ``pricing`` section."""
    rates, invoices = section["rates"], section["invoices"]
    return Pricing(
        at=section.at,
        currency=section.text("currency"),
        vat=section.text("vat"),
        model=section.text("model"),
        budget=section.amount("budget"),
        rates=tuple([Rate(entry.at, kind, entry.amount()) for kind, entry in rates.entries() if entry.is_present]),
        estimate=tuple([_line(item) for item in section["estimate"].items() if isinstance(item.data, dict)]),
        payments=tuple([_payment(item) for item in section["payments"].items() if isinstance(item.data, dict)]),
        overtime=_overtime(section["overtime"]),
        issued_by=invoices.text("issued_by"),
        paid_by=invoices.text("paid_by"),
    )


def _line(item: Cursor) -> EstimateLine:
    return EstimateLine(item.at, item.text("kind"), item.number("hours"), item.amount("amount"))


def _payment(item: Cursor) -> Payment:
    return Payment(  # by place, in the order of the fields: naming each takes twice as long
        item.at,
        item.text("title"),
        item.amount("amount"),
        item.share("share"),
        item.day("due"),
        item.day("invoiced_on"),
        item.day("paid_on"),
    )


def _overtime(section: Cursor) -> Overtime:
    return Overtime(
        at=section.at,
        multiplier=section.number("multiplier"),
        weekend_multiplier=section.number("weekend_multiplier"),
        applies=section.text("applies"),
        approved_by=section.text("approved_by"),
        agreed=read_agreement(section["agreed"]),
    )
