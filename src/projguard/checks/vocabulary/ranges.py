"""Whether numbers, counts and sums lie within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from projguard.checks.vocabulary.parameters import ALWAYS, FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Percent, Value
from projguard.project.cursor import Cursor
from projguard.project.items import Item, items_of
from projguard.project.project import Project


@described(
    params={
        "field": FIELD,
        "least": Param("number", "the least that is right", None),
        "most": Param("number", "the most that is right", None),
    },
    messages={
        "low": Said("it is less", (*ALWAYS, "least"), only_with="least"),
        "high": Said("it is more", (*ALWAYS, "most"), only_with="most"),
    },
    example=Example(
        card="""\
check: between
params: {field: revisions.rounds_included, least: 1, most: 3}
messages:
  low: {en: '{value} rounds of edits are fewer than {least}'}
  high: {en: '{value} rounds of edits are more than {most}'}
""",
        bad="manifest: {revisions: {rounds_included: 5}}",
    ),
)
def between(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each number of the field lies between the bounds, which are right themselves; money and shares are numbers too."""
    least, most = _bound(params["least"]), _bound(params["most"])
    for item, value in values_of(project, params):
        number = number_at(value)
        if number is None:
            continue
        if least is not None and number < least:
            yield Problem(message="low", at=value.at, values=item.values(value, least=least))
        elif most is not None and number > most:
            yield Problem(message="high", at=value.at, values=item.values(value, most=most))


@described(
    params={
        "field": Param("field", "a list or a mapping, dotted below each place"),
        "least": Param("count", "how many entries at least", None),
        "most": Param("count", "how many entries at most", None),
    },
    messages={
        "few": Said("it has fewer entries, or is not there", ("name", "field", "count", "least"), only_with="least"),
        "many": Said("it has more entries", ("name", "field", "count", "most"), only_with="most"),
    },
    example=Example(
        card="""\
check: counted
params: {field: revisions.minor, least: 3}
messages:
  few: {en: 'examples of minor edits: {count}; we agree on {least} at least'}
""",
        bad="manifest: {revisions: {minor: [опечатки]}}",
    ),
)
def counted(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that the field has as many entries as the bounds allow."""
    for item in items_of(project, params):
        field = item.field(params["field"])
        if field.is_present and not isinstance(field.data, list | dict):
            continue
        count = len(field.data or ())
        values: dict[str, Value] = {**item.values(field), "count": count}
        if params["least"] is not None and count < params["least"]:
            yield Problem(message="few", at=field.at, values={**values, "least": params["least"]})
        elif params["most"] is not None and count > params["most"]:
            yield Problem(message="many", at=field.at, values={**values, "most": params["most"]})


@described(
    params={
        "list": Param("field", "a list, dotted below each place"),
        "field": Param("field", "the number in each item of the list; an item without it counts as nothing"),
        "total": Param("number_or_field", "what the numbers add up to: a number, or the field that says it"),
        "share": Param("flag", "true: the numbers are shares, `50%` or 0.5, and are shown in percent", default=False),
    },
    messages={"differs": Said("they add up to something else", ("name", "field", "sum", "total"))},
    example=Example(
        card="""\
check: adds_up
params: {list: pricing.payments, field: amount, total: pricing.budget}
messages:
  differs: {en: 'the payments make {sum}, and the budget is {total}'}
""",
        bad="manifest: {pricing: {payments: {title=Аванс: {amount: 400000}}}}",
    ),
)
def adds_up(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that the numbers of a list add up to a total; an absent or empty list is not asked."""
    for item in items_of(project, params):
        field = item.field(params["list"])
        numbers = [number_at(entry.down(tuple(params["field"].split(".")))) for entry in field.items()]
        total = _total(item, params["total"])
        known = [number for number in numbers if number is not None]
        if known and total is not None and sum(known) != total:
            found = Decimal(sum(known))
            shown: dict[str, Value] = {"sum": found, "total": total}
            if params["share"]:
                shown = {"sum": Percent(found), "total": Percent(total)}
            yield Problem(message="differs", at=field.at, part="key", values={**item.values(field), **shown})


def _total(item: Item, total: object) -> Decimal | None:
    return number_at(item.field(total)) if isinstance(total, str) else Decimal(str(total))


def number_at(value: Cursor) -> Decimal | None:
    """Read a number, a sum of money without its currency, or a share."""
    for read in (value.number, value.amount, value.share):
        found = read()
        if found is not None:
            return found
    return None


def _bound(bound: object) -> Decimal | None:
    return None if bound is None else Decimal(str(bound))
