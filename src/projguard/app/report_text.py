"""Reports as text and back: plain JSON, from which nothing can be made but the values of the model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

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
PLAIN = (str, int, float, bool, type(None))


def write_report(report: ProjectReport) -> str:
    """Write a report; raises TypeError for a value that is none of the model's."""
    return write_value(report)


def write_value(value: Any) -> str:
    """Write any value of the model, the same text for equal values; raises TypeError for another."""
    return json.dumps(_coded(value), ensure_ascii=False, separators=(",", ":"))


def read_report(text: str) -> ProjectReport:
    """Read a report back; raises ValueError, KeyError or TypeError for text that is none."""
    report = _decoded(json.loads(text))
    if not isinstance(report, ProjectReport):
        raise TypeError("this is no report")
    return report


def _coded(value: Any) -> Any:
    """Write a value as JSON data: what is no plain value is a list that begins with the name of its kind."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    kind: Any = type(value)
    name = kind.__name__
    if name in _classes() and _classes()[name] is kind:
        return [name, *(_coded(getattr(value, part)) for part in _names(kind))]
    if isinstance(value, Mapping):
        return ["{", *(_coded(part) for pair in value.items() for part in pair)]
    sign = next((sign for sign, of in CONTAINERS.items() if kind is of), "")
    if sign:
        return [sign, *map(_coded, sorted(value) if kind is frozenset else value)]
    if kind in SCALARS_OF:
        return [SCALARS_OF[kind], str(value)]
    raise TypeError(f"{kind.__name__} is no part of a report")


CONTAINERS: Mapping[str, type] = {"(": tuple, "[": list, "<": frozenset}
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
    names = _names(kind)
    if len(values) != len(names):
        raise ValueError(f"{sign} has other parts")
    return kind(**dict(zip(names, values, strict=True))) if is_dataclass(kind) else kind(*values)


@cache
def _classes() -> Mapping[str, type]:
    """Give the kinds of value that the model defines, by name."""
    return {
        name: value
        for module in (import_module(f"projguard.model.{name}") for name in MODULES)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else tuple(kind._fields)
