"""The order of dates, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from projguard.checks.vocabulary.parameters import FIELD, FIELDS, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Duration, Field, Value
from projguard.project.durations import read_interval
from projguard.project.items import Item, dotted_to, items_of
from projguard.project.project import Project

TODAY = "today"
_END = "a date: a field dotted below each place, `$.project.end`, or `today`"


@described(
    params={"fields": FIELDS, "same_day": Param("flag", "true: two of them may be the same day", default=True)},
    messages={"order": Said("a date comes before one that it follows", ("name", "field", "value", "other", "before"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: in_order
params: {fields: [start, due, $.project.end]}
messages:
  order: {en: '«{name}»: {field} is {value}, and {other} before it is {before}'}
""",
        bad="manifest: {deliverables: {id=launch: {due: 2026-12-30}}}",
    ),
)
def in_order(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that the dates come in the order of the fields; those that are not there are passed over."""
    for item in items_of(project, params):
        before: tuple[KeyPath, date] | None = None
        for name in params["fields"]:
            field = item.field(name)
            day = field.day()
            if day is None:
                continue
            if before is not None and (day < before[1] or (day == before[1] and not params["same_day"])):
                values = item.values(field, value=day, other=Field(dotted_to(before[0])), before=before[1])
                yield Problem(message="order", at=field.at, values=values, related=(Related(before[0], "before"),))
            before = (field.at, day)


@described(
    params={
        "from": Param("field", _END),
        "to": Param("field", _END),
        "least": Param("term", "the shortest time between them: `2wd` in working days, `P10D`, `2 weeks`", None),
        "most": Param("term", "the longest time between them", None),
    },
    messages={
        "close": Said("the second comes too early", ("name", "first", "second", "days", "least"), only_with="least"),
        "far": Said("the second comes too late", ("name", "first", "second", "days", "most"), only_with="most"),
    },
    example=Example(
        card="""\
given: $.deliverables[*]
check: apart
params: {from: due, to: $.project.end, least: 2wd}
messages:
  close: {en: '«{name}» is due {first}, {days} working days before the end; {least} are needed'}
""",
        bad="manifest: {deliverables: {id=launch: {due: 2026-12-17}}}",
    ),
)
def apart(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that two dates lie as far apart as the terms ask, counted on the project's calendar as its terms are."""
    least, most = _term(params["least"]), _term(params["most"])
    for item in items_of(project, params):
        (at, first), (end, second) = _day(project, item, params["from"]), _day(project, item, params["to"])
        if first is None or second is None:
            continue
        days = working_days(project, first, second)
        values: dict[str, Value] = {"name": item.name, "first": first, "second": second, "days": days}
        related = (Related(at, "from"),) if at and end else ()
        if least is not None and second < project.calendar.term_end(first, least):
            yield Problem(message="close", at=end or at, values={**values, "least": least}, related=related)
        elif most is not None and second > project.calendar.term_end(first, most):
            yield Problem(message="far", at=end or at, values={**values, "most": most}, related=related)


@described(
    params={"field": FIELD},
    messages={"day_off": Said("it is a day off", ("name", "field", "value", "next"))},
    example=Example(
        card="""\
given: $.client_inputs[*]
check: on_working_day
params: {field: due}
messages:
  day_off: {en: '{name}: {value} is a day off, the next working day is {next}'}
""",
        bad="manifest: {client_inputs: {'title=Тексты об условиях покупки': {due: 2026-11-28}}}",
    ),
)
def on_working_day(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each date of the field is a working day of the agency."""
    for item, value in values_of(project, params):
        day = value.day()
        if day is not None and project.calendar.is_day_off(day):
            more = {"value": day, "next": project.calendar.next_working_day(day)}
            yield Problem(message="day_off", at=value.at, values=item.values(value, **more))


def working_days(project: Project, first: date, second: date) -> int:
    """Count the working days after one day up to another; below zero where the other comes first."""
    if second < first:
        return -working_days(project, second, first)
    count, day = 0, first
    while (day := project.calendar.next_working_day(day)) <= second and day < date.max:
        count += 1
    return count


def _day(project: Project, item: Item, name: str) -> tuple[KeyPath, date | None]:
    if name == TODAY:
        return (), project.as_of
    field = item.field(name)
    return field.at, field.day()


def _term(text: str | None) -> Duration | None:
    return None if text is None else read_interval(text).value
