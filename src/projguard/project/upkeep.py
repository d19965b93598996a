"""What keeps a project in order: explanations, checklists, the knowledge base, open questions, waivers."""

from datetime import date
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.model.values import Duration
from projguard.project.agreements import Agreement, read_agreement
from projguard.project.cursor import Cursor


class Rationale(NamedTuple):
    """The agreement that decisions are explained."""

    at: KeyPath
    required: bool
    record_in: str
    agreed: Agreement | None


class Checklist(NamedTuple):
    """One quality checklist and the kinds of work that it is for."""

    at: KeyPath
    file: str
    kinds: tuple[str, ...]
    """Kinds of work, or ``all``."""
    owner: str


class KnowledgeBase(NamedTuple):
    """Where knowledge about the project lies and who keeps it current; empty where the section is absent."""

    at: KeyPath
    path: str
    url: str
    owner: str
    review_every: Duration | None
    updated_on: date | None
    decisions: str
    """Folder of decision entries; ``decisions`` below the base where nothing is said."""
    glossary: str
    faq: str
    handover: str


class OpenQuestion(NamedTuple):
    """A question that waits for an answer; ``about`` is the field it concerns, dotted or as a JSON Pointer."""

    at: KeyPath
    about: str
    question: str
    owner: str
    due: date | None


class Waiver(NamedTuple):
    """An accepted gap: which rule, where, why, by whom and until when."""

    at: KeyPath
    rule: str
    scope: str
    """A pointer; empty: the whole project."""
    reason: str
    approved_by: str
    until: date | None
    until_text: str = ""
    """As typed."""


def read_rationale(section: Cursor) -> Rationale:
    """Read the ``rationale`` section."""
    return Rationale(
        at=section.at,
        required=section.flag("required"),
        record_in=section.text("record_in"),
        agreed=read_agreement(section["agreed"]),
    )


def read_checklists(section: Cursor) -> tuple[Checklist, ...]:
    """Read ``quality.checklists``."""
    return tuple(
        Checklist(at=item.at, file=item.text("file"), kinds=item.texts("for"), owner=item.text("owner"))
        for item in section.items()
        if isinstance(item.data, dict)
    )


def read_knowledge_base(section: Cursor) -> KnowledgeBase:
    """Read the ``knowledge_base`` section."""
    path = section.text("path")
    return KnowledgeBase(
        at=section.at,
        path=path,
        url=section.text("url"),
        owner=section.text("owner"),
        review_every=section.duration("review_every"),
        updated_on=section.day("updated_on"),
        decisions=section.text("decisions") or (f"{path.rstrip('/')}/decisions" if path else ""),
        glossary=section.text("glossary"),
        faq=section.text("faq"),
        handover=section.text("handover"),
    )


def read_open_questions(section: Cursor) -> tuple[OpenQuestion, ...]:
    """Read the ``open_questions`` section."""
    return tuple(
        OpenQuestion(
            at=item.at,
            about=item.text("about"),
            question=item.text("question"),
            owner=item.text("owner"),
            due=item.day("due"),
        )
        for item in section.items()
        if isinstance(item.data, dict)
    )


def read_waivers(section: Cursor) -> tuple[Waiver, ...]:
    """Read the ``waivers`` section."""
    return tuple(
        Waiver(
            at=item.at,
            rule=item.text("rule"),
            scope=item.text("scope"),
            reason=item.text("reason"),
            approved_by=item.text("approved_by"),
            until=item.day("until"),
            until_text=item.text("until"),
        )
        for item in section.items()
        if isinstance(item.data, dict)
    )
