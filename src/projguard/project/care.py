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
        first_response=section["first_response"].duration(),
        full_answer=section["full_answer"].duration(),
        contacts_per_week=section["contacts_per_week"].number(),
        available=section["available"].text(),
        call_window=section["call_window"].text(),
        reports=tuple(
            RegularReport(
                at=item.at,
                title=item["title"].text(),
                prepared_by=item["prepared_by"].text(),
                verified_by=item["verified_by"].text(),
                every=item["every"].duration(),
                to=item["to"].text(),
            )
            for item in section["reports"].items()
            if isinstance(item.data, dict)
        ),
    )


def read_account(section: Cursor) -> Account:
    """Read the ``account`` section."""
    return Account(
        at=section.at,
        key=section["key"].flag(),
        revenue_to_cost=section["revenue_to_cost"].number(),
        measured_on=section["measured_on"].day(),
        stage=section["stage"].text(),
        manager_dedicated=section["manager_dedicated"].flag(),
        next_contact=section["next_contact"].day(),
    )
