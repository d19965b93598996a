"""The brief, the terms of reference written from it, and what departments get."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Listing, Text, Value, Word
from projguard.project.documents import covered, declared_date, folded, is_text, uncovered, unusable
from projguard.project.project import Project
from projguard.reading.evidence import EvidenceFile

FILE_AT = ("brief", "file")
TOR = "terms_of_reference"


def brief_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find a project without a brief: no section, no file, or a link to a form that has not come back."""
    del params
    brief = project.brief
    if project.missing("brief"):
        yield Problem(message="none", at=("brief",))
    elif brief.file:
        yield from _present(project.file(brief.file), FILE_AT)
    elif brief.url:
        values: dict[str, Value] = {"url": Text(brief.url)}
        if project.missing("brief", "returned_on"):
            yield Problem(message="url_not_returned", at=("brief", "url"), values=values)
        yield Problem(message="url", at=("brief", "url"), values=values)
    elif project.missing(*FILE_AT) and project.missing("brief", "url"):
        yield Problem(message="no_place", at=FILE_AT)


def brief_incomplete(project: Project, params: Params) -> Iterator[Problem]:
    """Find a brief that leaves out too many parts, or whose parts are empty."""
    file = project.file(project.brief.file)
    if not project.brief.file or unusable(file):
        return
    values: dict[str, Value] = {"file": Text(file.path)}
    if not is_text(file):
        yield Problem(message="unread", at=FILE_AT, values=values)
        return
    missing, total = uncovered(file, params["groups"]), len(params["groups"])
    if total - len(missing) < params["min_groups"]:
        counted: dict[str, Value] = {"count": total - len(missing), "total": total}
        counted |= {"least": params["min_groups"], "groups": _words(missing)}
        yield Problem(message="groups_missing", at=FILE_AT, values={**values, **counted})
    parts = covered(file, params["groups"]) if file.page.has_empty_sections else ()
    empty = [part for part in parts if part.section is not None and part.section.is_empty]
    if empty:
        section = empty[0].section
        at = FILE_AT if section is None else file.place(section.span, FILE_AT)
        listed = _words([part.name for part in empty])
        yield Problem(message="section_empty", at=at, values={**values, "groups": listed})
    yield from _short(file, FILE_AT, params["min_words"], values)


def brief_not_returned(project: Project, params: Params) -> Iterator[Problem]:
    """Find a brief that has not come back, came back before it was sent, or that nobody confirmed."""
    brief = project.brief
    if not project["brief"].is_present or not isinstance(project["brief"].data, dict):
        return
    if project.missing("brief", "returned_on"):
        yield from _waiting(project, params)
    elif brief.returned_on and brief.sent_on and brief.returned_on < brief.sent_on:
        values: dict[str, Value] = {"returned": brief.returned_on, "sent": brief.sent_on}
        yield Problem(message="before_sent", at=("brief", "returned_on"), values=values)
    at = ("brief", "confirmed_by")
    person = project.people.get(brief.confirmed_by)
    if project.missing(*at):
        yield Problem(message="unconfirmed", at=at)
    elif person and not person.orders:
        yield Problem(message="wrong_side", at=at, values={"name": person.label})


def terms_of_reference_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find terms of reference that are not there or not approved by somebody who decides."""
    terms = project.terms_of_reference
    if project.missing(TOR):
        yield Problem(message="none", at=(TOR,))
        return
    if not isinstance(project[TOR].data, dict):
        return
    at = (TOR, "file")
    if terms.file:
        yield from _terms_file(project.file(terms.file), at, params)
    elif project.missing(*at):
        yield Problem(message="no_place", at=at)
    if project.missing(TOR, "approved_by"):
        yield Problem(message="nobody", at=(TOR, "approved_by"))
    elif project.deciders and terms.approved_by in project.people and terms.approved_by not in project.deciders:
        name = project.person(terms.approved_by)
        yield Problem(message="wrong_person", at=(TOR, "approved_by"), values={"name": name})
    if project.missing(TOR, "approved_on") and not project.missing(TOR, "approved_by"):
        yield Problem(message="no_date", at=(TOR, "approved_on"))


def tor_not_based_on_brief(project: Project, params: Params) -> Iterator[Problem]:
    """Find terms of reference from another source or version, or approved before the brief or after the first due date."""
    if not isinstance(project[TOR].data, dict) or not project[TOR].data:
        return
    yield from _basis(project, params)
    approved = project.terms_of_reference.approved_on
    if approved is None:
        return
    at = (TOR, "approved_on")
    values: dict[str, Value] = {"approved": approved}
    returned = project.brief.returned_on
    changed = declared_date(project.file(project.brief.file))
    if returned and approved < returned:
        yield Problem(message="before_return", at=at, values={**values, "returned": returned})
    elif changed and approved < changed:
        yield Problem(message="brief_changed", at=at, values={**values, "changed": changed})
    due = project.first_due
    if due and approved > due:
        first = next(d for d in project.active_deliverables if d.due == due)
        told: dict[str, Value] = {**values, "due": due, "title": Text(first.label)}
        yield Problem(message="after_first_due", at=at, values=told)


def department_brief_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find streams of work without a brief of their own that the terms of reference do not cover either."""
    streams = {d.stream: (*d.at, "stream") for d in reversed(project.active_deliverables) if d.stream}
    for stream in project.vocabulary.words("stream"):
        if stream not in streams or stream in project.terms_of_reference.covers:
            continue
        values: dict[str, Value] = {"stream": Word(stream)}
        path = project.department_briefs.get(stream, "")
        at = ("department_briefs", stream)
        if not path:
            if project.missing(*at):
                yield Problem(message="none", at=streams[stream], values=values)
            continue
        file = project.file(path)
        values["file"] = Text(path)
        if problem := unusable(file):
            yield Problem(message="empty" if problem == "empty" else "no_file", at=at, values=values)
        elif is_text(file):
            yield from _short(file, at, params["min_words"], values)


def _present(file: EvidenceFile, at: KeyPath) -> Iterator[Problem]:
    if problem := unusable(file):
        message = "empty" if problem == "empty" else "no_file"
        yield Problem(message=message, at=at, values={"file": Text(file.path)})


def _short(file: EvidenceFile, at: KeyPath, least: int, values: dict[str, Value]) -> Iterator[Problem]:
    if not file.page.has_words(least):
        yield Problem(message="short", at=at, values={**values, "count": file.page.words, "least": least})


def _words(names: list[str]) -> Listing:
    return Listing(tuple(Word(name) for name in names))


def _waiting(project: Project, params: Params) -> Iterator[Problem]:
    at, sent = ("brief", "returned_on"), project.brief.sent_on
    days = _working_days(project, params["wait_days"]) if sent else 0
    if sent and days > params["wait_days"]:
        yield Problem(message="waiting", at=at, values={"sent": sent, "count": days})
    elif project.phase in params["always_phases"]:
        yield Problem(message="not_returned", at=at)


def _working_days(project: Project, most: int) -> int:
    """Count the working days that have passed since the brief was sent; a term of years is not counted to its end."""
    sent, count = project.brief.sent_on, 0
    day = sent or project.as_of
    while count <= most + 250 and (day := project.calendar.next_working_day(day)) <= project.as_of:
        count += 1
    return count


def _terms_file(file: EvidenceFile, at: KeyPath, params: Params) -> Iterator[Problem]:
    yield from _present(file, at)
    values: dict[str, Value] = {"file": Text(file.path)}
    if unusable(file):
        return
    if not is_text(file):
        yield Problem(message="unread", at=at, values=values)
        return
    if missing := uncovered(file, params["groups"]):
        yield Problem(message="groups_missing", at=at, values={**values, "groups": _words(missing)})
    yield from _short(file, at, params["min_words"], values)


def _basis(project: Project, params: Params) -> Iterator[Problem]:
    terms, brief, at = project.terms_of_reference, project.brief, (TOR, "based_on")
    if project.missing(*at):
        yield Problem(message="based_on_nothing", at=at)
        return
    named = folded(terms.based_on)
    known = [*params["brief_names"], brief.file] if brief.file else params["brief_names"]
    if named and not any(folded(name) in named for name in known):
        yield Problem(message="other_document", at=at, values={"document": Text(terms.based_on)})
    elif terms.based_on_version and brief.version and terms.based_on_version != brief.version:
        values: dict[str, Value] = {"based_on": Text(terms.based_on_version), "version": Text(brief.version)}
        yield Problem(message="other_version", at=(*at, "version"), values=values)
