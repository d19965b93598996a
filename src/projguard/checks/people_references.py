"""References to people: everybody is on the list, on the side that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath, Part, dotted
from projguard.model.values import Field, Listing, Text, Value
from projguard.project.nearest import nearest
from projguard.project.project import Project


def undefined_person(project: Project, params: Params) -> Iterator[Problem]:
    """Find ids that nobody has, and people on the wrong side for what they do."""
    for field in project.fields:
        if field.type_name != "person_ref" or (field.path[0] == "waivers" and field.path[-1] == "approved_by"):
            continue
        id_ = project.root.down(field.path).text() if field.part == "value" else str(field.path[-1])
        if id_:
            yield from _reference(project, field.path, id_, params["sides"], part_key=field.part == "key")


def _reference(
    project: Project, at: KeyPath, id_: str, sides: Mapping[str, Sequence[str]], *, part_key: bool
) -> Iterator[Problem]:
    values: dict[str, Value] = {"field": Field(dotted(at)), "id": Text(id_)}
    person = project.people.get(id_)
    part: Part = "key" if part_key else "value"
    if person is None:
        if not project.missing("people") and not isinstance(project["people"].data, dict):
            return
        near = nearest(id_, project.people)
        message = "near" if near else "unknown"
        yield Problem(message=message, at=at, part=part, values={**values, "expected": Text(near)})
        return
    expected = sides.get(_use(at), ())
    if expected and person.side and person.side not in expected:
        values |= {"side": Text(person.side), "expected": Listing(tuple(Text(side) for side in expected))}
        related = (Related(at=(*person.at, "side"), label=""),)
        yield Problem(message="side", at=at, part=part, values=values, related=related)


def _use(at: KeyPath) -> str:
    """Say what somebody is referred to as, where the side matters to this rule."""
    if at[0] == "decision_makers":
        return {"person": "decision_maker", "deputy": "deputy"}.get(str(at[-1]), "")
    return str(at[-1]) if at[0] == "deliverables" and at[-1] in {"owner", "approver"} else ""
