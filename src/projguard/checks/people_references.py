"""References to people: everybody is on the list, on the side that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath, Part, dotted
from projguard.model.values import Field, Listing, Text, Value
from projguard.project.cursor import text_at
from projguard.project.nearest import Suggestions
from projguard.project.people import Person
from projguard.project.project import Project

_USES: Mapping[tuple[str | int, str | int], str] = {
    ("decision_makers", "person"): "decision_maker",
    ("decision_makers", "deputy"): "deputy",
    ("deliverables", "owner"): "owner",
    ("deliverables", "approver"): "approver",
}
"""What somebody is referred to as where the side matters, by section and field."""
_SECTIONS = frozenset(section for section, _ in _USES)


def undefined_person(project: Project, params: Params) -> Iterator[Problem]:
    """Find ids that nobody has, and people on the wrong side for what they do."""
    named = _references(project)
    if project.missing("people") and named:
        people = Listing(tuple(Text(id_) for id_ in dict.fromkeys(id_ for id_, _, _ in named)))
        yield Problem(message="none", at=("people",), values={"people": people})
    elif isinstance(listed := project["people"].data, dict):
        meant = Suggestions(project.people)
        sides, known = project.vocabulary.words("side"), project.people
        for id_, at, part in named:
            if id_ not in listed:
                yield _unknown(at, part, id_, meant.near(id_))
            elif at[0] in _SECTIONS and (use := _USES.get((at[0], at[-1]))):
                person, expected = known.get(id_), params["sides"].get(use)
                if person and expected and person.side not in expected and person.side in sides:
                    yield _side(at, part, person, expected)


def _references(project: Project) -> list[tuple[str, KeyPath, Part]]:
    """Give each id with the field that refers to somebody; who approved a waiver is PG0007's."""
    named: list[tuple[str, KeyPath, Part]] = []
    for path, _, part, value in project.by_type.get("person_ref", ()):
        if path[0] == "waivers" and path[-1] == "approved_by":
            continue
        if part == "key":
            id_ = str(path[-1])
        else:
            id_ = value.strip() if type(value) is str else text_at(project.document, path, value)
        if id_:
            named.append((id_, path, part))
    return named


def _unknown(at: KeyPath, part: Part, id_: str, near: str) -> Problem:
    values: dict[str, Value] = {"field": Field(dotted(at)), "id": Text(id_), "expected": Text(near)}
    return Problem(message="near" if near else "unknown", at=at, part=part, values=values)


def _side(at: KeyPath, part: Part, person: Person, expected: Sequence[str]) -> Problem:
    values: dict[str, Value] = {"field": Field(dotted(at)), "id": Text(person.id), "side": Text(person.side)}
    values["expected"] = Listing(tuple(Text(side) for side in expected))
    related = (Related(at=(*person.at, "side"), label=""),)
    return Problem(message="side", at=at, part=part, values=values, related=related)
