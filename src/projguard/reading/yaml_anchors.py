"""Anchors of a text and the aliases that refer to them, within bounds."""

from typing import Any, NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data
from projguard.model.values import Text
from projguard.reading.yaml_refusal import Refusals


class Anchor(NamedTuple):
    """A value with a name: its place, how many nodes it has, and how many collections stand inside one another."""

    start: int
    end: int
    value: Data
    places: Any
    """What stands below it: as Nodes keeps it."""
    size: int
    height: int
    is_open: bool = False


class Anchors:
    """The anchors of one text, as far as it was read."""

    def __init__(self, limits: Limits, refusals: Refusals) -> None:
        self._limits = limits
        self._refusals = refusals
        self._known: dict[str, Anchor] = {}
        self._asked = 0

    def keep(self, name: str, anchor: Anchor) -> None:
        """Remember what a name stands for from here on."""
        self._known[name] = anchor

    def follow(self, name: str, start: int, end: int, depth: int) -> Anchor:
        """Give what an alias at a place and depth stands for; raises Unreadable."""
        self._asked += 1
        if self._asked > self._limits.aliases:
            self._refusals.over_limit("too_many_aliases", start, end, "aliases")
        anchor = self._known.get(name)
        if anchor is None and "*" in name:
            # Bold text of Markdown, no reference.
            self._refusals.refuse("bad_reference", start, start + 1, character=Text("*"))
        if anchor is None:
            self._refusals.refuse("alias_unknown", start, end, name=Text(name))
        if anchor.is_open:
            self._refusals.alias_cycle(name, (anchor.start, anchor.start), (start, end))
        if depth + anchor.height > self._limits.depth:
            self._refusals.over_limit("too_deep", start, end, "depth")
        return anchor
