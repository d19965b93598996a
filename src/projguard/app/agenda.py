"""One project's open gaps as agendas: judged, with the fields that answers fill and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from projguard.advice.asking import Asking
from projguard.advice.questions import Agenda, Gap, agendas
from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.authoring.gaps import Gap as Answer
from projguard.authoring.gaps import GapFinder
from projguard.hooks.source import Source
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.source import Document, KeyPath, dotted
from projguard.project.people import Person
from projguard.project.project import Project
from projguard.reading.schema_fields import Fields
from projguard.wording.sentences import Wording

ANSWERED_IN: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("PG0505", ""): (("{item}", "deputy"),),
    ("PG0707", "none"): (("client_inputs",),),
    ("PG0803", "not_estimated"): (("pricing", "estimate"),),
    ("PG0806", ""): (("pricing", "overtime", "applies"), ("pricing", "overtime", "approved_by")),
}
"""Where an agenda writes an answer that does not go where the finding stands; ``{item}`` is the list item there."""


class Talk(NamedTuple):
    """What there is to talk about in one project."""

    report: ProjectReport
    agendas: tuple[Agenda, ...]
    names: Mapping[KeyPath, str]
    """What people call the fields, by key path."""
    places: Mapping[KeyPath, str]
    """The fields as they stand in the manifest, list items by their code."""
    next_day: date
    """First working day after the day of the report."""
    manager: Person | None
    people: tuple[Person, ...]
    """Everybody who is named, in the order of the manifest."""
    deciders: frozenset[str]
    zone: str


def open_gaps(project: Project, report: ProjectReport, active: Active, lang: str) -> tuple[Gap, ...]:
    """Give the open findings with the fields that answers fill; where nobody can answer, the place of the finding."""
    finder = GapFinder(project.document, Fields(active.schema, lang), active.by_code)
    known = {gap.finding.fingerprint: gap for gap in finder.gaps(report.findings)}
    return tuple(
        _with_fields(finding, known.get(finding.fingerprint)) for finding in report.findings if finding.state == "open"
    )


def _with_fields(finding: Finding, known: Answer | None) -> Gap:
    at = finding.location.key_path
    own = ANSWERED_IN.get((finding.code, finding.message)) or ANSWERED_IN.get((finding.code, ""))
    if own:
        fields = tuple((*at[:2], path[1]) if path[0] == "{item}" else path for path in own)
    else:
        fields = known.fields if known else (at,) if at else ()
    return Gap(finding, fields, known.due if known else None)


def talk_about(examiner: Examiner, source: Source, words: Wording) -> Talk | ProjectReport:
    """Prepare the talk about one project; a report where the manifest cannot be read."""
    examined = examiner.examined(source.manifest, source.shown, source.raw)
    project = examined.project
    if project is None:
        return examined.report
    fields = Fields(examiner.active.schema, words.lang)
    document = project.document
    gaps = open_gaps(project, examined.report, examiner.active, words.lang)
    by_place = {dotted(gap.finding.location.key_path): gap.finding.location.key_path for gap in gaps}
    found = agendas(gaps, Asking(words, lambda place: name_of(document, fields, by_place.get(place, (place,)))))
    every = {at for agenda in found for one in (*agenda.spoken, *agenda.written) for at in one.fields}
    return Talk(
        report=examined.report,
        agendas=found,
        names={at: name_of(document, fields, at) for at in every},
        places={at: place_of(document, at) for at in every},
        next_day=project.calendar.next_working_day(examined.report.as_of),
        manager=next(iter(project.managers), None),
        people=tuple(project.people.values()),
        deciders=project.deciders,
        zone=project["agency"]["time_zone"].text(),
    )


def name_of(document: Document, fields: Fields, at: KeyPath) -> str:
    """Give what people call a field, with the title of the list item that it belongs to."""
    if at and isinstance(at[-1], int):
        return name_of(document, fields, at[:-1])
    said = next((found for end in range(len(at), 0, -1) if (found := fields.say(at[:end])) is not None), None)
    name = re.sub(r"^\d+\. ", "", said.title) if said is not None and said.title else dotted(at)
    item = _item(document, at)
    return f"{name} ({item})" if item else name


def place_of(document: Document, at: KeyPath) -> str:
    """Write a key path with list items by their code."""
    shown = ""
    for depth, step in enumerate(at):
        if isinstance(step, int):
            item = document.value(at[: depth + 1])
            code = item.get("id") or item.get("person") or item.get("kind") if isinstance(item, dict) else None
            shown += f"[{code or step + 1}]"
        else:
            shown += f".{step}" if shown else step
    return shown


def _item(document: Document, at: KeyPath) -> str:
    """Give the title of the innermost list item that a field belongs to, as it is typed."""
    for end in range(len(at) - 1, 0, -1):
        item = document.value(at[:end])
        if isinstance(at[end - 1], int) and isinstance(item, dict):
            person = document.value(("people", str(item.get("person")), "name"))
            title = item.get("title") or person or item.get("id") or item.get("kind")
            return str(title) if title else ""
    return ""
