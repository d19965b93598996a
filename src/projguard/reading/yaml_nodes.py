"""Where the values of a YAML text stand: kept as its data are, since a path for each costs more than the few lookups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from projguard.model.source import KeyPath, Node
from projguard.reading.yaml_event import Mark

At: TypeAlias = int | Mark
"""An offset, or a parser's mark that tells it."""
Place: TypeAlias = tuple[At, At, At, At, str, Any]
"""What a Node says, and the places below: by key in a dict, by index in a list, None below a scalar."""


def offset(at: At) -> int:
    """Give the offset of a place."""
    return at if type(at) is int else at.index  # type: ignore[union-attr]  # mypy knows no type(...) is


class Nodes(Mapping[KeyPath, Node]):
    """The nodes of a text by key path, in the order of the text."""

    def __init__(self, root: Place, count: int) -> None:
        self._root = root
        self._count = count

    def __getitem__(self, path: KeyPath) -> Node:
        """Give a node; raises KeyError where nothing stands at a path."""
        place = self._root
        try:
            for step in path:
                place = place[5][step]
        except (KeyError, IndexError, TypeError):
            raise KeyError(path) from None
        key_start, key_end, start, end, style, _ = place
        return Node(offset(key_start), offset(key_end), offset(start), offset(end), style)

    def __contains__(self, path: object) -> bool:
        """Tell whether something stands at a path."""
        try:
            self[path]  # type: ignore[index]  # anything else is no path
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[KeyPath]:
        """Go through the paths."""
        return (path for path, _ in self._all())

    def __len__(self) -> int:
        """Count the nodes."""
        return self._count

    def _all(self) -> Iterator[tuple[KeyPath, Place]]:
        todo: list[tuple[KeyPath, Place]] = [((), self._root)]
        while todo:
            path, place = todo.pop()
            yield path, place
            below = place[5]
            if below:
                steps = reversed(below) if type(below) is dict else range(len(below) - 1, -1, -1)
                todo += [((*path, step), below[step]) for step in steps]


def as_alias(below: Any) -> Any:
    """Give places below an anchor as they are below its alias: the same, and each says that it stands elsewhere."""
    if below is None:
        return None
    top = type(below)()
    todo = [(below, top)]
    while todo:
        source, target = todo.pop()
        for step, (key_start, key_end, start, end, _, inside) in (
            source.items() if type(source) is dict else enumerate(source)
        ):
            copied = None if inside is None else type(inside)()
            place = (key_start, key_end, start, end, "alias", copied)
            if type(target) is dict:
                target[step] = place
            else:
                target.append(place)
            if inside:
                todo.append((inside, copied))
    return top
