"""A mapping or sequence of a YAML text while it is being filled."""

from typing import Any

from projguard.model.source import Data
from projguard.reading.yaml_nodes import At


class Frame:
    """A collection that is being filled: what it holds, and where that stands."""

    key_start: At = -1
    key_end: At = -1
    last: At = -1
    """Where the last value in it ends."""
    height = 1
    anchor: str | None = None
    first = 0
    """Number of nodes before its own, where it has an anchor."""

    def __init__(self, container: Data, places: Any, key: str | int | None, start: At, style: str) -> None:
        self.container = container
        self.places = places
        """Where its values stand: as Nodes keeps them."""
        self.key = key
        """Where the next value goes; None while a mapping waits for a key."""
        self.start = start
        self.style = style
