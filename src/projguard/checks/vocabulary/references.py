"""Whether values name something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import ALWAYS, FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Listing, Text, Value
from projguard.project.cursor import Cursor
from projguard.project.items import places
from projguard.project.nearest import Suggestions
from projguard.project.project import Project


@described(
    params={
        "field": FIELD,
        "among": Param("path", "what may be named: places of a mapping go by their keys, others by their `id`"),
        "by": Param("field", "the field that places go by, where it is neither", ""),
    },
    messages={"unknown": Said("nothing of that name is there", (*ALWAYS, "known", "nearest"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: refers
params: {field: approver, among: '$.people[?@.side == "client"]'}
messages:
  unknown: {en: "«{name}» is approved by {value}, who is nobody on the client's side"}
""",
        bad="manifest: {deliverables: {id=design: {approver: boris}}}",
    ),
)
def refers(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each value of the field names one of the places that a path finds."""
    known = dict.fromkeys(
        name for at in places(project, params["among"]) if (name := _called(Cursor(project.document, at), params["by"]))
    )
    listing = Listing(tuple(Text(name) for name in known))
    meant = Suggestions(known, share=0.5)
    for item, value in values_of(project, params):
        if value.text() not in known:
            near = meant.near(value.text())
            more: dict[str, Value] = {"known": listing, **({"nearest": Text(near)} if near else {})}
            yield Problem(message="unknown", at=value.at, values=item.values(value, **more))


def _called(place: Cursor, by: str) -> str:
    if by:
        return place.down(tuple(by.split("."))).text()
    last = place.at[-1] if place.at else ""
    if isinstance(last, str) and not place.text():
        return last
    return place.text("id") or place.text()
