"""Whether values are among those that are listed."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import ALWAYS, FIELD, folded, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Listing, Text
from projguard.project.project import Project

IGNORE_CASE = Param("flag", "true: `Draft` and `draft` are the same", default=False)


@described(
    params={
        "field": FIELD,
        "allowed": Param("values", "the values that may stand there"),
        "ignore_case": IGNORE_CASE,
    },
    messages={"other": Said("another value stands there", (*ALWAYS, "allowed"))},
    example=Example(
        card="""\
given: $.guideline
check: listed
params: {field: form, allowed: [guideline]}
messages:
  other: {en: 'the guideline is a {value}; we work by {allowed} alone'}
""",
        bad="manifest: {guideline: {form: master_template}}",
    ),
)
def listed(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each value of the field is one of those that are allowed."""
    known = folded(params["allowed"], ignore_case=params["ignore_case"])
    allowed = Listing(tuple(Text(str(value)) for value in params["allowed"]))
    for item, value in values_of(project, params):
        text = value.text()
        if (text.casefold() if params["ignore_case"] else text) not in known:
            yield Problem(message="other", at=value.at, values=item.values(value, allowed=allowed))


@described(
    params={
        "field": FIELD,
        "forbidden": Param("values", "the values that may not stand there"),
        "ignore_case": IGNORE_CASE,
    },
    messages={"forbidden": Said("one of the values stands there", ALWAYS)},
    example=Example(
        card="""\
check: unlisted
params: {field: feedback.channel, forbidden: [telegram, whatsapp], ignore_case: true}
messages:
  forbidden: {en: 'comments in {value} get lost'}
""",
        bad="manifest: {feedback: {channel: Telegram}}",
    ),
)
def unlisted(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that no value of the field is one of those that are forbidden."""
    known = folded(params["forbidden"], ignore_case=params["ignore_case"])
    for item, value in values_of(project, params):
        text = value.text()
        if (text.casefold() if params["ignore_case"] else text) in known:
            yield Problem(message="forbidden", at=value.at, values=item.values(value))
