"""The event stream of a YAML text, from libyaml where its extension is there, else from pure Python."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import Protocol

_EXTENSION = "ruamel.yaml.cyaml"
_BATCH = 128
"""Events asked for at once: a parser and the tree's builder that take long turns get in each other's way less."""


class Mark(Protocol):
    """A place in the text."""

    index: int


class Event(Protocol):
    """What both parsers say; attributes that an event's kind lacks must not be asked for."""

    start_mark: Mark
    end_mark: Mark
    value: str
    style: str | None
    anchor: str | None
    ctag: object | None
    implicit: tuple[bool, bool]
    flow_style: bool


class NotYaml(Exception):  # noqa: N818 - says what a text is; "error" is a severity here
    """Raised by a parser that cannot go on; places are offsets, -1 where the parser names none."""

    def __init__(self, problem: str, at: int, context: str = "", context_at: int = -1) -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at
        self.context = context
        self.context_at = context_at


def has_extension() -> bool:
    """Tell whether libyaml can be used."""
    try:
        import_module(_EXTENSION)
    except ImportError:
        return False
    return True


def batches(text: str, *, pure: bool) -> Iterator[list[Event]]:
    """Give the events of a text, some at a time; raises NotYaml where the parser stops, after the events before it."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    source = _pure_events(text) if pure else _c_events(text)
    fault: NotYaml | None = None
    end = 0
    while fault is None:
        batch: list[Event] = []
        try:
            batch.extend(islice(source, _BATCH))
        except MarkedYAMLError as error:
            at = error.problem_mark.index if error.problem_mark else -1
            context_at = error.context_mark.index if error.context_mark else -1
            fault = NotYaml(error.problem or "", at, error.context or "", context_at)
        except (YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # Beyond its own errors the pure parser lets through what Python raises on a broken escape or tag.
            fault = NotYaml("", -1)
        if batch:
            end = batch[-1].end_mark.index
            yield batch
        elif fault is None:
            return
    raise fault if fault.at >= 0 else NotYaml(fault.problem, end, fault.context, fault.context_at)


def _c_events(text: str) -> Iterator[Event]:
    return iter(import_module(_EXTENSION).CParser(text).get_event, None)


def _pure_events(text: str) -> Iterator[Event]:
    from ruamel.yaml import YAML

    from projguard.reading.yaml_tabs import TabScanner

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = TabScanner
    return iter(yaml.parse(text))
