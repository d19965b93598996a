"""Whether what a check yields is a problem at all: a mistake there is the check's failure, and the rest goes on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from projguard.model.problem import Problem
from projguard.model.rule import Rule
from projguard.model.source import TextPlace
from projguard.model.values import (
    Contact,
    Duration,
    Field,
    Kind,
    Listing,
    Money,
    Percent,
    Period,
    PersonName,
    Text,
    Value,
    Word,
)

_VALUES = (
    date,
    int,
    Decimal,
    Text,
    Money,
    Contact,
    PersonName,
    Kind,
    Word,
    Field,
    Duration,
    Period,
    Percent,
    Listing,
)


def sound(problem: Problem, rule: Rule) -> Problem:
    """Give a problem back; raises TypeError or LookupError for one that could not be reported."""
    if not isinstance(problem, Problem):
        raise TypeError(f"{type(problem).__name__} in place of a Problem")
    if problem.message not in rule.messages:
        raise LookupError(f"{rule.code} has no message {problem.message!r}")
    for place in (problem.at, *(related.at for related in problem.related)):
        if not isinstance(place, TextPlace) and type(place) is not tuple:
            raise TypeError(f"{place!r} is no place: a tuple of keys and indexes is")
    for name, value in problem.values.items():
        _check_value(name, value)
    return problem


def _check_value(name: str, value: Value) -> None:
    if not isinstance(value, _VALUES):
        raise TypeError(f"the value {name!r} is a plain {type(value).__name__}: Text(...) says that it is text")
    if isinstance(value, Listing):
        for item in value.items:
            _check_value(name, item)
