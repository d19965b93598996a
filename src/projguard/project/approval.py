"""Who decides, which edits are significant, and when feedback comes."""

from datetime import date
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.model.values import Duration
from projguard.project.agreements import Agreement, read_agreement
from projguard.project.cursor import Cursor

NO_TIME = Duration(0, "day")


class Absence(NamedTuple):
    """Days on which somebody is away, both included; None where a day is not given or not readable."""

    at: KeyPath
    start: date | None
    end: date | None


class DecisionMaker(NamedTuple):
    """One entry of ``decision_makers``: who decides about what."""

    at: KeyPath
    person: str
    scope: tuple[str, ...]
    """Kinds of work, ``budget``, ``launch`` or ``all``."""
    deputy: str
    absences: tuple[Absence, ...]
    final: bool


class Example(NamedTuple):
    """One item of a list of edits."""

    at: KeyPath
    text: str


class Revisions(NamedTuple):
    """What is agreed about edits; empty where the section is absent."""

    at: KeyPath
    rounds_included: int | None
    rework: Duration
    significant: tuple[Example, ...]
    minor: tuple[Example, ...]
    consolidated_by: str
    agreed: Agreement | None


class ChangeRequests(NamedTuple):
    """How edits beyond the included rounds are ordered."""

    at: KeyPath
    quoted_within: Duration | None
    approved_by: str
    file: str


class Feedback(NamedTuple):
    """When and where the client answers, and what silence means."""

    at: KeyPath
    within: Duration | None
    channel: str
    on_silence: str
    agreed: Agreement | None


def read_decision_makers(section: Cursor) -> tuple[DecisionMaker, ...]:
    """Read the ``decision_makers`` section."""
    return tuple(
        DecisionMaker(
            at=item.at,
            person=item.text("person"),
            scope=item.texts("scope"),
            deputy=item.text("deputy"),
            absences=tuple(
                Absence(at=away.at, start=away.day("from"), end=away.day("to"))
                for away in item["absences"].items()
                if isinstance(away.data, dict)
            ),
            final=item.flag("final"),
        )
        for item in section.items()
        if isinstance(item.data, dict)
    )


def read_revisions(section: Cursor) -> Revisions:
    """Read the ``revisions`` section; rework takes no time where nothing is said."""
    return Revisions(
        at=section.at,
        rounds_included=section.integer("rounds_included"),
        rework=section.duration("rework") or NO_TIME,
        significant=_examples(section["significant"]),
        minor=_examples(section["minor"]),
        consolidated_by=section.text("consolidated_by"),
        agreed=read_agreement(section["agreed"]),
    )


def read_change_requests(section: Cursor) -> ChangeRequests:
    """Read the ``change_requests`` section."""
    return ChangeRequests(
        at=section.at,
        quoted_within=section.duration("quoted_within"),
        approved_by=section.text("approved_by"),
        file=section.text("file"),
    )


def read_feedback(section: Cursor) -> Feedback:
    """Read the ``feedback`` section."""
    return Feedback(
        at=section.at,
        within=section.duration("within"),
        channel=section.text("channel"),
        on_silence=section.text("on_silence"),
        agreed=read_agreement(section["agreed"]),
    )


def _examples(section: Cursor) -> tuple[Example, ...]:
    return tuple([Example(item.at, text) for item in section.items() if (text := item.text())])
