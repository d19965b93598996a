"""Comments that suppress: ``# projguard: ignore[PG0704] reason the client asked for Saturday``."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.problem import Offer, SetComment
from projguard.model.rule import NOTHING, Params
from projguard.model.source import Comment, Document, Node, Span
from projguard.model.values import Text, Value
from projguard.project.nearest import nearest

# Compiled when a comment speaks to projguard, and then kept by the module re.
_SPEAKS = r"#\s*projguard\s*:\s*(?P<rest>.*)"
_MEANT = r"(?i)#\s*(?P<rest>projguard\s*:?\s*ignore\b.*)"
"""What is meant for projguard, and not written as it should be."""
_ORDER = r"(?P<scope>ignore-file|ignore)\s*\[(?P<rules>[^\[\]]*)\]\s*(?:reason\b[\s:]*)?(?P<reason>.*)"
Scope: TypeAlias = Literal["line", "block", "file"]
SCOPES = ("line", "block", "file")
"""The nearest first."""

_FURTHER = r"(?<=\S)\s+(?=#)"
"""Where a remark of another kind begins behind a comment to projguard."""


class Suppression(NamedTuple):
    """One comment that silences rules, and the stretch of text in which it does."""

    span: Span
    """Of the comment."""
    codes: tuple[str, ...] = ()
    reason: str = ""
    start: int = 0
    """Offsets of what is covered; nothing where it cannot be used."""
    end: int = 0
    scope: Scope = "line"
    fault: str = ""
    """Id of the message of PG0011 that says why it hides nothing; empty for one that can be used."""
    values: Mapping[str, Value] = NOTHING
    words: tuple[tuple[str, str], ...] = ()
    """Each rule as it is named in the comment, with its code."""

    @property
    def nearness(self) -> tuple[int, int, int]:
        """Order by scope, the nearest first: line, block, file."""
        return SCOPES.index(self.scope), self.end - self.start, self.span.start.offset


class Stretches:
    """The stretches of many comments, by place."""

    def __init__(self, comments: Iterable[Suppression]) -> None:
        self._usable = sorted((one for one in comments if not one.fault), key=lambda one: one.start)
        self._starts = [one.start for one in self._usable]
        self._around: list[int] = []
        """For each stretch the last one that began before it and goes on where it begins, -1 where there is none."""
        begun: list[int] = []
        for index, one in enumerate(self._usable):
            while begun and self._usable[begun[-1]].end <= one.start:
                begun.pop()
            self._around.append(begun[-1] if begun else -1)
            begun.append(index)

    def at(self, offset: int) -> list[Suppression]:
        """Give the comments whose stretch holds a place, the nearest scope first."""
        found: list[Suppression] = []
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            if offset < self._usable[index].end:
                found.append(self._usable[index])
            index = self._around[index]
        return sorted(found, key=lambda one: one.nearness)


class _Entries:
    """Nodes of a document by the place where they begin."""

    def __init__(self, document: Document) -> None:
        nodes = sorted((_first(node), node.end) for node in document.nodes.values())
        self._starts = [start for start, _ in nodes]
        self._ends = [end for _, end in nodes]
        self.top = min((node.key_start for node in document.nodes.values() if node.key_start >= 0), default=0)
        """Where the first key stands."""
        lines = (*document.lines.starts, len(document.text))
        self._below: list[tuple[int, int]] = [(0, 0)]
        """For each line, from the last one up, the next line below that holds more than comments and blanks."""
        for start, stop in reversed(tuple(pairwise(lines))):
            text = document.text[start:stop].strip()
            self._below.append((start, stop) if text and not text.startswith("#") else self._below[-1])

    def below(self, line: int) -> tuple[int, int]:
        """Give start and end of the next line below that holds more than comments and blanks; zeros where none does."""
        return self._below[len(self._below) - line - 2]

    def end_of(self, start: int, stop: int) -> int:
        """Give the end of the longest node that begins in a stretch; -1 where none does."""
        begins, ends = bisect_left(self._starts, start), bisect_left(self._starts, stop)
        return max(self._ends[begins:ends], default=-1)


def read_suppressions(document: Document, codes: Mapping[str, str], params: Params) -> tuple[Suppression, ...]:
    """Read all comments that speak to projguard, the nearest scope first: line, block, file.

    ``codes`` gives a rule's code by everything that it may be called.
    """
    if not any("projguard" in comment.text.casefold() for comment in document.comments):
        return ()
    entries = _Entries(document)
    found = [read for comment in document.comments if (read := _read(document, entries, comment, codes, params))]
    return tuple(sorted(found, key=lambda one: one.nearness))


def without_codes(document: Document, comment: Suppression, codes: Sequence[str]) -> Offer:
    """Offer to take rules out of a comment; the whole comment where it names no other."""
    kept = [word for word, code in comment.words if code not in codes]
    first = comment.span.start.offset
    text = re.split(_FURTHER, document.text[first : comment.span.end.offset], maxsplit=1)[0]
    start, end = text.index("["), text.index("]")
    shorter = f"{text[:start]}[{', '.join(kept)}]{text[end + 1 :]}" if kept else ""
    span = document.lines.span(first, first + len(text))
    return Offer(safety="safe", changes=(SetComment(span=span, text=shorter),))


def _read(
    document: Document, entries: _Entries, comment: Comment, codes: Mapping[str, str], params: Params
) -> Suppression | None:
    speaks = re.search(_SPEAKS, comment.text) or re.search(_MEANT, comment.text)
    if speaks is None:
        return None
    span = document.lines.span(comment.start + speaks.start(), comment.start + len(comment.text.rstrip()))
    order = re.fullmatch(_ORDER, speaks["rest"].strip())
    if order is None:
        return Suppression(span, fault="malformed", values={"text": Text(speaks["rest"].strip())})
    words = [word.strip() for word in order["rules"].split(",")]
    for fault, values in _faults(words, order["reason"], codes, params):
        return Suppression(span, fault=fault, values=values)
    spelt = tuple((word, _code(word, codes)) for word in words)
    named = tuple(dict.fromkeys(code for _, code in spelt))
    if order["scope"] == "ignore-file":
        fault = "" if comment.own_line and comment.start < entries.top else "not_top"
        return Suppression(span, named, order["reason"], 0, len(document.text) + 1, "file", fault, _rules(named), spelt)
    scope: Scope = "block" if comment.own_line else "line"
    start, end = _block(document, entries, comment) if comment.own_line else _line(document, comment)
    fault = "" if end else "no_place"
    return Suppression(span, named, order["reason"], start, end, scope, fault, _rules(named), spelt)


def _rules(codes: tuple[str, ...]) -> dict[str, Value]:
    return {"rule": Text(", ".join(codes))}


def _faults(
    words: list[str], reason: str, codes: Mapping[str, str], params: Params
) -> Iterator[tuple[str, dict[str, Value]]]:
    if not any(words):
        yield "no_rule", {}
    for word in words:
        code = _code(word, codes)
        if not code:
            near = nearest(word.upper(), codes) or nearest(word, codes)
            values: dict[str, Value] = {"rule": Text(word), "expected": Text(near)}
            yield "near_rule" if near else "unknown_rule", values
        elif code in params["never"]:
            yield "never", {"rule": Text(code)}
    count = len(reason.split())
    if count < params["min_words"]:
        values = {"rule": Text(", ".join(words)), "count": count, "minimum": params["min_words"]}
        yield "short_reason" if count else "no_reason", values


def _code(word: str, codes: Mapping[str, str]) -> str:
    return codes.get(word) or codes.get(word.upper()) or codes.get(word.lower()) or ""


def _line(document: Document, comment: Comment) -> tuple[int, int]:
    line = document.lines.position(comment.start).line
    starts = document.lines.starts
    return starts[line], starts[line + 1] if line + 1 < len(starts) else len(document.text) + 1


def _block(document: Document, entries: _Entries, comment: Comment) -> tuple[int, int]:
    """Give the entry that begins on the next line that holds more than comments and blanks; nothing where none does."""
    start, stop = entries.below(document.lines.position(comment.start).line)
    end = entries.end_of(start, stop)
    return (start, end + 1) if end >= 0 else (0, 0)


def _first(node: Node) -> int:
    return node.key_start if node.key_start >= 0 else node.start
