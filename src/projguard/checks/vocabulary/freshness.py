"""Whether dates are recent, and whether what was due is done."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.project.calendar import interval_end
from projguard.project.durations import read_interval
from projguard.project.items import items_of
from projguard.project.project import Project


@described(
    params={
        "field": FIELD,
        "within": Param("term", "how old it may be: `P6M`, `2 weeks`", None),
        "within_field": Param("field", "the field that says how old it may be, where the manifest says so itself", ""),
    },
    messages={"stale": Said("it is older", ("name", "field", "value", "within", "until"))},
    example=Example(
        card="""\
check: fresh
params: {field: guideline.updated_on, within: P6M}
messages:
  stale: {en: 'the guideline was last looked at on {value}; after {within} it needs another look'}
""",
        bad="manifest: {guideline: {updated_on: 2026-02-02}}",
    ),
)
def fresh(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each date of the field is no older than a term of calendar time, on the day that is judged by."""
    for item, value in values_of(project, params):
        own = item.field(params["within_field"]).duration() if params["within_field"] else None
        term, day = own or read_interval(params["within"] or "").value, value.day()
        if term is None or day is None:
            continue
        until = interval_end(day, term)
        if until < project.as_of:
            values = item.values(value, value=day, within=term, until=until)
            yield Problem(message="stale", at=value.at, values=values)


@described(
    params={"field": FIELD},
    messages={"future": Said("the day has not come yet", ("name", "field", "value"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: not_future
params: {field: accepted_on}
messages:
  future: {en: '«{name}» was accepted on {value}, which has not come yet'}
""",
        bad="manifest: {deliverables: {id=prototype: {accepted_on: 2026-12-01}}}",
    ),
)
def not_future(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each date of the field has come, on the day that is judged by."""
    for item, value in values_of(project, params):
        day = value.day()
        if day is not None and day > project.as_of:
            yield Problem(message="future", at=value.at, values=item.values(value, value=day))


@described(
    params={
        "field": FIELD,
        "done": Param("fields", "any of these says that it is done"),
        "grace": Param("term", "how long after the day nothing is said", "P0D"),
    },
    messages={"overdue": Said("the day is over and nothing says that it is done", ("name", "field", "value", "days"))},
    example=Example(
        card="""\
given: $.client_inputs[*]
check: done_in_time
params: {field: due, done: [received_on], grace: P3D}
messages:
  overdue: {en: '{name} was expected on {value}, {days} days ago'}
""",
        bad="manifest: {client_inputs: {'title=Тексты об условиях покупки': {received_on: null, due: 2026-11-10}}}",
    ),
)
def done_in_time(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that what was due is done, on the day that is judged by."""
    grace = read_interval(params["grace"]).value
    for item in items_of(project, params):
        due = item.field(params["field"])
        day = due.day()
        if day is None or any(item.field(name).is_present for name in params["done"]):
            continue
        last = project.calendar.term_end(day, grace) if grace is not None and grace.count else day
        if last < project.as_of:
            values = item.values(due, value=day, days=(project.as_of - day).days)
            related = (Related(item.field(params["done"][0]).at, "done"),)
            yield Problem(message="overdue", at=due.at, values=values, related=related)
