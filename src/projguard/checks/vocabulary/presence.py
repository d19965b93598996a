"""Whether fields are there."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import ALWAYS, FIELDS
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Field, Listing
from projguard.project.items import Item, dotted_to, items_of
from projguard.project.project import Project


@described(
    params={"fields": FIELDS},
    messages={"missing": Said("a field is not there, or blank", ("name", "field"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: present
params: {fields: [rationale]}
messages:
  missing: {en: '«{name}» is explained nowhere'}
""",
        bad="manifest: {deliverables: {id=design: {rationale: null}}}",
        good="manifest: {deliverables: {id=launch: {rationale: 'В четверг: в пятницу некому чинить'}}}",
    ),
)
def present(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each of the fields is there."""
    for item in items_of(project, params):
        for name in params["fields"]:
            field = item.field(name)
            if _is_missing(project, item, name):
                yield Problem(message="missing", at=field.at, values=item.values(field))


@described(
    params={"fields": FIELDS},
    messages={"there": Said("a field is there", ALWAYS)},
    example=Example(
        card="""\
given: $.project
check: absent
params: {fields: [x_internal_code]}
messages:
  there: {en: "{field} is for the agency's own files, not for the manifest: {value}"}
""",
        bad="manifest: {project: {x_internal_code: SD-17}}",
    ),
)
def absent(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that none of the fields is there."""
    for item in items_of(project, params):
        for name in params["fields"]:
            field = item.field(name)
            if field.is_present:
                yield Problem(message="there", at=field.at, part="key", values=item.values(field))


@described(
    params={
        "fields": FIELDS,
        "least": Param("count", "how many of them at least", 1),
        "most": Param("count", "how many of them at most", None),
    },
    messages={
        "few": Said("too few of the fields are there", ("name", "fields", "count", "least")),
        "many": Said("too many of the fields are there", ("name", "fields", "count", "most"), only_with="most"),
    },
    example=Example(
        card="""\
given: '$.people[?@.side == "client"]'
check: some_present
params: {fields: [phone, messenger, email]}
messages:
  few: {en: '{name} cannot be reached: none of {fields} is known'}
""",
        bad="manifest: {people: {nina: {email: null}}}",
    ),
)
def some_present(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that some of the fields are there, no fewer and no more than asked for."""
    for item in items_of(project, params):
        there = [name for name in params["fields"] if item.field(name).is_present]
        values = {
            "name": item.name,
            "fields": Listing(tuple(Field(name) for name in params["fields"])),
            "count": len(there),
        }
        if len(there) < params["least"] and _is_missing(project, item, params["fields"][0]):
            at = item.field(params["fields"][0]).at
            yield Problem(message="few", at=at, values={**values, "least": params["least"]})
        elif params["most"] is not None and len(there) > params["most"]:
            at = item.field(there[params["most"]]).at
            listed = Listing(tuple(Field(dotted_to(item.field(name).at)) for name in there))
            yield Problem(message="many", at=at, values={**values, "fields": listed, "most": params["most"]})


def _is_missing(project: Project, item: Item, name: str) -> bool:
    """Tell whether nothing is said in a field; a misspelt key seems to say it, and another rule speaks of that."""
    at = item.field(name).at
    return project.missing(*at)
