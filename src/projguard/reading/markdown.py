"""What an evidence text says: front matter, sections, task items, links and words, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from projguard.model.once import once
from projguard.model.source import Span, TextLines
from projguard.reading.front_matter import FrontMatter, read_front_matter
from projguard.reading.headings import BOLD_LEVEL, Heading, find_headings, marked_headings, pattern

_LINK = (
    r"!?\[([^\]\[]*+)\]\(\s*+(<[^<>\n]*+>|[^\s()<>]++(?:\([^\s()]*+\)[^\s()]*+)*+)[^()\n]*+\)"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]++\]:[ \t]*+(\S++)"
)
_WORD = r"[^\W_]\S*"
"""A word from its first letter or digit on."""
_MOST_HEADINGS = 10_000
_ITEM = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"


class Section:
    """A heading and what follows it, up to the next heading of its level or a higher one."""

    __slots__ = ("_first", "_page", "_stop", "level", "start", "title")

    def __init__(self, page: Page, first: int, stop: int) -> None:
        heading = page.headings[first]
        self.level = heading.level
        """1 to 4, or BOLD_LEVEL."""
        self.title = heading.title
        self.start = heading.end
        """Offset of the body in the text."""
        self._page = page
        self._first = first
        self._stop = stop

    @property
    def span(self) -> Span:
        """The title's own text."""
        start = self._page.headings[self._first].start
        return self._page.lines.span(start, start + len(self.title))

    @property
    def body(self) -> str:
        """Comments and fenced code blanked out; the headings below this one are part of it."""
        return self._page.prose[self.start : self._page.row_of(self._stop)]

    @property
    def words(self) -> int:
        """Words of the body, headings not counted."""
        return self._page.words_before[self._stop] - self._page.words_before[self._first]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing but further headings follows."""
        return not any(map(self._page.is_filled, range(self._first, self._stop)))


class Task:
    """A task item: ``- [ ] text``."""

    __slots__ = ("_found", "_page", "ticked")

    def __init__(self, page: Page, found: re.Match[str]) -> None:
        self.ticked = found[2] != " "
        self._page = page
        self._found = found

    @property
    def text(self) -> str:
        """Continuation lines joined by spaces."""
        return " ".join((self._found[3].strip(), *self._continuation())).strip()

    @property
    def heading(self) -> str:
        """Title of the heading above it; empty before the first."""
        headings = self._page.headings
        above = bisect_right(headings, self._found.start(), key=lambda heading: heading.row) - 1
        return headings[above].title if above >= 0 else ""

    @property
    def span(self) -> Span:
        """From the list marker to the end of its first line."""
        # The page was searched with a line break in front, which moves all by one.
        return self._page.lines.span(self._found.start(1) - 1, self._found.end() - 1)

    def _continuation(self) -> Iterator[str]:
        """Give the lines that go on with the item: directly below, indented deeper, no item themselves."""
        line = self.span.start.line
        indentation = self._found.start(1) - self._found.start() - 1
        starts = self._page.lines.starts[line + 1 : line + 21]
        for start, end in zip(starts[:19], (*starts[1:], len(self._page.prose)), strict=False):
            row = self._page.prose[start:end].rstrip()
            text = row.lstrip()
            is_item = pattern(rf"{_ITEM}|#").match(text + " ")
            if not text or len(row) - len(text) <= indentation or is_item:
                return
            yield text


class Link(NamedTuple):
    """A relative link to a file; links to sites and to places in the page itself are left out."""

    text: str
    path: str
    """Where it leads from the page's folder, without fragment, percent signs decoded."""
    span: Span
    """The target as typed."""


class Page:
    """The contents of one text; everything is worked out when it is first asked for."""

    def __init__(self, text: str, kind: str) -> None:
        self.text = text
        self.kind = kind

    @once
    def lines(self) -> TextLines:
        """The line starts of the text."""
        return TextLines.of(self.text)

    @once
    def front_matter(self) -> FrontMatter | None:
        """The YAML block at the start of the text, None where there is none."""
        return read_front_matter(self.text)

    @once
    def prose(self) -> str:
        """The text with front matter, fenced code and comments blanked out, every other character in its place."""
        text = self.text
        if text.startswith("---") and self.front_matter is not None:
            text = _blank(text, [(0, self.front_matter.end)])
        if "```" in text or "~~~" in text:
            text = _blank(text, _fences(text))
        if "<!--" in text:
            text = _blank(text, (found.span() for found in pattern(r"(?s)<!--.*?(?:-->|\Z)").finditer(text)))
        if self.kind == "html":
            scripts = pattern(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)").finditer(text)
            text = _blank(text, (found.span() for found in scripts))
        return text

    @once
    def rows(self) -> tuple[tuple[int, str], ...]:
        """The lines of the prose that hold anything, without trailing blanks, each with the offset of its start."""
        starts = self.lines.starts
        ends = (*starts[1:], len(self.prose))
        rows = ((start, self.prose[start:end].rstrip()) for start, end in zip(starts, ends, strict=True))
        return tuple(row for row in rows if row[1])

    @once
    def words(self) -> int:
        """Number of words of the prose, headings included."""
        return self._count(self.prose)

    @once
    def headings(self) -> tuple[Heading, ...]:
        """All headings in order, as far as anybody would read them."""
        found = marked_headings(self.prose) if self.kind == "markdown" else find_headings(self.rows, self.kind)
        return tuple(islice(found, _MOST_HEADINGS))

    @once
    def words_before(self) -> tuple[int, ...]:
        """Words under all headings before each one, and at last of all, so that a section's words are one subtraction."""
        sums = [0]
        for index, heading in enumerate(self.headings):
            sums.append(sums[-1] + self._count(self.prose[heading.end : self.row_of(index + 1)]))
        return tuple(sums)

    @once
    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        headings = self.headings
        # A page that sections hold must not hold them: such a circle waits in memory for the collector.
        bare = Page(self.text, self.kind)
        vars(bare).update(vars(self))
        following = [len(headings)] * (BOLD_LEVEL + 1)
        sections: list[Section] = []
        for index in range(len(headings) - 1, -1, -1):
            level = headings[index].level
            sections.append(Section(bare, index, min(following[: level + 1])))
            following[level] = index
        return tuple(reversed(sections))

    @once
    def tasks(self) -> tuple[Task, ...]:
        """All task items in order."""
        if "[" not in self.prose:
            return ()
        found = pattern(rf"[\r\n][ \t]*({_ITEM}\[([ xX])\])[ \t]++([^\r\n]*\S)").finditer("\n" + self.prose)
        return tuple(Task(self, match) for match in found)

    @once
    def links(self) -> tuple[Link, ...]:
        """All relative links in order, images and link definitions included."""
        if "]" not in self.prose:
            return ()
        found = (self._link(match) for match in pattern(f"(?m){_LINK}").finditer(self.prose))
        return tuple(link for link in found if link is not None)

    def row_of(self, index: int) -> int:
        """Give where the line of a heading starts, the end of the text for the one after the last."""
        return self.headings[index].row if index < len(self.headings) else len(self.prose)

    def is_filled(self, index: int) -> bool:
        """Tell whether there is a word under a heading, before the next one."""
        text = self.prose[self.headings[index].end : self.row_of(index + 1)]
        return self._count(text) > 0 if self.kind == "html" else pattern(_WORD).search(text) is not None

    def _link(self, match: re.Match[str]) -> Link | None:
        group = 2 if match[3] is None else 3
        target, start, end = match[group], match.start(group), match.end(group)
        if target.startswith("<"):
            target, start, end = target[1:-1], start + 1, end - 1
        path = target.partition("#")[0].partition("?")[0]
        if not path or path[0] == "/" or pattern(r"[A-Za-z][A-Za-z0-9+.-]*:").match(path):
            return None
        if "%" in path:
            from urllib.parse import unquote

            path = unquote(path)
        return Link(text=match[1] or "", path=path, span=self.lines.span(start, end))

    def _count(self, text: str) -> int:
        if self.kind == "html":
            text = pattern(r"<[^<>]*>").sub(" ", text)
        return len(pattern(_WORD).findall(text))


def _blank(text: str, stretches: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> str:
    """Replace stretches by blanks, their line ends kept."""
    parts: list[str] = []
    done = 0
    for start, end in stretches:
        parts += (text[done:start], pattern(r"[^\r\n]").sub(" ", text[start:end]))
        done = end
    return "".join((*parts, text[done:]))


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Find fenced code blocks; one that is never closed lasts to the end."""
    opening: re.Match[str] | None = None
    for fence in pattern(r"(?m)^[ \t>]*(`{3,}|~{3,})([^\r\n]*)").finditer(text):
        if opening is None:
            opening = None if "`" in fence[2] and fence[1][0] == "`" else fence
        elif fence[1].startswith(opening[1]) and not fence[2].strip():
            yield opening.start(), fence.end()
            opening = None
    if opening is not None:
        yield opening.start(), len(text)
