"""Placeholders: what stands in a field or a file until somebody answers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from projguard.model.once import once
from projguard.model.rule import Params
from projguard.project.documents import folded, hints_of, is_hinted
from projguard.project.wording import Wording
from projguard.reading.evidence import EvidenceFile

_MARKS = ".!?…"
"""What may follow a weak word."""
_CELL_RULER = r"[\s|:+-]*"
_SLOTS = {
    # Starts with a letter and ends without a blank, so that neither "a < b" nor a mailbox or a link is one.
    "<>": r"(?<!\w)<(?![^<>\n]*(?:@|://))[^\W\d_](?:[^<>\n]{0,58}[^\s<>])?>",
    "{{}}": r"\{\{[^{}\n]{1,60}\}\}",
}
"""Slots of a template by the name that a card gives them."""
NO_MARKS: Params = {"strong": (), "weak": (), "slots": (), "weak_words": 0}


class Mark(NamedTuple):
    """One placeholder in a text: what it is, and where."""

    text: str
    start: int
    end: int


class Placeholders:
    """What counts as a placeholder, by the parameters of a card; without any, nothing does."""

    def __init__(self, params: Params = NO_MARKS) -> None:
        self._params = params

    @once
    def _strong(self) -> re.Pattern[str]:
        words = sorted(self._params["strong"], key=len, reverse=True)
        return re.compile("|".join(self._bounded(word) for word in words), re.IGNORECASE)

    @once
    def _slots(self) -> re.Pattern[str]:
        known = [_SLOTS[name] for name in self._params["slots"] if name in _SLOTS]
        return re.compile("|".join(known) or r"(?!)")

    @once
    def _hints(self) -> tuple[str, ...]:
        """What a folded text holds that holds a strong mark, looked for at a fraction of the cost."""
        return hints_of(tuple(self._params["strong"]))

    @once
    def _longest(self) -> int:
        """Characters of the longest weak word, with room for blanks and a full stop around it."""
        return max(map(len, self._params["weak"]), default=0) + 8

    @once
    def _weak(self) -> frozenset[str]:
        return frozenset(_bare(word) for word in self._params["weak"])

    @once
    def _weak_line(self) -> re.Pattern[str]:
        """Match what a folded text holds in which a weak word is a whole line."""
        words = "|".join(map(re.escape, filter(None, self._weak))) or r"(?!)"
        # Blanks of one line at a time, so that many empty lines cost no more than their number.
        return re.compile(rf"\n[^\S\n]*+(?:{words})[^\S\n]*+[{_MARKS}]*+[^\S\n]*+\n")

    def fits(self, params: Params) -> bool:
        """Tell whether these are the marks of a card's parameters."""
        return self._params == params

    def in_value(self, value: str) -> str:
        """Give the placeholder that a manifest's value is or holds; empty where it is none."""
        if is_hinted(folded(value), self._hints) and (found := self._strong.search(value)):
            return found[0] if len(value) > 60 else value.strip()
        if ("<" in value or "{{" in value) and (slot := self._slots.search(value)):
            return slot[0]
        return value.strip() if self.is_weak(value) else ""

    def may_be_among(self, values: Wording) -> bool:
        """Tell whether one of many values may be or hold a placeholder."""
        text = values.text
        return "<" in text or "{{" in text or values.holds(self._hints) or self._may_be_weak(text)

    def may_be_in(self, texts: Wording) -> bool:
        """Tell whether one of many texts may hold a placeholder."""
        # A whole section or a whole cell stands alone between line ends and bars.
        return texts.holds(self._hints) or self._may_be_weak(texts.text.replace("|", "\n").replace("\r", "\n"))

    def is_weak(self, text: str) -> bool:
        """Tell whether a whole text is nothing but a weak word."""
        if len(text) > self._longest or not text.strip() or len(text.split()) > self._params["weak_words"]:
            return False
        return _bare(text) in self._weak

    def in_file(self, file: EvidenceFile) -> Iterator[Mark]:
        """Find placeholders of a text: strong marks anywhere, weak words as a whole table cell or section."""
        prose = file.page.prose
        if is_hinted(folded(prose), self._hints):
            for found in self._strong.finditer(prose):
                yield Mark(found[0], found.start(), found.end())
        if "|" in prose:
            yield from self._cells(file)
        for section in file.page.sections:
            if 0 < len(section.body) < 200 and self.is_weak(section.body):
                start = section.start + len(section.body) - len(section.body.lstrip())
                yield Mark(section.body.strip(), start, start + len(section.body.strip()))

    def _cells(self, file: EvidenceFile) -> Iterator[Mark]:
        for start, row in file.page.rows:
            if row.count("|") < 2 or re.fullmatch(_CELL_RULER, row):
                continue
            at = start
            for cell in row.split("|"):
                if self.is_weak(cell):
                    begin = at + len(cell) - len(cell.lstrip())
                    yield Mark(cell.strip(), begin, begin + len(cell.strip()))
                at += len(cell) + 1

    def _may_be_weak(self, text: str) -> bool:
        """Tell whether a weak word may be a whole line of a folded text; a false alarm costs no more than a closer look."""
        return self._weak_line.search(text) is not None

    def _bounded(self, word: str) -> str:
        start = r"(?<!\w)" if word[0].isalnum() else ""
        end = r"(?!\w)" if word[-1].isalnum() else ""
        return f"{start}{re.escape(word)}{end}"


def _bare(text: str) -> str:
    return _bared(folded(text).strip())


def _bared(stripped: str) -> str:
    return stripped.rstrip(_MARKS).rstrip() or stripped
