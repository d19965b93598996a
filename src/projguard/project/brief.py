"""The brief and what is written from it: terms of reference, briefs of departments."""

from datetime import date
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.project.cursor import Cursor


class Brief(NamedTuple):
    """The brief: where it lies, when it was sent and came back; empty where the section is absent."""

    at: KeyPath
    file: str
    url: str
    version: str
    sent_on: date | None
    returned_on: date | None
    confirmed_by: str


class TermsOfReference(NamedTuple):
    """The terms of reference; ``based_on`` names a document and perhaps its version."""

    at: KeyPath
    file: str
    based_on: str
    based_on_version: str
    approved_by: str
    approved_on: date | None
    covers: tuple[str, ...]


def read_brief(section: Cursor) -> Brief:
    """Read the ``brief`` section."""
    return Brief(
        at=section.at,
        file=section.text("file"),
        url=section.text("url"),
        version=section.text("version"),
        sent_on=section.day("sent_on"),
        returned_on=section.day("returned_on"),
        confirmed_by=section.text("confirmed_by"),
    )


def read_terms_of_reference(section: Cursor) -> TermsOfReference:
    """Read the ``terms_of_reference`` section; ``based_on`` may be a bare name or a document with its version."""
    basis = section["based_on"]
    return TermsOfReference(
        at=section.at,
        file=section.text("file"),
        based_on=basis.text("document") if isinstance(basis.data, dict) else basis.text(),
        based_on_version=basis.text("version"),
        approved_by=section.text("approved_by"),
        approved_on=section.day("approved_on"),
        covers=section.texts("covers"),
    )


def read_department_briefs(section: Cursor) -> dict[str, str]:
    """Read the ``department_briefs`` section: file by stream."""
    return {stream: path for stream, entry in section.entries() if (path := entry.text())}
