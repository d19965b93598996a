"""Payments: a schedule, somebody on each side, and nothing overdue."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Money, Percent, Text, Value
from projguard.project.pricing import Payment
from projguard.project.project import Project

INVOICES = ("pricing", "invoices")


def payment_terms_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find prices without a schedule, people for invoices or terms of cancellation, and overdue payments."""
    del params
    if not isinstance(project["pricing"].data, dict) and not project.missing("pricing"):
        return
    if not any(_is_agreed(payment) for payment in project.pricing.payments) and _may_be_missing(project):
        yield Problem(message="none", at=("pricing", "payments"))
    sides = (("no_issuer", "issued_by"), ("no_payer", "paid_by"))
    for message, key in sides:
        person = project.people.get(project[INVOICES[0]][INVOICES[1]].text(key))
        wrong = person is not None and bool(person.side) and (person.orders if key == "issued_by" else person.makes)
        if project.missing(*INVOICES, key) or wrong:
            yield Problem(message=message, at=_invoice_at(project, key))
    for payment in project.pricing.payments:
        if payment.due and payment.due < project.as_of and project.missing(*payment.at, "paid_on"):
            yield Problem(message="overdue", at=(*payment.at, "due"), values=_overdue(project, payment))
    if project.missing("pricing", "cancellation"):
        yield Problem(message="no_cancellation", at=("pricing", "cancellation"))


def _is_agreed(payment: Payment) -> bool:
    return payment.due is not None and (payment.amount is not None or payment.share is not None)


def _may_be_missing(project: Project) -> bool:
    """Tell whether the schedule is really not there, and not only misspelt or unreadable."""
    if project.missing("pricing", "payments") or not project.pricing.payments:
        return project.missing("pricing", "payments") or project["pricing"]["payments"].data == []
    return all(
        project.missing(*payment.at, "due")
        or (project.missing(*payment.at, "amount") and project.missing(*payment.at, "share"))
        for payment in project.pricing.payments
    )


def _invoice_at(project: Project, key: str) -> KeyPath:
    return (*INVOICES, key) if project["pricing"]["invoices"].is_present else INVOICES


def _overdue(project: Project, payment: Payment) -> dict[str, Value]:
    values: dict[str, Value] = {"title": Text(payment.title)}
    if payment.due:
        values["due"] = payment.due
    if payment.amount is not None:
        values["amount"] = Money(payment.amount, project.pricing.currency)
    elif payment.share is not None:
        values["amount"] = Percent(payment.share)
    return values
