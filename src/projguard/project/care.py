"""How the agency stays in touch: communication and the account."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.model.values import Duration
from projguard.project.cursor import Cursor


class RegularReport(NamedTuple):
    """A report that goes to the client again and again."""

    at: KeyPath
    title: str
    prepared_by: str
    verified_by: str
    every: Duration | None
    to: str


class Communication(NamedTuple):
    """How fast the agency answers and how often it writes first; empty where the section is absent."""

    at: KeyPath
    first_response: Duration | None
    full_answer: Duration | None
    contacts_per_week: Decimal | None
    available: str
    call_window: str
    reports: tuple[RegularReport, ...]


class Account(NamedTuple):
    """What the client is to the agency; empty where the section is absent."""

    at: KeyPath
    key: bool
    revenue_to_cost: Decimal | None
    measured_on: date | None
    stage: str
    manager_dedicated: bool
    next_contact: date | None


def read_communication(section: Cursor) -> Communication:
    """Read the ``communication`` section."""
    return Communication(
        at=section.at,
        first_response=section.duration("first_response"),
        full_answer=section.duration("full_answer"),
        contacts_per_week=section.number("contacts_per_week"),
        available=section.text("available"),
        call_window=section.text("call_window"),
        reports=tuple(
            RegularReport(
                at=item.at,
                title=item.text("title"),
                prepared_by=item.text("prepared_by"),
                verified_by=item.text("verified_by"),
                every=item.duration("every"),
                to=item.text("to"),
            )
            for item in section["reports"].items()
            if isinstance(item.data, dict)
        ),
    )


def read_account(section: Cursor) -> Account:
    """Read the ``account`` section."""
    return Account(
        at=section.at,
        key=section.flag("key"),
        revenue_to_cost=section.number("revenue_to_cost"),
        measured_on=section.day("measured_on"),
        stage=section.text("stage"),
        manager_dedicated=section.flag("manager_dedicated"),
        next_contact=section.day("next_contact"),
    )
