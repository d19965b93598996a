"""The event stream of a YAML text, from libyaml where its extension is there, else from pure Python."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from projguard.reading.yaml_event import Event, from_object

_BATCH = 1024
"""Events asked for at once: a parser and the tree's builder that take long turns get in each other's way less."""


class NotYaml(Exception):  # noqa: N818 - says what a text is; "error" is a severity here
    """Raised by a parser that cannot go on; places are offsets, -1 where the parser names none."""

    def __init__(self, problem: str, at: int, context: str = "", context_at: int = -1) -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at
        self.context = context
        self.context_at = context_at


def batches(text: str, *, pure: bool) -> Iterator[list[Event]]:
    """Give the events of a text, some at a time; raises NotYaml where the parser stops, after the events before it."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from projguard.reading.yaml_extension import extension_events, take_events

    source, take = (_pure_events(text), _take) if pure else (extension_events(text), take_events)
    fault: NotYaml | None = None
    end = 0
    while fault is None:
        batch: list[Event] = []
        try:
            take(source, _BATCH, batch)
        except MarkedYAMLError as error:
            at = error.problem_mark.index if error.problem_mark else -1
            context_at = error.context_mark.index if error.context_mark else -1
            fault = NotYaml(error.problem or "", at, error.context or "", context_at)
        except (YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # Beyond its own errors the pure parser lets through what Python raises on a broken escape or tag.
            fault = NotYaml("", -1)
        if batch:
            end = batch[-1][3].index
            yield batch
        elif fault is None:
            return
    raise fault if fault.at >= 0 else NotYaml(fault.problem, end, fault.context, fault.context_at)


def _take(events: Iterator[Event], most: int, batch: list[Event]) -> None:
    batch.extend(islice(events, most))


def _pure_events(text: str) -> Iterator[Event]:
    from ruamel.yaml import YAML

    from projguard.reading.yaml_tabs import TabScanner

    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = TabScanner
    return map(from_object, yaml.parse(text))
