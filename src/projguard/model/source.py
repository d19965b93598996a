"""Where things stand in a text: positions, key paths and the parsed document."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Any, Literal, NamedTuple, TypeAlias

from projguard.model.once import once

KeyPath: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = Any
"""Plain data of a document: dict, list, str, int, float, bool or None, nested."""
Part: TypeAlias = Literal["key", "value"]
Form: TypeAlias = Literal["yaml", "json", "toml"]


FEW = 8
"""Places of one text that are counted to, before its lines are indexed."""


class Position(NamedTuple):
    """A place between two characters, counted in code points from 0."""

    line: int
    column: int
    offset: int


class Span(NamedTuple):
    """A stretch of text, the end excluded."""

    start: Position
    end: Position


class Node(NamedTuple):
    """One node of the document, by offsets into its text; key offsets are -1 where it has no key."""

    key_start: int
    key_end: int
    start: int
    end: int
    style: str
    """plain, single, double, literal, folded, block, flow, or alias (the node stands elsewhere)."""


class Said(NamedTuple):
    """What a document says, without where."""

    names: frozenset[str]
    """The names of all fields."""
    texts: frozenset[str]
    """All text values, each once."""


class Comment(NamedTuple):
    """One comment: its text with the hash sign, and where it starts."""

    text: str
    start: int
    own_line: bool


class TextPlace(NamedTuple):
    """A stretch of an evidence file's text; only the reading layer makes one."""

    path: str
    """Path of the evidence file, relative to the project folder, forward slashes."""
    span: Span
    field: KeyPath
    """The manifest field that names the file."""


def pointer(path: KeyPath) -> str:
    """Write a key path as a JSON Pointer (RFC 6901); the root is the empty string."""
    return "".join(["/" + str(step).replace("~", "~0").replace("/", "~1") for step in path])


def dotted(path: KeyPath) -> str:
    """Write a key path as a manager would say it: ``deliverables[2].due``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def below(value: Data, step: str | int) -> Data:
    """Give what stands one step below a value, None where nothing does."""
    try:
        return None if type(value) is str else value[step]
    except (KeyError, IndexError, TypeError):
        return None


class TextLines:
    """The lines of a text; only LF, CRLF and CR end a line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextLines) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    @once
    def starts(self) -> tuple[int, ...]:
        """Where each line begins."""
        text = self._text
        starts = list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))
        if text and text[-1] not in "\r\n":
            starts.pop()
        ends = text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)
        if len(starts) > 1 + ends:
            # Among its lines are some that end by a character that ends none here.
            starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """Turn an offset into line and column."""
        self._asked += 1
        text = self._text
        if self._asked <= FEW and "\r" not in text:
            # Most texts are asked for a place or two, which are counted to in a fraction of what an index takes.
            return Position(text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1, offset)
        line = bisect_right(self.starts, offset) - 1
        return Position(line, offset - self.starts[line], offset)

    def span(self, start: int, end: int) -> Span:
        """Turn two offsets into a span."""
        first = self.position(start)
        if self._text.find("\n", start, end) >= 0 or self._text.find("\r", start, end) >= 0:
            return Span(first, self.position(end))
        return Span(first, Position(first.line, first.column + end - start, end))


class Document(NamedTuple):
    """One manifest as read: its text, its plain data, and where each value stands."""

    path: str
    """Path as shown to people: forward slashes, relative where possible."""
    text: str
    """The decoded text without a byte order mark."""
    data: Data
    nodes: Mapping[KeyPath, Node]
    comments: tuple[Comment, ...] = ()
    bom: bool = False
    """True when the file began with a UTF-8 byte order mark."""
    lines: TextLines = TextLines("")
    form: Form = "yaml"
    """How it is written; only YAML is ever edited."""
    has_nulls: bool = True
    """False where no value is null."""
    odd_numbers: bool = True
    """False where each whole number is written as Python writes it, as nearly everybody does."""
    said: Said | None = None
    """Its names and texts; None where its reader did not gather them."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hex; asked by those who write, when they do."""
        from hashlib import sha256

        return sha256((b"\xef\xbb\xbf" if self.bom else b"") + self.text.encode()).hexdigest()

    def nearest(self, path: KeyPath) -> KeyPath:
        """Give the path itself where it exists, else its nearest existing ancestor."""
        while path and path not in self.nodes:
            path = path[:-1]
        return path

    def span_of(self, path: KeyPath, part: Part = "value") -> Span:
        """Give the place of an existing path; of a missing one the place that a reader should look at.

        A missing key is shown at its parent's key; in a list item at the item's first key; in a flow mapping at
        the mapping; a missing top-level section at the document's first key.
        """
        node = self.nodes.get(path)
        if node is not None:
            if part == "key" and node.key_start >= 0:
                return self.lines.span(node.key_start, node.key_end)
            return self.lines.span(node.start, node.end)
        return self._parent_span(self.nearest(path))

    def _parent_span(self, path: KeyPath) -> Span:
        node = self.nodes.get(path)
        if node is None:
            return self.lines.span(0, 0)
        if node.style == "flow":
            return self.lines.span(node.start, node.end)
        if node.key_start >= 0:
            return self.lines.span(node.key_start, node.key_end)
        value = self._at(path)
        if isinstance(value, dict) and value:
            first = self.nodes[(*path, next(iter(value)))]
            return self.lines.span(first.key_start, first.key_end)
        return self.lines.span(node.start, node.end)

    def _at(self, path: KeyPath) -> Data:
        value = self.data
        for step in path:
            value = value[step]
        return value

    def value(self, path: KeyPath) -> Data:
        """Give the plain value at a path, None where there is none."""
        value = self.data
        try:
            for step in path:
                if type(value) is str:
                    return None
                value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
        return value

    def source_of(self, path: KeyPath) -> str:
        """Give the text of the value as typed, quotes included; empty for a missing path."""
        try:
            node = self.nodes[path]
        except KeyError:
            return ""
        return self.text[node.start : node.end]
