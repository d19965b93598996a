"""Whether something is agreed: by whom, when, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import FIELD
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.values import Field, Listing, Text
from projguard.project.agreements import read_agreement
from projguard.project.items import Item, dotted_to, items_of
from projguard.project.project import Project
from projguard.reading.evidence_paths import is_path


@described(
    params={
        "field": FIELD._replace(meaning="the field that holds the agreement: a date, or `{date, with, record}`"),
        "sides": Param("texts", "sides that take part: agency, contractor, client, partner", ()),
        "before": Param("field", "the day on which it must be there, dotted or `$.project.start`", ""),
        "recorded": Param(
            "flag", "true: it is said where it is written, and a file that is named is there", default=False
        ),
    },
    messages={
        "missing": Said("there is no agreement, or it has no day", ("name", "field")),
        "without": Said("nobody of a side takes part", ("name", "field", "side", "people"), only_with="sides"),
        "late": Said("it is of a later day", ("name", "field", "date", "other", "before"), only_with="before"),
        "unrecorded": Said("it is not said where it is written", ("name", "field"), only_with="recorded"),
    },
    example=Example(
        card="""\
given: $.pricing.overtime
check: agreed
params: {field: agreed, sides: [client, agency]}
messages:
  missing: {en: "overtime is not agreed"}
  without: {en: 'overtime is agreed without the {side}'}
""",
        bad="manifest: {pricing: {overtime: {agreed: {date: 2026-09-15, with: [anna]}}}}",
    ),
)
def agreed(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that there is an agreement with a day, with people of each side, early enough, and written down."""
    for item in items_of(project, params):
        yield from _agreed(project, item, params)


def _agreed(project: Project, item: Item, params: Params) -> Iterator[Problem]:
    field = item.field(params["field"])
    agreement = read_agreement(field)
    values = {"name": item.name, "field": Field(dotted_to(field.at))}
    if agreement is None or agreement.date is None:
        if agreement is not None or project.missing(*field.at):
            yield Problem(message="missing", at=field.at, values=values)
        return
    present = {project.people[id_].side for id_ in agreement.people if id_ in project.people}
    for side in params["sides"]:
        if side not in present:
            people = Listing(project.names(agreement.people))
            yield Problem(message="without", at=field.at, values={**values, "side": Text(side), "people": people})
    limit = item.field(params["before"]) if params["before"] else None
    day = limit.day() if limit is not None else None
    if limit is not None and day is not None and agreement.date > day:
        told = {**values, "date": agreement.date, "other": Field(dotted_to(limit.at)), "before": day}
        yield Problem(message="late", at=field.at, values=told, related=(Related(limit.at, "before"),))
    if params["recorded"] and not _is_recorded(project, agreement.record):
        yield Problem(message="unrecorded", at=(*field.at, "record"), values=values)


def _is_recorded(project: Project, record: str) -> bool:
    return bool(record) and (not is_path(record) or project.file(record).exists)
