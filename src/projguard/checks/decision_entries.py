"""Entries of the decisions folder: what was decided, why, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import Span, TextPlace
from projguard.model.values import Listing, Text, Value
from projguard.project.dates import read_date
from projguard.project.documents import folded, is_hinted, is_text
from projguard.project.project import Project
from projguard.reading.evidence import EvidenceFile
from projguard.reading.headings import BOLD_LEVEL

AT = ("knowledge_base", "decisions")
BASE = ("knowledge_base", "path")


def decision_without_why(project: Project, params: Params) -> Iterator[Problem]:
    """Find decisions that do not say why, or hardly."""
    headings = {key: folded(key) for key in params["headings"]}
    for entry in _entries(project):
        words = _reason_words(entry, headings)
        if words >= max(1, params["min_words"]):
            continue
        values: dict[str, Value] = {"decision": Text(title_of(entry))}
        if words == 0:
            yield Problem(message="none", at=_place(project, entry), values=values)
        else:
            told: dict[str, Value] = {**values, "least": params["min_words"]}
            yield Problem(message="short", at=_place(project, entry), values=told)


def decision_incomplete(project: Project, params: Params) -> Iterator[Problem]:
    """Find decisions without title, date, person or status, and replaced ones that lead nowhere."""
    names = {entry.path.rpartition("/")[2].casefold() for entry in project.decision_entries}
    for entry in _entries(project):
        faults = (_title(entry), _date(project, entry), _person(project, entry), _status(entry, params, names))
        for message, key, values in filter(None, faults):
            told: dict[str, Value] = {"decision": Text(title_of(entry)), **values}
            yield Problem(message=message, at=_place(project, entry, key), values=told)


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


def _reason_words(entry: EvidenceFile, headings: Mapping[str, str]) -> int:
    """Count the words of the longest reason: of a field of the front matter, or below a heading."""
    front = entry.page.front_matter
    counts = [len(_field(entry, key).split()) for key in headings if front and key in front.data]
    words = headings.values()
    counts += [section.words for section in entry.page.sections if is_hinted(folded(section.title), words)]
    return max(counts, default=0)


_Fault = tuple[str, str, dict[str, Value]] | None
"""A message, the field of the front matter that it is about, and the values of the message."""


def _title(entry: EvidenceFile) -> _Fault:
    return None if _heading(entry) or _field(entry, "title") else ("no_title", "", {})


def _date(project: Project, entry: EvidenceFile) -> _Fault:
    day = read_date(_field(entry, "date")).value
    if day is None:
        return "no_date", "date", {}
    return ("future", "date", {"date": day}) if day > project.as_of else None


def _person(project: Project, entry: EvidenceFile) -> _Fault:
    named = _field(entry, "decided_by")
    person = project.people.get(named)
    if not named:
        return "no_person", "decided_by", {}
    if person is None:
        return ("unknown_person", "decided_by", {"person": Text(named)}) if project.people else None
    if person.orders and project.deciders and named not in project.deciders:
        return "not_decision_maker", "decided_by", {"name": person.label}
    return None


def _status(entry: EvidenceFile, params: Params, names: set[str]) -> _Fault:
    status = _field(entry, "status")
    plain = status.casefold().replace("_", " ")
    replaced = next((known for known in params["statuses"] if known.endswith(" by")), "superseded by")
    if not status:
        return "no_status", "status", {}
    if plain.startswith(replaced):
        successor = status[len(replaced) :].strip(" :") or _field(entry, "superseded_by")
        found = _exists(successor, names)
        return None if found else ("superseded_by", "status", {"entry": Text(successor or "?")})
    if plain not in params["statuses"]:
        known = Listing(tuple(Text(word) for word in params["statuses"]))
        return "bad_status", "status", {"status": Text(status), "known": known}
    return None


def _exists(successor: str, names: set[str]) -> bool:
    wanted = successor.rpartition("/")[2].casefold()
    return bool(wanted) and any(
        name == wanted or name.partition(".")[0] == wanted or name.startswith(f"{wanted}-") for name in names
    )
