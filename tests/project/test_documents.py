"""What evidence documents say."""

from __future__ import annotations

import pytest

from projguard.project.documents import covered, uncovered
from projguard.reading.evidence import EvidenceFile

TEXT = """\
# Бриф
## Цели и учёт
Продать дома.
## Goals and deadlines
By spring.
## Сроки
К весне.
"""


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["цели"], "Цели и учёт"),
        (["УЧЕТ"], "Цели и учёт"),
        (["сроки", "deadline"], "Goals and deadlines"),
        (["бриф", "сроки"], "Бриф"),
        (["сроки"], "Сроки"),
        (["учет\ngoals", "учетgoals", "бюджет"], None),
        ([""], "Бриф"),
        ([], None),
    ],
)
def test_a_part_is_covered_by_the_first_title_that_holds_one_of_its_words(words: list[str], title: str | None) -> None:
    """Case and ё do not matter, the order of the words neither; no word reaches over two titles."""
    file = EvidenceFile(path="brief.md", state="ok", kind="markdown", text=TEXT)
    (part,) = covered(file, {"part": words})
    assert (part.section.title if part.section else None) == title
    assert uncovered(file, {"part": words}) == ([] if title else ["part"])


@pytest.mark.parametrize("words", [["цели"], [""]])
def test_a_text_without_headings_covers_nothing(words: list[str]) -> None:
    """Words in running text are no headings."""
    file = EvidenceFile(path="brief.md", state="ok", kind="markdown", text="цели и сроки\n")
    (part,) = covered(file, {"part": words})
    assert part.section is None
    assert uncovered(file, {"part": words}) == ["part"]
