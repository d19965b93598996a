"""What is made, by whom and by when, and what the client must bring; state follows from dates."""

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.source import KeyPath
from projguard.model.values import Duration
from projguard.project.cursor import Cursor

DeliverableState: TypeAlias = Literal["cancelled", "accepted", "delivered", "planned"]


class Check(NamedTuple):
    """The quality check of one deliverable."""

    at: KeyPath
    checklist: str
    checked_by: str
    checked_on: date | None
    record: str


class Deliverable(NamedTuple):
    """One product; texts are empty and dates None where nothing is said."""

    at: KeyPath
    id: str
    title: str
    kind: str
    stream: str
    owner: str
    approver: str
    start: date | None
    due: date | None
    depends_on: tuple[str, ...]
    rounds: int | None
    feedback_within: Duration | None
    delivered_on: date | None
    redelivered_on: date | None
    comments_on: date | None
    accepted_on: date | None
    cancelled: bool
    rationale: str
    qa: Check

    @property
    def state(self) -> DeliverableState:
        """How far the product is."""
        if self.cancelled:
            return "cancelled"
        if self.accepted_on:
            return "accepted"
        return "delivered" if self.delivered_on else "planned"

    @property
    def label(self) -> str:
        """What people call it."""
        return self.title or self.id


class ClientInput(NamedTuple):
    """A material or an access that the client brings."""

    at: KeyPath
    id: str
    title: str
    owner: str
    due: date | None
    received_on: date | None
    needed_for: tuple[str, ...]


def read_deliverables(section: Cursor) -> tuple[Deliverable, ...]:
    """Read the ``deliverables`` section."""
    return tuple([_deliverable(item) for item in section.items() if isinstance(item.data, dict)])


def read_client_inputs(section: Cursor) -> tuple[ClientInput, ...]:
    """Read the ``client_inputs`` section."""
    return tuple(
        ClientInput(
            item.at,
            item.text("id"),
            item.text("title") or item.text("id"),
            item.text("owner"),
            item.day("due"),
            item.day("received_on"),
            item.texts("needed_for"),
        )
        for item in section.items()
        if isinstance(item.data, dict)
    )


def _deliverable(item: Cursor) -> Deliverable:
    return Deliverable(  # by place, in the order of the fields: naming each takes twice as long
        item.at,
        item.text("id"),
        item.text("title"),
        item.text("kind"),
        item.text("stream"),
        item.text("owner"),
        item.text("approver"),
        item.day("start"),
        item.day("due"),
        item.texts("depends_on"),
        item.integer("rounds"),
        item.duration("feedback_within"),
        item.day("delivered_on"),
        item.day("redelivered_on"),
        item.day("comments_on"),
        item.day("accepted_on"),
        item.flag("cancelled"),
        item.text("rationale"),
        _check(item["qa"]),
    )


def _check(section: Cursor) -> Check:
    return Check(
        section.at,
        section.text("checklist"),
        section.text("checked_by"),
        section.day("checked_on"),
        section.text("record"),
    )
