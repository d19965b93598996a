"""What people read of an evidence text: without front matter, code and comments, by lines, headings and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from projguard.model.once import once
from projguard.model.source import TextLines
from projguard.reading.front_matter import FrontMatter, read_front_matter
from projguard.reading.headings import Heading, find_headings, marked_headings, pattern

_LETTER = r"[^\W_]"
_WORD = rf"{_LETTER}\S*"
"""A word from its first letter or digit on."""
_LETTERS = 8
"""Characters of a word, the blank after it included: more than most have."""
_MOST_HEADINGS = 10_000


class Prose:
    """The readable part of one text; everything is worked out when it is first asked for."""

    def __init__(self, source: str, kind: str) -> None:
        self.source = source
        self.kind = kind

    @once
    def lines(self) -> TextLines:
        """The line starts of the text."""
        return TextLines(self.source)

    @once
    def front_matter(self) -> FrontMatter | None:
        """The YAML block at the start of the text, None where there is none."""
        return read_front_matter(self.source)

    @once
    def prose(self) -> str:
        """The text with front matter, fenced code and comments blanked out, every other character in its place."""
        text = self.source
        if text.startswith("---") and self.front_matter is not None:
            text = _blank(text, [(0, self.front_matter.end)])
        # One sign is looked for at a small part of what several cost.
        if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):
            text = _blank(text, _fences(text))
        if "<" in text and "<!--" in text:
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
    def headings(self) -> tuple[Heading, ...]:
        """All headings in order, as far as anybody would read them."""
        found = marked_headings(self.prose) if self.kind == "markdown" else find_headings(self.rows, self.kind)
        return tuple(islice(found, _MOST_HEADINGS))

    @once
    def words(self) -> int:
        """Number of words, those of headings included."""
        return self._count(self.prose)

    def has_words(self, least: int) -> bool:
        """Tell whether there are so many words at least; of a long text the beginning mostly says it."""
        most = least * _LETTERS
        is_long = len(self.prose) > most and self.kind != "html"
        return (is_long and self._count(self.prose[:most]) >= least) or self.words >= least

    def words_under(self, index: int) -> int:
        """Count the words under a heading, before the next one."""
        return self._count(self._below(index))

    def row_of(self, index: int) -> int:
        """Give where the line of a heading starts, the end of the text for the one after the last."""
        return self.headings[index].row if index < len(self.headings) else len(self.prose)

    def is_filled(self, index: int) -> bool:
        """Tell whether there is a word under a heading, before the next one."""
        if self.kind == "html":
            return self.words_under(index) > 0
        return pattern(_LETTER).search(self.prose, self.headings[index].end, self.row_of(index + 1)) is not None

    @property
    def has_empty_sections(self) -> bool:
        """Tell whether there is a heading under which nothing but further headings follows."""
        # What stands deeper right below a heading is a part of its section, and is looked at in its turn.
        levels = [*[heading.level for heading in self.headings], 0]
        lasts = [at for at in range(len(levels) - 1) if levels[at] >= levels[at + 1]]
        return not all(map(self.is_filled, lasts))

    def _below(self, index: int) -> str:
        return self.prose[self.headings[index].end : self.row_of(index + 1)]

    def _count(self, text: str) -> int:
        if self.kind == "html":
            text = pattern(r"<[^<>]*>").sub(" ", text)
        words = text.split()
        # Nearly all begin with a letter, which is seen sooner than a word is found.
        odd = [word for word in words if not word[0].isalnum()]
        return len(words) - len(odd) + (len(pattern(_WORD).findall(" ".join(odd))) if odd else 0)


def _blank(text: str, stretches: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> str:
    """Replace stretches by blanks, their line ends kept."""
    parts: list[str] = []
    done = 0
    for start, end in stretches:
        parts += (text[done:start], "\n".join(map(_blanks, text[start:end].split("\n"))))
        done = end
    return "".join((*parts, text[done:]))


def _blanks(line: str) -> str:
    return " " * len(line) if "\r" not in line else pattern(r"[^\r]").sub(" ", line)


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
