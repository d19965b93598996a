"""What evidence documents say: usable or not, which parts they cover, of which day they are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
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
    sections = [(folded(section.title), section) for section in file.page.sections]
    wanted = {name: [folded(word) for word in words] for name, words in groups.items()}
    return tuple(
        Part(name, next((s for title, s in sections if any(word in title for word in words)), None))
        for name, words in wanted.items()
    )


def declared_date(file: EvidenceFile) -> date | None:
    """Read the day of a document off its front matter."""
    front = file.page.front_matter if is_text(file) else None
    if front is None:
        return None
    return next((day for key in DATE_KEYS if (day := read_date(str(front.data.get(key) or "")).value)), None)


def folded(text: str) -> str:
    """Fold case and ё, so that words can be compared."""
    return text.casefold().replace("ё", "е")


def dates_of(files: Sequence[EvidenceFile]) -> Iterator[date]:
    """Give the days that documents declare."""
    return (day for file in files if (day := declared_date(file)))
