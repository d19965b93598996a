"""Placeholders: what stands in a field or a file until somebody answers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from projguard.model.once import once
from projguard.model.rule import Params
from projguard.project.documents import folded
from projguard.reading.evidence import EvidenceFile

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
    def _hints(self) -> re.Pattern[str]:
        """Find in a text in lower case what may be a strong mark, at a fraction of the cost."""
        return re.compile("|".join(re.escape(word.casefold()) for word in self._params["strong"]) or r"(?!)")

    @once
    def _longest(self) -> int:
        """Characters of the longest weak word, with room for blanks and a full stop around it."""
        return max(map(len, self._params["weak"]), default=0) + 8

    @once
    def _weak(self) -> frozenset[str]:
        return frozenset(_bare(word) for word in self._params["weak"])

    def fits(self, params: Params) -> bool:
        """Tell whether these are the marks of a card's parameters."""
        return self._params == params

    def in_value(self, value: str) -> str:
        """Give the placeholder that a manifest's value is or holds; empty where it is none."""
        if self._hints.search(value.lower()) and (found := self._strong.search(value)):
            return found[0] if len(value) > 60 else value.strip()
        if ("<" in value or "{{" in value) and (slot := self._slots.search(value)):
            return slot[0]
        return value.strip() if self.is_weak(value) else ""

    def may_be_among(self, values: Iterable[str], wording: str) -> bool:
        """Tell whether one of many values may be or hold a placeholder; ``wording`` are all of them in lower case."""
        slots = "<" in wording or "{{" in wording
        return slots or self._hints.search(wording) is not None or self._may_be_weak(values)

    def may_be_in(self, texts: Sequence[str], wording: str) -> bool:
        """Tell whether one of many texts may hold a placeholder; ``wording`` are all of them in lower case."""
        # A whole section or a whole cell stands alone between line ends and bars.
        pieces = "\n".join(texts).replace("|", "\n").replace("\r", "\n").split("\n")
        return self._hints.search(wording) is not None or self._may_be_weak(pieces)

    def is_weak(self, text: str) -> bool:
        """Tell whether a whole text is nothing but a weak word."""
        if len(text) > self._longest or not text.strip() or len(text.split()) > self._params["weak_words"]:
            return False
        return _bare(text) in self._weak

    def in_file(self, file: EvidenceFile) -> Iterator[Mark]:
        """Find placeholders of a text: strong marks anywhere, weak words as a whole table cell or section."""
        prose = file.page.prose
        if self._hints.search(prose.lower()):
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

    def _may_be_weak(self, pieces: Iterable[str]) -> bool:
        """Tell whether a weak word may be among pieces of text, folding all short ones at once."""
        short = {piece for piece in pieces if 0 < len(piece) <= self._longest}
        return not self._weak.isdisjoint([_bared(line) for line in folded("\n".join(short)).split("\n")])

    def _bounded(self, word: str) -> str:
        start = r"(?<!\w)" if word[0].isalnum() else ""
        end = r"(?!\w)" if word[-1].isalnum() else ""
        return f"{start}{re.escape(word)}{end}"


def _bare(text: str) -> str:
    return _bared(folded(text))


def _bared(text: str) -> str:
    stripped = text.strip()
    return stripped.rstrip(".!?…").strip() or stripped
