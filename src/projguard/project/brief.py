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
        file=section["file"].text(),
        url=section["url"].text(),
        version=section["version"].text(),
        sent_on=section["sent_on"].day(),
        returned_on=section["returned_on"].day(),
        confirmed_by=section["confirmed_by"].text(),
    )


def read_terms_of_reference(section: Cursor) -> TermsOfReference:
    """Read the ``terms_of_reference`` section; ``based_on`` may be a bare name or a document with its version."""
    basis = section["based_on"]
    return TermsOfReference(
        at=section.at,
        file=section["file"].text(),
        based_on=basis["document"].text() if isinstance(basis.data, dict) else basis.text(),
        based_on_version=basis["version"].text(),
        approved_by=section["approved_by"].text(),
        approved_on=section["approved_on"].day(),
        covers=section["covers"].texts(),
    )


def read_department_briefs(section: Cursor) -> dict[str, str]:
    """Read the ``department_briefs`` section: file by stream."""
    return {stream: path for stream, entry in section.entries() if (path := entry.text())}
