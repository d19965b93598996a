"""libyaml by the extension of its library, with events as plain tuples.

For each event the extension makes an object of its library, through three constructors in Python, which takes longer than
libyaml itself. It looks for their classes by name in its own module: while it reads for projguard, functions that make a
tuple stand under these names, and before and after what the library put there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import islice
from threading import Lock
from typing import Any

from projguard.reading.yaml_event import MAKERS, Event

_TURN = Lock()
"""One reader at a time: what stands in a module stands there for every thread."""


def has_extension() -> bool:
    """Tell whether libyaml can be used: an extension that makes other events than today's is left alone."""
    try:
        _names()
    except (ImportError, KeyError):
        return False
    return True


def extension_events(text: str) -> Iterator[Event]:
    """Give the events of a text, to be asked for by ``take_events`` only."""
    return iter(_parser()(text).get_event, None)


def take_events(events: Iterator[Event], most: int, batch: list[Event]) -> None:
    """Add the next events to a batch; where the parser stops, those before it are added."""
    names, theirs = _names()
    with _TURN:
        try:
            names.update(MAKERS)
            batch.extend(islice(events, most))
        finally:
            names.update(theirs)


@cache
def _parser() -> Any:
    return import_module("ruamel.yaml.cyaml").CParser


@cache
def _names() -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Give what stands in the extension's module, and apart what the library put there for events."""
    names = vars(import_module(_parser().__module__))
    with _TURN:
        return names, {name: names[name] for name in MAKERS}
