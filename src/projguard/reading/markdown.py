"""What an evidence text says: front matter, sections, task items, links and words, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from projguard.model.source import Span
from projguard.reading.headings import Heading, line_pattern, pattern
from projguard.reading.prose import Prose

_LINK = r"\[([^\]\[]*+)\]\(\s*+(<[^<>\n]*+>|[^\s()<>]++(?:\([^\s()]*+\)[^\s()]*+)*+)[^()\n]*+\)"
_LINK_OR_DEFINITION = rf"(?m){_LINK}|^[ ]{{0,3}}\[(?!\^)[^\]\n]++\]:[ \t]*+(\S++)"
_ITEM = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_TASK = rf"\n[ \t]*({_ITEM}\[([ xX])\])[ \t]++(.*\S)"

_new = tuple.__new__
"""Makes a named tuple in half the time that its own constructor takes."""


class Section(NamedTuple):
    """A heading and what follows it, up to the next heading of its level or a higher one."""

    page: Prose
    first: int
    """Index of the heading."""
    heading: Heading

    @property
    def level(self) -> int:
        """1 to 4, or BOLD_LEVEL."""
        return self.heading.level

    @property
    def title(self) -> str:
        """What the heading says."""
        return self.heading.title

    @property
    def start(self) -> int:
        """Offset of the body in the text."""
        return self.heading.end

    @property
    def _stop(self) -> int:
        """Index of the next heading of its level or a higher one; no more than five sections hold one heading."""
        headings = self.page.headings
        return next(
            (at for at in range(self.first + 1, len(headings)) if headings[at].level <= self.level), len(headings)
        )

    @property
    def span(self) -> Span:
        """The title's own text."""
        start = self.heading.start
        return self.page.lines.span(start, start + len(self.title))

    @property
    def body(self) -> str:
        """Comments and fenced code blanked out; the headings below this one are part of it."""
        return self.page.prose[self.start : self.page.row_of(self._stop)]

    @property
    def words(self) -> int:
        """Words of the body, headings not counted."""
        return sum(map(self.page.words_under, range(self.first, self._stop)))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing but further headings follows."""
        is_filled = self.page.is_filled
        return not (is_filled(self.first) or any(map(is_filled, range(self.first + 1, self._stop))))


class Task(NamedTuple):
    """A task item: ``- [ ] text``."""

    page: Prose
    found: re.Match[str]

    @property
    def ticked(self) -> bool:
        """Tell whether it is marked as done."""
        return self.found[2] != " "

    @property
    def text(self) -> str:
        """Continuation lines joined by spaces."""
        return " ".join((self.found[3].strip(), *self._continuation())).strip()

    @property
    def heading(self) -> str:
        """Title of the heading above it; empty before the first."""
        headings = self.page.headings
        above = bisect_right(headings, self.found.start(), key=lambda heading: heading.row) - 1
        return headings[above].title if above >= 0 else ""

    @property
    def span(self) -> Span:
        """From the list marker to the end of its first line."""
        # The text was searched with a line break in front, which moves all by one.
        return self.page.lines.span(self.found.start(1) - 1, self.found.end() - 1)

    def _continuation(self) -> Iterator[str]:
        """Give the lines that go on with the item: directly below, indented deeper, no item themselves."""
        line = self.span.start.line
        indentation = self.found.start(1) - self.found.start() - 1
        starts = self.page.lines.starts[line + 1 : line + 21]
        for start, end in zip(starts[:19], (*starts[1:], len(self.page.prose)), strict=False):
            row = self.page.prose[start:end].rstrip()
            text = row.lstrip()
            is_item = pattern(rf"{_ITEM}|#").match(text + " ")
            if not text or len(row) - len(text) <= indentation or is_item:
                return
            yield text


class Link:
    """A relative link to a file; links to sites and to places in the page itself are left out."""

    __slots__ = ("_page", "_target", "path", "text")

    def __init__(self, page: Prose, text: str, path: str, target: tuple[int, int]) -> None:
        self.text = text
        self.path = path
        """Where it leads from the page's folder, without fragment, percent signs decoded."""
        self._page = page
        self._target = target

    @property
    def span(self) -> Span:
        """The target as typed."""
        return self._page.lines.span(*self._target)


class Page(Prose):
    """The contents of one text; what is found in it holds this, and this holds nothing of that."""

    @property
    def titles(self) -> list[str]:
        """The titles of all sections in order."""
        return [heading.title for heading in self.headings]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        return tuple([_new(Section, (self, first, heading)) for first, heading in enumerate(self.headings)])

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All task items in order."""
        text = self.prose
        if "[" not in text:
            return ()
        return tuple([_new(Task, (self, found)) for found in line_pattern(_TASK, text).finditer("\n" + text)])

    @property
    def links(self) -> tuple[Link, ...]:
        """All relative links in order, images and link definitions included."""
        text = self.prose
        # One sign is looked for at a small part of what two cost; a search for links alone begins with a sign.
        has_definitions = "]" in text and "]:" in text
        if not has_definitions and ("(" not in text or "](" not in text):
            return ()
        found = pattern(_LINK_OR_DEFINITION if has_definitions else _LINK).finditer(text)
        return tuple([link for match in found if (link := self._link(match)) is not None])

    def _link(self, match: re.Match[str]) -> Link | None:
        group = 3 if match.lastindex == 3 else 2
        target, start, end = match[group], match.start(group), match.end(group)
        if target.startswith("<"):
            target, start, end = target[1:-1], start + 1, end - 1
        path = target.partition("#")[0].partition("?")[0]
        if not path or path[0] == "/" or pattern(r"[A-Za-z][A-Za-z0-9+.-]*:").match(path):
            return None
        if "%" in path:
            from urllib.parse import unquote

            path = unquote(path)
        return Link(self, match[1] or "", path, (start, end))
