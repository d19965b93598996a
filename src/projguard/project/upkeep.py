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
        required=section["required"].flag(),
        record_in=section["record_in"].text(),
        agreed=read_agreement(section["agreed"]),
    )


def read_checklists(section: Cursor) -> tuple[Checklist, ...]:
    """Read ``quality.checklists``."""
    return tuple(
        Checklist(at=item.at, file=item["file"].text(), kinds=item["for"].texts(), owner=item["owner"].text())
        for item in section.items()
        if isinstance(item.data, dict)
    )


def read_knowledge_base(section: Cursor) -> KnowledgeBase:
    """Read the ``knowledge_base`` section."""
    path = section["path"].text()
    return KnowledgeBase(
        at=section.at,
        path=path,
        url=section["url"].text(),
        owner=section["owner"].text(),
        review_every=section["review_every"].duration(),
        updated_on=section["updated_on"].day(),
        decisions=section["decisions"].text() or (f"{path.rstrip('/')}/decisions" if path else ""),
        glossary=section["glossary"].text(),
        faq=section["faq"].text(),
        handover=section["handover"].text(),
    )


def read_open_questions(section: Cursor) -> tuple[OpenQuestion, ...]:
    """Read the ``open_questions`` section."""
    return tuple(
        OpenQuestion(
            at=item.at,
            about=item["about"].text(),
            question=item["question"].text(),
            owner=item["owner"].text(),
            due=item["due"].day(),
        )
        for item in section.items()
        if isinstance(item.data, dict)
    )


def read_waivers(section: Cursor) -> tuple[Waiver, ...]:
    """Read the ``waivers`` section."""
    return tuple(
        Waiver(
            at=item.at,
            rule=item["rule"].text(),
            scope=item["scope"].text(),
            reason=item["reason"].text(),
            approved_by=item["approved_by"].text(),
            until=item["until"].day(),
            until_text=item["until"].text(),
        )
        for item in section.items()
        if isinstance(item.data, dict)
    )
