"""Editorial policy and guideline: there, usable, complete, approved, read and current."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Listing, Text, Value, Word
from projguard.project.agreements import StandardDocument
from projguard.project.calendar import interval_end
from projguard.project.documents import declared_date, is_text, uncovered, unusable
from projguard.project.durations import read_interval
from projguard.project.people import Person
from projguard.project.project import Project


def document_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find a document that is not there, of unknown origin, or nowhere."""
    section = params["section"]
    document = _document(project, params)
    if document is None:
        if project.missing(section):
            yield Problem(message="none", at=(section,))
        return
    is_bare = not isinstance(project[section].data, dict)
    for key in params["needed"]:
        if is_bare or project.missing(section, key):
            yield Problem(message=f"no_{key}", at=(section, key))
    places = all(project.missing(section, key) for key in ("file", "url"))
    if places and not document.file and not document.url and isinstance(project[section].data, dict):
        yield Problem(message="no_place", at=(section, "file"))


def document_file(project: Project, params: Params) -> Iterator[Problem]:
    """Find files and assets that are not there, empty, unreadable or too short; notes on what cannot be verified."""
    document = _document(project, params)
    if document is None:
        return
    if document.file:
        yield from _file(project, document, params["min_words"])
    elif document.url:
        yield Problem(message="url", at=(params["section"], "url"), values={"url": Text(document.url)})
    for index, asset in enumerate(document.assets):
        if problem := unusable(project.file(asset)):
            where = (params["section"], "assets", index)
            yield Problem(message=problem, at=where, values={"file": Text(asset), "files": Text(asset)})


def document_sections(project: Project, params: Params) -> Iterator[Problem]:
    """Find a text that leaves out too many parts, and a master template without an editable source."""
    document = _document(project, params)
    if document is None:
        return
    file = project.file(document.file)
    if is_text(file):
        missing, total = uncovered(file, params["groups"]), len(params["groups"])
        count = total - len(missing)
        if count < params["min_groups"]:
            values: dict[str, Value] = {"file": Text(document.file), "count": count, "total": total}
            values |= {"least": params["min_groups"], "groups": Listing(tuple(Word(name) for name in missing))}
            yield Problem(message="groups_missing", at=_file_at(project, document), values=values)
    if document.form and document.form == params.get("template_form"):
        endings = tuple(f".{ending}" for ending in params["editable"])
        if not any(asset.lower().endswith(endings) for asset in document.assets):
            yield Problem(message="no_editable", at=(params["section"], "assets"))


def document_unapproved(project: Project, params: Params) -> Iterator[Problem]:
    """Find the agency's document that the client has not approved, and the client's that was never received."""
    document = _document(project, params)
    if document is None:
        return
    section = params["section"]
    if document.source == "agency":
        yield from _approval(project, document, section)
    elif document.source == "client" and project.missing(section, "received_on"):
        yield Problem(message="not_received", at=(section, "received_on"))
    for key, day, message in (
        ("approved_on", document.approved_on, "approved_future"),
        ("received_on", document.received_on, "received_future"),
    ):
        if day and day > project.as_of:
            yield Problem(message=message, at=(section, key), values={"date": day})


def document_unread(project: Project, params: Params) -> Iterator[Problem]:
    """Find people who make what the document is about and have not read it, or not this version."""
    document = _document(project, params)
    section = params["section"]
    if document is None or (project[section]["read_by"].is_present and not document.read_by):
        return
    at = (section, "read_by")
    read = {reading.person: reading for reading in document.read_by}
    unread = [person.label for person in _readers(project, params) if person.id not in read]
    if unread:
        yield Problem(message="unread", at=at, values={"people": Listing(tuple(unread))})
    changed = _changed(project, document)
    early = [reading for reading in document.read_by if reading.date and changed and reading.date < changed]
    if early and changed:
        people = Listing(tuple(project.person(reading.person) for reading in early))
        related = tuple(Related(at=reading.at, label="read_before") for reading in early)
        yield Problem(message="outdated", at=at, values={"people": people, "changed": changed}, related=related)
    if document.read_by and isinstance(project[section]["read_by"].data, list):
        people = Listing(tuple(project.person(reading.person) for reading in document.read_by))
        yield Problem(message="undated", at=at, values={"people": people})


def policy_stale(project: Project, params: Params) -> Iterator[Problem]:
    """Find a document whose review is overdue, or that changed after it was approved or read."""
    document = _document(project, params)
    if document is None or (document.file and unusable(project.file(document.file))):
        return
    section = params["section"]
    changed = _changed(project, document)
    if changed is None:
        if project.missing(section, "updated_on"):
            yield Problem(message="unknown", at=(section, "updated_on"))
        return
    interval = document.review_every or read_interval(params["review_every"]).value
    if interval and interval_end(changed, interval) < project.as_of:
        values: dict[str, Value] = {"date": changed, "interval": interval}
        yield Problem(message="overdue", at=(section, "updated_on"), values=values)
    if document.approved_on and document.approved_on < changed:
        values = {"date": document.approved_on, "changed": changed}
        yield Problem(message="changed_after_approval", at=(section, "approved_on"), values=values)
    early = [reading for reading in document.read_by if reading.date and reading.date < changed]
    if early:
        people = Listing(tuple(project.person(reading.person) for reading in early))
        values = {"people": people, "changed": changed, "date": changed}
        yield Problem(message="changed_after_reading", at=(section, "read_by"), values=values)


def _document(project: Project, params: Params) -> StandardDocument | None:
    return project.editorial_policy if params["section"] == "editorial_policy" else project.guideline


def _file_at(project: Project, document: StandardDocument) -> KeyPath:
    return (*document.at, "file") if isinstance(project.root.down(document.at).data, dict) else document.at


def _file(project: Project, document: StandardDocument, least: int) -> Iterator[Problem]:
    file = project.file(document.file)
    message = unusable(file) or ("too_large" if file.state == "too_large" else "unread" if file.binary else "")
    counted: dict[str, Value] = {}
    if not message and not file.page.has_words(least):
        message, counted = "short", {"count": file.page.words, "least": least}
    if message:
        values: dict[str, Value] = {"file": Text(file.path), "files": Text(file.path)}
        yield Problem(message=message, at=_file_at(project, document), values={**values, **counted})


def _approval(project: Project, document: StandardDocument, section: str) -> Iterator[Problem]:
    if project.missing(section, "approved_by"):
        yield Problem(message="nobody", at=(section, "approved_by"))
        return
    person = project.people.get(document.approved_by)
    if person and not person.orders:
        yield Problem(message="wrong_side", at=(section, "approved_by"), values={"name": person.label})
    if project.missing(section, "approved_on"):
        yield Problem(message="no_date", at=(section, "approved_on"))


def _readers(project: Project, params: Params) -> list[Person]:
    """Give everybody who must have read the document, in the order of the manifest."""
    kinds, sides, skills = params["kinds"], params["sides"], frozenset(params["skills"])
    named = {d.owner for d in project.active_deliverables if d.kind in kinds}
    named.update([person.id for person in project.managers])
    return [
        person
        for person in project.people.values()
        if person.side in sides and (person.id in named or not skills.isdisjoint(person.skills))
    ]


def _changed(project: Project, document: StandardDocument) -> date | None:
    """Give the day of the last declared change: the document's own word before the manifest's."""
    return declared_date(project.file(document.file)) or document.updated_on
