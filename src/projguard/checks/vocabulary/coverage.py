"""Whether one list covers another."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import folded
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Field, Listing, Text
from projguard.project.items import dotted_to, texts_at, value_at
from projguard.project.project import Project


@described(
    params={
        "wanted": Param("path", "the values that must be covered; the items of a list count one by one"),
        "by": Param("path", "the values that cover them"),
        "all": Param("text", "a value that covers everything", ""),
        "except": Param("values", "values that need no cover", ()),
        "ignore_case": Param("flag", "true: `Design` covers `design`", default=True),
    },
    messages={"uncovered": Said("a value is not covered; told where it stands first", ("value", "field", "known"))},
    example=Example(
        card="""\
check: covers
params: {wanted: '$.deliverables[*].kind', by: '$.people[*].skills', except: [management]}
messages:
  uncovered: {en: 'nobody can do {value}'}
""",
        bad="manifest: {people: {boris: {skills: [layout]}, egor: {skills: [layout]}, anna: {skills: [smm]}}}",
    ),
    given=False,
)
def covers(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each value of one list occurs in another."""
    fold = params["ignore_case"]
    offered = folded([value.text() for value in texts_at(project, params["by"]) if value.text()], ignore_case=fold)
    if params["all"] and (params["all"].casefold() if fold else params["all"]) in offered:
        return
    covered = {*offered, *folded(params["except"], ignore_case=fold)}
    known = Listing(tuple(Text(text) for text in offered.values()))
    for value in texts_at(project, params["wanted"]):
        key = value.text().casefold() if fold else value.text()
        if key and key not in covered:
            covered.add(key)
            values = {"value": value_at(project, value), "field": Field(dotted_to(value.at)), "known": known}
            yield Problem(message="uncovered", at=value.at, values=values)
