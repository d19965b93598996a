"""Entries of the decisions folder: what was decided, why, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import Span, TextPlace
from projguard.model.values import Listing, Text, Value
from projguard.project.dates import read_date
from projguard.project.documents import folded, is_text
from projguard.project.project import Project
from projguard.reading.evidence import EvidenceFile
from projguard.reading.headings import BOLD_LEVEL

AT = ("knowledge_base", "decisions")
BASE = ("knowledge_base", "path")


def decision_without_why(project: Project, params: Params) -> Iterator[Problem]:
    """Find decisions that do not say why, or hardly."""
    for entry in _entries(project):
        words = _reason_words(entry, params["headings"])
        values: dict[str, Value] = {"decision": Text(title_of(entry))}
        if words == 0:
            yield Problem(message="none", at=_place(project, entry), values=values)
        elif words < params["min_words"]:
            told: dict[str, Value] = {**values, "least": params["min_words"]}
            yield Problem(message="short", at=_place(project, entry), values=told)


def decision_incomplete(project: Project, params: Params) -> Iterator[Problem]:
    """Find decisions without title, date, person or status, and replaced ones that lead nowhere."""
    names = {entry.path.rpartition("/")[2].casefold() for entry in project.decision_entries}
    for entry in _entries(project):
        at = _place(project, entry)
        values: dict[str, Value] = {"decision": Text(title_of(entry))}
        if not _heading(entry) and not _field(entry, "title"):
            yield Problem(message="no_title", at=at, values=values)
        yield from _date(project, entry, values)
        yield from _person(project, entry, values)
        yield from _status(project, entry, params, names, values)


def title_of(entry: EvidenceFile) -> str:
    """Give what an entry is called: its title, else its first heading, else its file's name."""
    return _field(entry, "title") or _heading(entry) or entry.path.rpartition("/")[2]


def _entries(project: Project) -> tuple[EvidenceFile, ...]:
    return tuple(entry for entry in project.decision_entries if is_text(entry))


def _heading(entry: EvidenceFile) -> str:
    """Give the main heading; a heading of a part is no title of an entry."""
    most = 1 if entry.kind == "markdown" else BOLD_LEVEL
    return next((section.title for section in entry.page.sections if section.title and section.level <= most), "")


def _field(entry: EvidenceFile, key: str) -> str:
    front = entry.page.front_matter
    value = front.data.get(key) if front else None
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


def _place(project: Project, entry: EvidenceFile, key: str = "") -> TextPlace:
    field = AT if project["knowledge_base"]["decisions"].is_present else BASE
    front = entry.page.front_matter
    if front and key:
        return entry.place(front.span(key), field)
    first = next(iter(entry.page.sections), None)
    span: Span = first.span if first else entry.lines.span(0, 0)
    return entry.place(span, field)


def _reason_words(entry: EvidenceFile, headings: list[str]) -> int:
    counts = [len(_field(entry, key).split()) for key in headings if _field(entry, key)]
    for section in entry.page.sections:
        title = folded(section.title)
        if any(folded(word) in title for word in headings):
            counts.append(section.words)
    return max(counts, default=0)


def _date(project: Project, entry: EvidenceFile, values: dict[str, Value]) -> Iterator[Problem]:
    day = read_date(_field(entry, "date")).value
    at = _place(project, entry, "date")
    if day is None:
        yield Problem(message="no_date", at=at, values=values)
    elif day > project.as_of:
        yield Problem(message="future", at=at, values={**values, "date": day})


def _person(project: Project, entry: EvidenceFile, values: dict[str, Value]) -> Iterator[Problem]:
    named = _field(entry, "decided_by")
    at = _place(project, entry, "decided_by")
    person = project.people.get(named)
    if not named:
        yield Problem(message="no_person", at=at, values=values)
    elif person is None and not project.people:
        return
    elif person is None:
        yield Problem(message="unknown_person", at=at, values={**values, "person": Text(named)})
    elif person.orders and project.deciders and named not in project.deciders:
        yield Problem(message="not_decision_maker", at=at, values={**values, "name": person.label})


def _status(
    project: Project, entry: EvidenceFile, params: Params, names: set[str], values: dict[str, Value]
) -> Iterator[Problem]:
    status = _field(entry, "status")
    at = _place(project, entry, "status")
    plain = status.casefold().replace("_", " ")
    replaced = next((known for known in params["statuses"] if known.endswith(" by")), "superseded by")
    if not status:
        yield Problem(message="no_status", at=at, values=values)
    elif plain.startswith(replaced):
        successor = status[len(replaced) :].strip(" :") or _field(entry, "superseded_by")
        if not _exists(successor, names):
            yield Problem(message="superseded_by", at=at, values={**values, "entry": Text(successor or "?")})
    elif plain not in params["statuses"]:
        known = Listing(tuple(Text(word) for word in params["statuses"]))
        yield Problem(message="bad_status", at=at, values={**values, "status": Text(status), "known": known})


def _exists(successor: str, names: set[str]) -> bool:
    wanted = successor.rpartition("/")[2].casefold()
    return bool(wanted) and any(
        name == wanted or name.partition(".")[0] == wanted or name.startswith(f"{wanted}-") for name in names
    )
