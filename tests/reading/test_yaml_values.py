"""Manifests that are read: what the values mean, and where each of them stands."""

from __future__ import annotations

import random
from typing import Any

import pytest

from projguard.model.limits import Limits
from projguard.model.source import Document, KeyPath
from projguard.project.cursor import Cursor
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document, read_tree

SEED = 20261123
STYLES = ("single", "double", "plain")


def read(text: str) -> Document:
    """Read a text as a manifest's file."""
    return read_document(text.encode(), "projguard.yaml", Limits())


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("NO", "NO"), ("y", "y"),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("010", 10), ("0123", 123), ("0o17", 15), ("0x1F", 31), ("12:30", "12:30"), ("09:00", "09:00"), ("1:30:00", "1:30:00"),
        ("1_000", 1000), ("450_000.50", 450_000.5), ("1__0", "1__0"), ("1_00", "1_00"), ("450 000", "450 000"), ("450,000", "450,000"),
        ("1,5", "1,5"), ("1.20", 1.2), (".5", 0.5), ("-3", -3), ("+79161234567", 79161234567), ("1e3", 1000.0),
        ("1e400", "1e400"), (".inf", ".inf"), (".nan", ".nan"), ("NaN", "NaN"), ("9" * 5000, "9" * 5000), ("0." + "1" * 5000, 1 / 9),
        ("2026-12-04", "2026-12-04"), ("2026-02-30", "2026-02-30"), ("05.12.2026", "05.12.2026"), ("5.12", 5.12),
        ("'010'", "010"), ('"null"', "null"), ("Проект #5", "Проект"), ("C#", "C#"),
        ("10:00-19:00", "10:00-19:00"), ("https://x.example/#a", "https://x.example/#a"), ("=", "="), ("<<", "<<"),
    ],
)  # fmt: skip
def test_scalars_mean_what_was_typed(typed: str, value: object) -> None:
    """YAML 1.2 holds: yes and no are text, a day and an hour are text, a leading zero is no octal number."""
    document = read(f"a: {typed}\nb: 1\n")
    assert document.data == {"a": value, "b": 1}
    assert type(document.data["a"]) is type(value)
    assert document.source_of(("a",)) == typed.partition(" #")[0]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("\ufeffa: 1\n", {"a": 1}),
        ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
        ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
        ("a: 1\nb: 2\r\nc: 3\r", {"a": 1, "b": 2, "c": 3}),
        ("%YAML 1.2\n---\na: 1\n...\n", {"a": 1}),
        ("--- # start\na: 1\n", {"a": 1}),
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: !!str 5\nb: ! 5\nc: !!int 7\n", {"a": "5", "b": "5", "c": 7}),
        ('{"a": 1, "b": [true, null]}', {"a": 1, "b": [True, None]}),
        ("{at: 19:00, url: https://x.example, after: после 19:00}", {"at": "19:00", "url": "https://x.example", "after": "после 19:00"}),
        ("a: b\u00a0c\n", {"a": "b\u00a0c"}),
        ("a: 👩‍👩‍👧 emoji\n", {"a": "👩‍👩‍👧 emoji"}),
        ("название: Сайт\nx_заметка: да\n", {"название": "Сайт", "x_заметка": "да"}),
        ("a: 日本語 / العربية / עברית\n", {"a": "日本語 / العربية / עברית"}),
        ("a: left\u202eright\n", {"a": "left\u202eright"}),
        ('a: "x\\u0085\\0"\n', {"a": "x\x85\x00"}),
        ("1: a\ntrue: b\n", {"1": "a", "true": "b"}),
        ('"<<": 1\n', {"<<": 1}),
        ("a:\tb\t# c\nd: x\ty \t\ne\t: [1,\t2]\n", {"a": "b", "d": "x\ty", "e": [1, 2]}),
        ("a: one\n  \ttwo\n\n  three\n", {"a": "one two\nthree"}),
        ("a:\n- b\n- c\nd: >-\n  one\n  two\n", {"a": ["b", "c"], "d": "one two"}),
    ],
)  # fmt: skip
def test_texts_that_are_read(text: str, data: dict[str, Any]) -> None:
    """Marks, line ends, scripts, anchors and JSON are read as they are meant, by both parsers alike."""
    assert read(text).data == data
    assert read_document(text.encode(), "projguard.yaml", Limits(), pure=True).data == data


def test_a_byte_order_mark_shifts_no_column() -> None:
    """The first key stands in the first column whether or not the file begins with a mark."""
    for text in ("a: 1\n", "\ufeffa: 1\n"):
        document = read(text)
        assert document.bom == text.startswith("\ufeff")
        assert document.span_of(("a",), "key").start == (0, 0, 0)
        assert document.text == "a: 1\n"


def test_lines_end_with_line_feeds_and_carriage_returns_only() -> None:
    """A no-break space or a form of paragraph in quotes ends no line; LF, CRLF and CR do, also mixed."""
    document = read('a: "x\\u2028y"\r\nb: 1\rc: 1\n\nd: 1')
    assert [document.span_of((key,), "key").start.line for key in "abcd"] == [0, 1, 2, 4]


def test_aliases_point_at_their_anchors() -> None:
    """A value reached through an alias stands where it was written, and says that it is an alias."""
    document = read("a: &x\n  b: [1, 2]\nc: *x\n")
    assert document.source_of(("c", "b", 1)) == "2"
    assert document.nodes["c",].style == document.nodes["c", "b", 1].style == "alias"
    assert document.nodes["a", "b", 1].style == "plain"


def test_collections_end_with_their_last_value() -> None:
    """A block ends after its last value, not after the blank lines and comments that follow."""
    document = read("a:\n  b: 1\n\n# about c\nc:\n  - d\n\n\n")
    assert document.source_of(("a",)) == "b: 1"
    assert document.source_of(("c",)) == "- d"


def test_nothing_stands_after_its_colon() -> None:
    """An empty value stands right after the colon, or after a key that has none."""
    document = read("a:   # later\nb: {c: , d}\n? e\n:\nf:\n\n")
    places = {path: document.nodes[path].start for path in (("a",), ("b", "c"), ("b", "d"), ("e",), ("f",))}
    assert places == {("a",): 2, ("b", "c"): 19, ("b", "d"): 23, ("e",): 30, ("f",): 33}


def test_properties_are_left_out_of_a_value() -> None:
    """An anchor or a tag belongs to no value's text."""
    document = read("a: &x b\nc: !!str 5\nd: &y !!map\n  e: 1\nf: !!str &z 2\n")
    assert [document.source_of((key,)) for key in "acdf"] == ["b", "5", "e: 1", "2"]


def test_missing_fields_have_a_place() -> None:
    """A missing field is shown at its parent's key, in an item at its first key, in braces at the braces."""
    document = read("# c\na:\n  b: 1\nlist:\n  - x: 1\n    y: 2\nflow: {k: 1}\nempty:\n")
    places = {
        ("a", "z"): "a",
        ("list", 0, "z"): "x",
        ("flow", "z"): "{k: 1}",
        ("z",): "a",
        ("empty", "z"): "empty",
        ("z", "y"): "a",
    }
    assert {path: cut(document, path) for path in places} == places


def test_comments_are_kept_with_their_places() -> None:
    """Every comment is known with its offset; a hash sign in a value or in quotes starts none."""
    document = read("# one\na: b # two\nc: 'x # y'\nd: | # three\n  # text\ne: C#\n#four")
    assert [(comment.text, comment.own_line) for comment in document.comments] == [
        ("# one", True), ("# two", False), ("# three", False), ("#four", True),
    ]  # fmt: skip
    assert all(document.text.startswith(comment.text, comment.start) for comment in document.comments)


def test_each_span_reads_back_to_its_value(texts: dict[str, str]) -> None:
    """The text of every scalar, read alone, gives its value again; every key's text gives its key."""
    scalars = keys = 0
    for text in texts.values():
        try:
            document = read(text)
        except Unreadable:
            continue
        for path, node in document.nodes.items():
            value = document.value(path)
            if node.style in STYLES and not isinstance(value, dict | list):
                assert alone(document.text[node.start : node.end]) == value, path
                scalars += 1
            if node.key_start >= 0:
                assert str(alone(document.text[node.key_start : node.key_end])) == path[-1]
                keys += 1
    assert scalars > 1000
    assert keys > 1000


def test_spans_hold_after_values_are_replaced(texts: dict[str, str]) -> None:
    """Another value written into a scalar's span is read there, and nothing else changes."""
    generator = random.Random(SEED)  # noqa: S311 - a fixed sequence, no secret
    text = texts["base project"]
    document = read(text)
    scalars = [path for path, node in document.nodes.items() if node.style in STYLES]
    for path in generator.sample(scalars, 60):
        node = document.nodes[path]
        changed = read(f'{text[: node.start]}"новое: значение # здесь"{text[node.end :]}')
        assert changed.value(path) == "новое: значение # здесь"
        assert differing(document.data, changed.data) == 1


def alone(source: str) -> object:
    """Read the source of one scalar; what only a field's context makes plain text stays text."""
    try:
        tree = read_tree(f"k: {source}", Limits())
    except Unreadable:
        return source
    return tree.data["k"] if tree else None


def differing(one: Any, other: Any) -> int:
    """Count the scalars in which two trees of one shape differ."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        return sum(differing(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return sum(differing(*pair) for pair in zip(one, other, strict=True))
    return int(one != other)


def cut(document: Document, path: KeyPath) -> str:
    """Give the text at the place of a path."""
    start, end = document.span_of(path)
    return document.text[start.offset : end.offset]


@pytest.mark.parametrize("pure", [False, True])
def test_a_document_tells_whether_it_holds_nulls(*, pure: bool) -> None:
    """However they are written, and wherever they stand."""
    values = (
        "a: 1",
        "a: ~",
        "a: null",
        "a: [x, NULL]",
        "a:",
        "{a, b: 1}",
        'a: !!null ""',
        "a: &x\nb: *x",
        'a: "null ~"',
    )
    told = [read_document(text.encode(), "projguard.yaml", Limits(), pure=pure).has_nulls for text in values]
    assert told == [False, True, True, True, True, True, True, True, False]


@pytest.mark.parametrize("typed", ["0", "7", "-3", "150000", "9" * 18, "&a 5", "1.50", "2026-12-04", "+1e3", "'007'"])
def test_usual_numbers_are_told_by_their_value(typed: str) -> None:
    """A whole number that Python writes as it was typed needs no look at the text."""
    assert not read(f"a: {typed}\nb: 1\n").odd_numbers


@pytest.mark.parametrize("typed", ["00", "-0", "007", "+5", "1_000", "0x1F", "0o17", "&a 007", '!!int "5"', "-05"])
def test_odd_numbers_are_known(typed: str) -> None:
    """A document in which a whole number is typed otherwise says so, and a cursor gives the number as typed."""
    document = read(f"a: {typed}\nb: 1\n")
    assert document.odd_numbers
    assert Cursor(document)["a"].text() == typed.rsplit(maxsplit=1)[-1]
