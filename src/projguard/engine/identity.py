"""Pointers that survive edits elsewhere: a list index is replaced by what identifies the item."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.source import Data, Document, KeyPath, pointer

IDENTITY = ("id", "person", "file", "kind", "rule", "title")
"""Keys that identify a list item, the first that it has."""


class Identities:
    """Stable paths of one document; each list is looked through once."""

    def __init__(self, document: Document) -> None:
        self._data = document.data
        self._named: dict[int, tuple[str | int, ...]] = {}
        """What identifies the items of a list, by the list's own identity."""

    def path(self, path: KeyPath) -> KeyPath:
        """Replace each list index by ``key=value`` of its item; of equal items the second one is ``key=value~2``."""
        steps: list[str | int] = []
        value = self._data
        for step in path:
            if isinstance(step, int) and isinstance(value, list) and step < len(value):
                steps.append(self._items(value)[step])
                value = value[step]
            else:
                steps.append(step)
                value = value.get(step) if isinstance(value, dict) else None
        return tuple(steps)

    def pointer(self, path: KeyPath) -> str:
        """Write a stable path as a pointer: ``/deliverables/id=html/due``."""
        return pointer(self.path(path))

    def _items(self, items: list[Data]) -> tuple[str | int, ...]:
        named = self._named.get(id(items))
        if named is None:
            named = self._named[id(items)] = tuple(_identities(items))
        return named


def _identities(items: list[Data]) -> Iterator[str | int]:
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        named = _name(item)
        seen[named] = seen.get(named, 0) + 1
        yield index if not named else f"{named}~{seen[named]}" if seen[named] > 1 else named


def _name(item: Data) -> str:
    if not isinstance(item, dict):
        return ""
    for key in IDENTITY:
        if isinstance(item.get(key), (str, int)):
            return f"{key}={item[key]}"
    return ""
