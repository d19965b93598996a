"""Every scalar of a document in one pass."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.source import Data, Document, KeyPath


def scalars(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Give each text value with its path, in the order of the document; numbers and flags are left out."""
    stack: list[tuple[KeyPath, Data]] = [((), document.data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            stack += [((*path, key), item) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            stack += [((*path, index), value[index]) for index in range(len(value) - 1, -1, -1)]
