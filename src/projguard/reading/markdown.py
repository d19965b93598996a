"""What an evidence text says: front matter, sections, task items, links and words, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from projguard.model.once import once
from projguard.model.source import Span, TextLines
from projguard.reading.front_matter import FrontMatter
from projguard.reading.headings import Heading, pattern
from projguard.reading.prose import Prose

_LINK = r"\[([^\]\[]*+)\]\(\s*+(<[^<>\n]*+>|[^\s()<>]++(?:\([^\s()]*+\)[^\s()]*+)*+)[^()\n]*+\)"
_LINK_OR_DEFINITION = rf"(?m){_LINK}|^[ ]{{0,3}}\[(?!\^)[^\]\n]++\]:[ \t]*+(\S++)"
_ITEM = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_TASK = rf"[ \t]*({_ITEM}\[([ xX])\])[ \t]++([^\r\n]*\S)"


class Section:
    """A heading and what follows it, up to the next heading of its level or a higher one."""

    __slots__ = ("_first", "_prose", "level", "start", "title")

    def __init__(self, prose: Prose, first: int, heading: Heading) -> None:
        self.level = heading.level
        """1 to 4, or BOLD_LEVEL."""
        self.title = heading.title
        self.start = heading.end
        """Offset of the body in the text."""
        self._prose = prose
        self._first = first

    @property
    def _stop(self) -> int:
        """Index of the next heading of its level or a higher one; no more than five sections hold one heading."""
        headings = self._prose.headings
        return next(
            (at for at in range(self._first + 1, len(headings)) if headings[at].level <= self.level), len(headings)
        )

    @property
    def span(self) -> Span:
        """The title's own text."""
        start = self._prose.headings[self._first].start
        return self._prose.lines.span(start, start + len(self.title))

    @property
    def body(self) -> str:
        """Comments and fenced code blanked out; the headings below this one are part of it."""
        return self._prose.text[self.start : self._prose.row_of(self._stop)]

    @property
    def words(self) -> int:
        """Words of the body, headings not counted."""
        return self._prose.words_before[self._stop] - self._prose.words_before[self._first]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing but further headings follows."""
        is_filled = self._prose.is_filled
        return not (is_filled(self._first) or any(map(is_filled, range(self._first + 1, self._stop))))


class Task:
    """A task item: ``- [ ] text``."""

    __slots__ = ("_found", "_prose")

    def __init__(self, prose: Prose, found: re.Match[str]) -> None:
        self._prose = prose
        self._found = found

    @property
    def ticked(self) -> bool:
        """Tell whether it is marked as done."""
        return self._found[2] != " "

    @property
    def text(self) -> str:
        """Continuation lines joined by spaces."""
        return " ".join((self._found[3].strip(), *self._continuation())).strip()

    @property
    def heading(self) -> str:
        """Title of the heading above it; empty before the first."""
        headings = self._prose.headings
        above = bisect_right(headings, self._found.start(), key=lambda heading: heading.row) - 1
        return headings[above].title if above >= 0 else ""

    @property
    def span(self) -> Span:
        """From the list marker to the end of its first line."""
        # The text was searched with a line break in front, which moves all by one.
        return self._prose.lines.span(self._found.start(1) - 1, self._found.end() - 1)

    def _continuation(self) -> Iterator[str]:
        """Give the lines that go on with the item: directly below, indented deeper, no item themselves."""
        line = self.span.start.line
        indentation = self._found.start(1) - self._found.start() - 1
        starts = self._prose.lines.starts[line + 1 : line + 21]
        for start, end in zip(starts[:19], (*starts[1:], len(self._prose.text)), strict=False):
            row = self._prose.text[start:end].rstrip()
            text = row.lstrip()
            is_item = pattern(rf"{_ITEM}|#").match(text + " ")
            if not text or len(row) - len(text) <= indentation or is_item:
                return
            yield text


class Link:
    """A relative link to a file; links to sites and to places in the page itself are left out."""

    __slots__ = ("_prose", "_target", "path", "text")

    def __init__(self, prose: Prose, text: str, path: str, target: tuple[int, int]) -> None:
        self.text = text
        self.path = path
        """Where it leads from the page's folder, without fragment, percent signs decoded."""
        self._prose = prose
        self._target = target

    @property
    def span(self) -> Span:
        """The target as typed."""
        return self._prose.lines.span(*self._target)


class Page:
    """The contents of one text; everything is worked out when it is first asked for."""

    def __init__(self, text: str, kind: str) -> None:
        self._prose = Prose(text, kind)

    @property
    def lines(self) -> TextLines:
        """The line starts of the text."""
        return self._prose.lines

    @property
    def front_matter(self) -> FrontMatter | None:
        """The YAML block at the start of the text, None where there is none."""
        return self._prose.front_matter

    @property
    def prose(self) -> str:
        """The text with front matter, fenced code and comments blanked out, every other character in its place."""
        return self._prose.text

    @property
    def rows(self) -> tuple[tuple[int, str], ...]:
        """The lines of the prose that hold anything, without trailing blanks, each with the offset of its start."""
        return self._prose.rows

    @property
    def words(self) -> int:
        """Number of words of the prose, headings included."""
        return self._prose.words

    def has_words(self, least: int) -> bool:
        """Tell whether there are so many words at least, which costs less than to count them all."""
        return self._prose.has_words(least)

    @property
    def titles(self) -> list[str]:
        """The titles of all sections in order."""
        return [heading.title for heading in self._prose.headings]

    @once
    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        prose = self._prose
        return tuple([Section(prose, first, heading) for first, heading in enumerate(prose.headings)])

    @property
    def has_empty_sections(self) -> bool:
        """Tell whether there is a section in which nothing but further headings follows."""
        return self._prose.has_empty_sections

    @once
    def tasks(self) -> tuple[Task, ...]:
        """All task items in order."""
        prose = self._prose
        if "[" not in prose.text:
            return ()
        # One sign to begin with is found much faster than one of two.
        line_end = r"[\r\n]" if "\r" in prose.text else r"\n"
        return tuple([Task(prose, match) for match in pattern(line_end + _TASK).finditer("\n" + prose.text)])

    @once
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
        return Link(self._prose, match[1] or "", path, (start, end))
