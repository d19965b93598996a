"""Which lines of an evidence text are headings, in each form of text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

BOLD_LEVEL = 5
"""Level of a whole line in bold, or of a line of plain text that ends with a colon: below every marked heading."""
_LONGEST = 200
"""Characters of a line that can be a heading without a mark."""


class Heading(NamedTuple):
    """A heading: its level, its title and offsets."""

    level: int
    title: str
    row: int
    """Where its line starts."""
    start: int
    """Where its title starts."""
    end: int
    """Where the text below it starts."""


_MARKED = r"\n(?:(#{1,4}) ([^\W_].*)| *(?:#|\*\*|__).*)"
_new = tuple.__new__
"""Makes a named tuple in half the time that its own constructor takes."""


def find_headings(rows: Sequence[tuple[int, str]], kind: str) -> Iterator[Heading]:
    """Find the headings among the lines of a text, in order."""
    if kind == "csv":
        return
    underlines: dict[str, int] = {}
    for index, (start, row) in enumerate(rows):
        if kind == "html":
            yield from _html(start, row)
            continue
        heading = _marked(start, row) or (_with_colon(start, row) if kind == "text" else None)
        if heading is None and kind == "rst" and index + 1 < len(rows):
            heading = _underlined(start, row, rows[index + 1], underlines)
        if heading is not None:
            yield heading


def marked_headings(text: str) -> Iterator[Heading]:
    """Find the headings that marks alone make, looking at no other line."""
    for found in line_pattern(_MARKED, text).finditer("\n" + text):
        title = found[2]
        if title and title[-1].isalnum():
            # As most are: nothing is to be cut off. The line end in front moves all by one.
            yield _new(Heading, (len(found[1]), title, found.start(), found.start(2) - 1, found.end() - 1))
        elif (heading := _marked(found.start(), found[0][1:].rstrip())) is not None:
            yield heading


def line_pattern(expression: str, text: str) -> re.Pattern[str]:
    """Compile an expression for lines that LF ends, or for those of a text in which CR ends some as well."""
    # One sign to begin with, and any but that one, are found much faster than one of two.
    if "\r" not in text:
        return pattern(expression)
    return pattern(expression.replace(r"\n", r"[\r\n]").replace(".*", r"[^\r\n]*"))


@cache
def pattern(expression: str) -> re.Pattern[str]:
    """Compile an expression when it is first needed."""
    return re.compile(expression)


def _marked(start: int, row: str) -> Heading | None:
    text = row.lstrip(" ")
    if text[:1] == "#":
        title = text.lstrip("#")
        at = len(row) - len(title)
        level = len(text) - len(title)
        if level > 4 or at - level > 3 or title[:1] not in {"", " ", "\t"}:
            return None
        return _titled(level, start, row, title.rstrip("#"), at)
    if text[:2] in {"**", "__"} and len(text) <= _LONGEST:
        bold = pattern(r"(?:\*\*([^*]+)\*\*|__([^_]+)__):?").fullmatch(text)
        if bold is not None:
            return _titled(BOLD_LEVEL, start, row, bold[1] or bold[2], len(row) - len(text) + 2)
    return None


def _with_colon(start: int, row: str) -> Heading | None:
    if not row.endswith(":") or len(row) > _LONGEST or pattern(r"[ \t]*(?:[-*+>]|\d{1,9}[.)])\s").match(row):
        return None
    return _titled(BOLD_LEVEL, start, row, row, 0)


def _underlined(start: int, row: str, below: tuple[int, str], levels: dict[str, int]) -> Heading | None:
    line_start, line = below
    is_adjacent = line_start - start - len(row) <= 2
    if not is_adjacent or len(line) < max(3, len(row)) or line.strip(line[0]) or line[0].isalnum():
        return None
    level = min(levels.setdefault(line[0], len(levels) + 1), 4)
    heading = _titled(level, start, row, row, 0)
    return heading._replace(end=line_start + len(line))


def _html(start: int, row: str) -> Iterator[Heading]:
    if "<h" not in row and "<H" not in row:
        return
    for found in pattern(r"(?i)<h([1-4])\b[^<>]{0,200}>(.{0,400}?)</h\1\s*>").finditer(row):
        title = pattern(r"<[^<>]*>").sub("", found[2])
        heading = _titled(int(found[1]), start, row, title, found.start(2))
        yield heading._replace(row=start + found.start(), end=start + found.end())


def _titled(level: int, start: int, row: str, title: str, at: int) -> Heading:
    stripped = title.strip(" \t*_`").rstrip(":").rstrip(" \t*_`")
    offset = row.find(stripped, at) if stripped else at
    return Heading(level, stripped, start, start + max(offset, at), start + len(row))
