"""Whether values differ from one another."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import ALWAYS, FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.values import Field, Value
from projguard.project.cursor import Cursor
from projguard.project.items import Item, dotted_to, items_of, value_at
from projguard.project.project import Project


@described(
    params={
        "field": FIELD,
        "ignore_case": Param("flag", "true: `Home` and `home` are the same", default=True),
    },
    messages={"repeated": Said("another place has the same value", (*ALWAYS, "other"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: unique
params: {field: title}
messages:
  repeated: {en: 'two products are called «{value}»'}
""",
        bad="manifest: {deliverables: {id=design: {title: Лента}, id=build: {title: лента}}}",
    ),
)
def unique(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that no two places have the same value in the field; the card's word `first` labels the first of them."""
    seen: dict[str, tuple[Item, Cursor]] = {}
    for item, value in values_of(project, params):
        key = " ".join(value.text().split())
        key = key.casefold() if params["ignore_case"] else key
        first = seen.setdefault(key, (item, value))
        if first[1].at != value.at:
            values = item.values(value, other=first[0].name)
            yield Problem(message="repeated", at=value.at, values=values, related=(Related(first[1].at, "first"),))


@described(
    params={"field": FIELD, "other": Param("field", "the field that it must differ from")},
    messages={"same": Said("both fields have the same value", (*ALWAYS, "other"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: differs
params: {field: approver, other: owner}
messages:
  same: {en: '{value} approves «{name}», and makes it as well'}
""",
        bad="manifest: {deliverables: {id=design: {approver: boris}}}",
    ),
)
def differs(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that two fields of one place do not have the same value."""
    for item in items_of(project, params):
        one, other = item.field(params["field"]), item.field(params["other"])
        if one.text() and one.text() == other.text():
            shown: dict[str, Value] = {"value": value_at(project, one), "other": Field(dotted_to(other.at))}
            values = {**item.values(one), **shown}
            yield Problem(message="same", at=one.at, values=values, related=(Related(other.at, "other"),))
