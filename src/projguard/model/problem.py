"""What a check yields: a message id, a place and values; no lines, no wording, no severity."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.edit import Edit, NewFile
from projguard.model.rule import NOTHING
from projguard.model.source import KeyPath, Part, Span, TextPlace
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


class SetComment(NamedTuple):
    """Replace a comment of the manifest, or the part of one that speaks to projguard; an empty text removes it."""

    span: Span
    text: str


Change: TypeAlias = SetValue | RenameKey | AddFile | SetComment


class Offer(NamedTuple):
    """A way to mend a problem that projguard could carry out."""

    safety: Safety
    """safe: the meaning stays; unsafe: to be looked at first; display: only to be shown."""
    changes: tuple[Change, ...]
    edits: tuple[Edit, ...] = ()
    """The changes of the manifest as edits of its text; filled in once the places are known."""
    files: tuple[NewFile, ...] = ()
    """The files that it adds, with their texts."""


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
