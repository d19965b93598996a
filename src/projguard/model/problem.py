"""What a check yields: a message id, a place and values; no lines, no wording, no severity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.rule import NOTHING
from projguard.model.source import KeyPath, Part, TextPlace
from projguard.model.values import Value

Safety: TypeAlias = Literal["safe", "unsafe", "display"]


class SetValue(NamedTuple):
    """Replace the value at a path by YAML source text."""

    at: KeyPath
    text: str


class RenameKey(NamedTuple):
    """Give the key at a path another name."""

    at: KeyPath
    key: str


class AddFile(NamedTuple):
    """Write a new evidence file from a skeleton of the card; never overwrites."""

    path: str
    skeleton: str


Change: TypeAlias = SetValue | RenameKey | AddFile


class Offer(NamedTuple):
    """A way to mend a problem that projguard could carry out."""

    safety: Safety
    changes: tuple[Change, ...]


class Related(NamedTuple):
    """A second place that belongs to a problem, with the id of its label among the card's words."""

    at: KeyPath | TextPlace
    label: str


class Problem(NamedTuple):
    """One gap that a check found."""

    message: str
    """Id of one of the card's messages."""
    at: KeyPath | TextPlace
    """The place; of a missing field the path that it would have."""
    part: Part = "value"
    values: Mapping[str, Value] = NOTHING
    related: tuple[Related, ...] = ()
    fix: Offer | None = None
    secret: bool = False
    """True when the text of the place is a secret, which no output shows."""
