"""What evidence documents say: usable or not, which parts they cover, of which day they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from projguard.project.dates import read_date
from projguard.reading.evidence import EvidenceFile
from projguard.reading.markdown import Section

DATE_KEYS = ("updated", "updated_on", "last_reviewed_on", "date")
"""Fields of a front matter that tell of which day a document is, the first that it has."""
UNUSABLE = {
    "missing": "no_file",
    "outside": "outside",
    "refused": "outside",
    "directory": "unreadable",
    "special": "unreadable",
    "unreadable": "unreadable",
    "empty": "empty",
    "not_utf8": "encoding",
}
"""Why the contents of a file cannot be judged, by its state."""


class Part(NamedTuple):
    """One part that a document should have, and the section that covers it."""

    name: str
    section: Section | None


def unusable(file: EvidenceFile) -> str:
    """Say why a document is no evidence: no_file, outside, unreadable, empty or encoding; empty text where it is."""
    return UNUSABLE.get(file.state, "")


def is_text(file: EvidenceFile) -> bool:
    """Tell whether the contents can be judged."""
    return file.state == "ok" and not file.binary


def covered(file: EvidenceFile, groups: Mapping[str, Sequence[str]]) -> tuple[Part, ...]:
    """Find for each group of headings the first section whose title holds one of its words."""
    titles = _titles(file)
    sections = file.page.sections
    parts = []
    for name, words in groups.items():
        found = [at for at in map(titles.find, folded_words(tuple(words))) if at >= 0]
        # No title holds the end of a line: before a word stand as many as sections before the one that holds it.
        parts.append(Part(name, sections[titles.count("\r", 0, min(found))] if found and sections else None))
    return tuple(parts)


def uncovered(file: EvidenceFile, groups: Mapping[str, Sequence[str]]) -> list[str]:
    """Name the groups of headings that no title covers, where nobody asks which one does."""
    titles = _titles(file)
    if not titles and not file.page.titles:
        return list(groups)
    return [name for name, words in groups.items() if not is_hinted(titles, folded_words(tuple(words)))]


def declared_date(file: EvidenceFile) -> date | None:
    """Read the day of a document off its front matter."""
    front = file.page.front_matter if file.text.startswith("---") and is_text(file) else None
    said = [front.data.get(key) for key in DATE_KEYS] if front else []
    return next((day for value in said if value and (day := read_date(str(value)).value)), None)


def _titles(file: EvidenceFile) -> str:
    return folded("\r".join(file.page.titles))


def folded(text: str) -> str:
    """Fold case and ё, so that words can be compared."""
    return text.casefold().replace("ё", "е")


@lru_cache(maxsize=256)  # words of cards, the same for all projects of a run
def folded_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Fold the words of a card."""
    return tuple(folded(word) for word in words)


@lru_cache(maxsize=64)  # likewise
def hints_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Fold the words of a card and leave out those that hold another: a text without the rest holds none of them."""
    known = dict.fromkeys(folded_words(words))
    return tuple(word for word in known if not any(other in word for other in known if other != word))


def is_hinted(wording: str, hints: Iterable[str]) -> bool:
    """Tell whether a folded text holds a word; a few searches of the whole cost less than one for any of them."""
    return any(map(wording.__contains__, hints))


def dates_of(files: Sequence[EvidenceFile]) -> Iterator[date]:
    """Give the days that documents declare."""
    return (day for file in files if (day := declared_date(file)))
