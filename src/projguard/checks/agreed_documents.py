"""Documents that were sealed when they were agreed on."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Listing, Text, Value
from projguard.project.cursor import Cursor
from projguard.project.project import Project

SEALED = ("file", "record")
"""Fields whose file a sha256 beside them belongs to, the first that is there."""
DATES = ("approved_on", "date", "received_on", "returned_on", "signed_on")


def agreed_document_changed(project: Project, params: Params) -> Iterator[Problem]:
    """Find files whose contents are not those that were agreed on."""
    del params
    for at, *_ in project.by_type.get("sha256", ()):
        section = project.root.down(at[:-1])
        path = next((section.text(key) for key in SEALED if section[key].is_present), "")
        file = project.file(path)
        sealed = project.root.down(at).text()
        if sealed and file.sha256 and file.sha256.casefold() != sealed.casefold():
            yield _changed(project, at, section, path)


def _changed(project: Project, at: KeyPath, section: Cursor, path: str) -> Problem:
    values: dict[str, Value] = {"title": Text(path)}
    days = (section.day(key) for key in DATES)
    day = next((day for day in days if day), None)
    people = [*section.texts("with"), *section.texts("approved_by"), *section.texts("confirmed_by")]
    if day and people:
        values |= {"date": day, "people": Listing(project.names(people))}
        return Problem(message="changed", at=at, values=values)
    if day:
        values["date"] = day
    return Problem(message="undated", at=at, values=values)
