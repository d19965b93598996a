"""Agreements, and the documents that people agree on and read."""

from datetime import date
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.model.values import Duration
from projguard.project.cursor import Cursor


class Agreement(NamedTuple):
    """Who agreed on what day, and where that is written; a bare date is an agreement without names."""

    at: KeyPath
    date: date | None
    people: tuple[str, ...]
    record: str
    """A path or a text."""


class Reading(NamedTuple):
    """One person of a ``read_by`` list; no day where the list gives none."""

    at: KeyPath
    person: str
    date: date | None


class StandardDocument(NamedTuple):
    """An editorial policy or a guideline; a bare path stands for its file."""

    at: KeyPath
    source: str
    form: str
    file: str
    url: str
    version: str
    updated_on: date | None
    received_on: date | None
    approved_by: str
    approved_on: date | None
    read_by: tuple[Reading, ...]
    review_every: Duration | None
    assets: tuple[str, ...]


def read_agreement(section: Cursor) -> Agreement | None:
    """Read an agreement, None where there is none."""
    if isinstance(section.data, dict):
        return Agreement(section.at, section.day("date"), section.texts("with"), section.text("record"))
    if section.is_present:
        return Agreement(at=section.at, date=section.day(), people=(), record="")
    return None


def read_standard_document(section: Cursor) -> StandardDocument | None:
    """Read an editorial policy or a guideline, None where there is none."""
    if not section.is_present:
        return None
    bare = "" if isinstance(section.data, dict) else section.text()
    is_url = bare.startswith("https://")
    return StandardDocument(
        at=section.at,
        source=section.text("source"),
        form=section.text("form"),
        file="" if is_url else bare or section.text("file"),
        url=bare if is_url else section.text("url"),
        version=section.text("version"),
        updated_on=section.day("updated_on"),
        received_on=section.day("received_on"),
        approved_by=section.text("approved_by"),
        approved_on=section.day("approved_on"),
        read_by=_readings(section["read_by"]),
        review_every=section.duration("review_every"),
        assets=section.texts("assets"),
    )


def _readings(section: Cursor) -> tuple[Reading, ...]:
    dated = tuple([Reading(entry.at, key, entry.day()) for key, entry in section.entries()])
    return dated or tuple([Reading(item.at, item.text(), None) for item in section.items()])
