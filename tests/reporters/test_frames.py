"""Source frames."""

from __future__ import annotations

import pytest

from projguard.model.finding import Location
from projguard.model.source import TextLines
from projguard.reporters.frames import Frames, Underline
from projguard.reporters.terminal import columns

LONG = (
    "  - {id: clip, title: Ролик 30 секунд, kind: video, stream: production, owner: petr, due: 2027-01-06, note: нет}"
)


@pytest.mark.parametrize(
    ("line", "part", "drawn"),
    [
        ("due: 2027-01-06", "2027-01-06", ["   1 | due: 2027-01-06", "     |      ^^^^^^^^^^"]),
        ("имя: Ёж", "Ёж", ["   1 | имя: Ёж", "     |      ^^"]),
        ("名前: 東京, due: x", "x", ["   1 | 名前: 東京, due: x", "     |                  ^"]),
        ("a: 🎬 clip", "clip", ["   1 | a: 🎬 clip", "     |       ^^^^"]),
        ("a: e\u0301t\u00e9 b", "b", ["   1 | a: e\u0301t\u00e9 b", "     |        ^"]),
        ("a: \x1b[2J b", "b", ["   1 | a: \\x1b[2J b", "     |            ^"]),
        ("\ta: b", "b", ["   1 | \\ta: b", "     |      ^"]),
        ("a: \u202eb", "b", ["   1 | a: \\u202eb", "     |          ^"]),
        ("a: ##[x] b", "b", ["   1 | a: #\\x23[x] b", "     |             ^"]),
        (
            LONG,
            "2027-01-06",
            [
                "   1 |   - {id: clip, ..., owner: petr, due: 2027-01-06, ...",
                "     |                                       ^^^^^^^^^^",
            ],
        ),
        (
            LONG,
            "Ролик 30 секунд",
            [
                "   1 |   - {id: clip, title: Ролик 30 секунд, kind: video...",
                "     |                       ^^^^^^^^^^^^^^^",
            ],
        ),
        (
            "a: " + "x" * 200,
            "x" * 200,
            [
                "   1 | a: " + "x" * 47 + "...",
                "     |    " + "^" * 47,
            ],
        ),
        (
            "y" * 100 + " " + "x" * 200,
            "x" * 200,
            [
                "   1 | " + "y" * 17 + "..." + "x" * 30 + "...",
                "     | " + " " * 20 + "^" * 30,
            ],
        ),
    ],
)
def test_place_in_a_line(line: str, part: str, drawn: list[str]) -> None:
    """Carets stand below the place in columns, whatever stands before it; a long line is cut around it."""
    start = line.rindex(part)
    place = located(line, start, start + len(part))
    assert list(Frames({"a.yaml": line}).draw([Underline(place, "^")], 60)) == drawn
    assert max(map(columns, drawn)) <= 60


def test_several_places() -> None:
    """Places of one line share it, another file is named, and what is not known is left out."""
    text = "a: 1\r\nb: {c: 2, d: 3}\r\n"
    other = "# Бриф\n"
    underlines = [
        Underline(located(text, 9, 10), "^"),
        Underline(located(text, 16, 17), "-", "and here"),
        Underline(located(other, 2, 6, "docs/бриф.md"), "-", "the brief"),
        Underline(located(other, 2, 6, "docs/gone.md"), "-", "no text of this"),
    ]
    assert list(Frames({"a.yaml": text, "docs/бриф.md": other}).draw(underlines, 40)) == [
        "   2 | b: {c: 2, d: 3}",
        "     |    ^",
        "     |           - and here",
        "     docs/бриф.md:1:3",
        "   1 | # Бриф",
        "     |   ---- the brief",
        "     docs/gone.md:1:3",
    ]


def test_place_of_several_lines() -> None:
    """Of a place that goes on, the first line is shown; an empty place is one caret."""
    text = "a:\n  - b\n  - c\n"
    assert list(Frames({"a.yaml": text}).draw([Underline(located(text, 5, 12), "^")], 40)) == [
        "   2 |   - b",
        "     |   ^^^",
    ]
    assert list(Frames({"a.yaml": text}).draw([Underline(located(text, 0, 0), "^")], 40)) == ["   1 | a:", "     | ^"]


def located(text: str, start: int, end: int, path: str = "a.yaml") -> Location:
    """Make a location of two offsets."""
    return Location(path=path, span=TextLines(text).span(start, end), key_path=())
