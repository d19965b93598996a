"""Fields as people name them: ``feedback.within``, ``deliverables[site-copy].due``, ``/people/anna/email``."""

from __future__ import annotations

import re

from projguard.engine.identity import IDENTITY
from projguard.engine.places import steps
from projguard.model.source import Data, KeyPath

_STEP = re.compile(r"\[([^\[\]]+)\]|([^.\[\]]+)")
"""A step in brackets may hold dots, as file names do."""


def key_path(text: str, data: Data) -> KeyPath:
    """Read a field's name; a list item is named by its number or by what identifies it. Raises LookupError for no item."""
    path: list[str | int] = []
    value = data
    named = steps(text) if text[:1] == "/" else tuple(found[0] or found[1] for found in _STEP.findall(text))
    for step in named:
        if isinstance(value, list):
            index = _index(value, step)
            path.append(index)
            value = value[index]
        else:
            path.append(step)
            value = value.get(step) if isinstance(value, dict) else None
    if not path:
        raise LookupError(text)
    return tuple(path)


def _index(items: list[Data], step: str) -> int:
    if step.isdecimal() and int(step) < len(items):
        return int(step)
    wanted = step.partition("=")[2] or step
    for index, item in enumerate(items):
        if isinstance(item, dict) and any(
            str(item.get(key)) == wanted for key in IDENTITY if item.get(key) is not None
        ):
            return index
    raise LookupError(step)
