"""Reports as text and back: plain JSON, from which nothing can be made but the values of the model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib import import_module
from itertools import chain
from typing import Any

from projguard.model.finding import Outcome
from projguard.model.report import ProjectReport

MODULES = (
    "baseline",
    "config",
    "edit",
    "finding",
    "limits",
    "pictures",
    "problem",
    "report",
    "rule",
    "source",
    "values",
)
"""Modules of the model whose values a report may hold."""
PLAIN = frozenset({str, int, float, bool, type(None)})
as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""Writes data that was just made, so that no part of it holds itself."""


def write_report(report: ProjectReport) -> str:
    """Write a report without the texts of its files; raises TypeError for a value that is none of the model's.

    Of the rules that passed, which are most of them, only the code is written.
    """
    codes = " ".join([code for code, _, _ in report.outcomes])
    others = [(code, state, because) for code, state, because in report.outcomes if state != "passed" or because]
    bare = report._replace(outcomes=(), sources=dict.fromkeys(report.sources, ""))
    return as_json([codes, others, _coded(bare)])


def read_report(text: str, sources: Mapping[str, str]) -> ProjectReport:
    """Read a report back, with texts by shown path; raises ValueError, KeyError or TypeError for text that is none."""
    codes, others, bare = json.loads(text)
    report = _decoded(bare)
    if not isinstance(report, ProjectReport):
        raise TypeError("this is no report")
    ended = {code: Outcome(code, state, tuple(because)) for code, state, because in others}
    return report._replace(
        outcomes=tuple([ended.get(code) or Outcome(code, "passed") for code in codes.split()]),
        sources={path: sources[path] for path in report.sources},
    )


def write_value(value: Any) -> str:
    """Write any value of the model, the same text for equal values; raises TypeError for another."""
    return as_json(_coded(value))


def _coded(value: Any) -> Any:
    """Write a value as JSON data: what is no plain value is a list that begins with the name of its kind."""
    kind: Any = type(value)
    return value if kind in PLAIN else _coder(kind)(value)


def _each(sign: str, values: Iterable[Any]) -> list[Any]:
    return [sign, *map(_coded, values)]


def _fields(name: str, defaults: tuple[Any, ...], value: tuple[Any, ...]) -> list[Any]:
    """Write a value of the model; the fields at its end that say what they say by default are left out."""
    length = len(value)
    for default in reversed(defaults):
        if value[length - 1] != default:
            break
        length -= 1
    return [name, *map(_coded, value[:length])]


@cache
def _coder(kind: Any) -> Callable[[Any], Any]:
    """Give what writes the values of one kind."""
    name = kind.__name__
    if kind in _classes().values():
        return partial(_fields, name, tuple(kind._field_defaults.values()))
    if issubclass(kind, bool | int | float | str):
        return lambda value: value
    if issubclass(kind, Mapping):
        return lambda value: _each("{", chain.from_iterable(value.items()))
    if kind is frozenset:
        return lambda value: _each("<", sorted(value))
    if kind in SIGNS:
        return partial(_each, SIGNS[kind])
    if kind in SCALARS_OF:
        return lambda value: [SCALARS_OF[kind], str(value)]
    raise TypeError(f"{name} is no part of a report")


CONTAINERS: Mapping[str, type] = {"(": tuple, "[": list, "<": frozenset}
SIGNS: Mapping[type, str] = {kind: sign for sign, kind in CONTAINERS.items()}
SCALARS_OF: Mapping[type, str] = {date: "date", Decimal: "Decimal"}
SCALARS: Mapping[str, Callable[[str], Any]] = {"date": date.fromisoformat, "Decimal": Decimal}


def _decoded(data: Any) -> Any:
    if not isinstance(data, list):
        return data
    sign, *parts = data
    if sign in SCALARS:
        return SCALARS[sign](*parts)
    values = [_decoded(part) if isinstance(part, list) else part for part in parts]
    if sign in CONTAINERS:
        return CONTAINERS[sign](values)
    if sign == "{":
        return dict(zip(values[::2], values[1::2], strict=True))
    kind = _classes()[sign]
    return kind(*values)


@cache
def _classes() -> Mapping[str, Any]:
    """Give the kinds of value that the model defines, by name."""
    return {
        name: value
        for module in (import_module(f"projguard.model.{name}") for name in MODULES)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
