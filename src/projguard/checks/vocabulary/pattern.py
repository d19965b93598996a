"""Whether texts are of a form, told by a pattern: a regular expression, bounded in time."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import ALWAYS, FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Text
from projguard.project.bounds import TooSlow
from projguard.project.items import dotted_to
from projguard.project.patterns import Pattern, pattern_of
from projguard.project.project import Project

PATTERN = Param("pattern", "a regular expression as Python has them; one that could run on and on is refused")


@described(
    params={"field": FIELD, "pattern": PATTERN},
    messages={"mismatch": Said("the whole text is not of that form", ALWAYS)},
    example=Example(
        card="""\
given: $.project
check: matches
params: {field: contract.number, pattern: '[А-Я]{2}-[0-9]+/20[0-9]{2}'}
messages:
  mismatch: {en: "the contract's number {value} is not as our accountants write it"}
""",
        bad="manifest: {project: {contract: {number: '17'}}}",
    ),
)
def matches(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each value of the field as a whole is of the form that the pattern describes."""
    pattern = pattern_of(params["pattern"])
    for item, value in values_of(project, params):
        try:
            fits = pattern.fits(value.text())
        except TooSlow as slow:
            raise TooSlow(f"{slow}: {dotted_to(value.at)}") from None
        if not fits:
            yield Problem(message="mismatch", at=value.at, values=item.values(value))


@described(
    params={"field": FIELD, "pattern": PATTERN},
    messages={"match": Said("a part of the text is of that form", (*ALWAYS, "found"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: matches_nowhere
params: {field: title, pattern: '(?i)final|финал'}
messages:
  match: {en: '«{name}»: nothing is final before it is accepted'}
""",
        bad="manifest: {deliverables: {id=build: {title: Вёрстка финальная}}}",
    ),
)
def matches_nowhere(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that no value of the field holds anything of the form that the pattern describes."""
    pattern = pattern_of(params["pattern"])
    for item, value in values_of(project, params):
        text = value.text()
        found = _found(pattern, text, dotted_to(value.at))
        if found:
            shown = Text(text[found[0] : found[1]])
            yield Problem(message="match", at=value.at, values=item.values(value, found=shown))


def _found(pattern: Pattern, text: str, field: str) -> tuple[int, int] | None:
    try:
        return pattern.find(text)
    except TooSlow as slow:
        raise TooSlow(f"{slow}: {field}") from None
