from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from projguard.project.placeholders import Placeholders
from projguard.project.wording import Sought, Wording
from projguard.reading.evidence import Evidence, EvidenceFile

MARKS = Placeholders(
    {
        "strong": ["TBD", "???", "lorem ipsum", "ёлка"],
        "slots": ["<>", "{{}}"],
        "weak": ["-", "...", "N/A", "позже", "пока нет", "ещё"],
        "weak_words": 3,
    }
)
SOUGHT = Sought()
PIECES = [
    *(
        "TBD",
        "tbd",
        "???",
        "Lorem  ipsum",
        "lorem ipsum",
        "-",
        "...",
        "….",
        "n/a",
        "Позже",
        "пока нет",
        "Ещё",
        "ЁЛКА",
        "ещё",
    ),
    *(
        " ",
        "  ",
        "\t",
        "\xa0",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "|",
        "# A\n",
        "## B",
        "**C**\n",
        ".",
        "!",
        "<имя>",
        "{{x}}",
        "слово",
    ),
    *("<!-- x -->", "<!--", "-->", "```\n", "~~~", "---\n", "a: 1\n", "<script>", "</script>", "<h2>D</h2>", "=====\n"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(TEXTS, st.sampled_from(["markdown", "text", "rst", "html", "csv"]))
def test_no_page_with_a_placeholder_is_passed_over(text: str, kind: Any) -> None:
    """Whatever is found in a page by itself is foretold by one look at the texts of all pages."""
    file = EvidenceFile(path="a", state="ok", kind=kind, text=text)
    seen = Evidence({"a": file, "b": EvidenceFile(path="b", state="ok", kind="markdown", text="B")}).texts()
    assert MARKS.may_be_in(Wording(seen, SOUGHT)) or not list(MARKS.in_file(file))


@given(st.lists(TEXTS, max_size=3))
def test_no_value_with_a_placeholder_is_passed_over(values: list[str]) -> None:
    """Whatever is found in a value by itself is foretold by one look at all values."""
    assert MARKS.may_be_among(Wording(values, SOUGHT)) or not any(map(MARKS.in_value, values))


def test_sound_texts_are_passed_over() -> None:
    """Texts without any mark are told from others at once, whatever signs they hold."""
    texts = ["# A\n\n- один\n- два...\n\n| a | b |\n|---|---|\n| пока нет срока | c |\n", "позже решим", ""]
    assert not MARKS.may_be_in(Wording(texts, SOUGHT))
    assert not MARKS.may_be_among(Wording(texts, SOUGHT))
