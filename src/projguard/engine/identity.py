"""Pointers that survive edits elsewhere: a list index is replaced by what identifies the item."""

from __future__ import annotations

from projguard.model.source import Data, Document, KeyPath, pointer

IDENTITY = ("id", "person", "file", "kind", "rule", "title")
"""Keys that identify a list item, the first that it has."""


def stable_path(document: Document, path: KeyPath) -> KeyPath:
    """Replace each list index by ``key=value`` of its item; of equal items the second one is ``key=value~2``."""
    steps: list[str | int] = []
    value = document.data
    for step in path:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            steps.append(_identity(value, step))
            value = value[step]
        else:
            steps.append(step)
            value = value.get(step) if isinstance(value, dict) else None
    return tuple(steps)


def stable_pointer(document: Document, path: KeyPath) -> str:
    """Write a stable path as a pointer: ``/deliverables/id=html/due``."""
    return pointer(stable_path(document, path))


def _identity(items: list[Data], index: int) -> str | int:
    named = _name(items[index])
    if not named:
        return index
    before = sum(_name(item) == named for item in items[:index])
    return f"{named}~{before + 1}" if before else named


def _name(item: Data) -> str:
    if not isinstance(item, dict):
        return ""
    for key in IDENTITY:
        if isinstance(item.get(key), (str, int)):
            return f"{key}={item[key]}"
    return ""
