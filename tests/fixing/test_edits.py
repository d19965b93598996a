"""Edits of a document: what is meant changes, and nothing else does."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from projguard.fixing.apply import apply_edits, apply_groups
from projguard.fixing.house_style import House
from projguard.fixing.intents import Intent, PutValue, Remove, carried_out, edit_for
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.removing import remove_comment
from projguard.fixing.verify import edited, is_same, with_value
from projguard.fixing.yaml_source import Block, block_source, row_source
from projguard.model.edit import Edit
from projguard.model.limits import Limits
from projguard.model.problem import RenameKey, SetValue
from projguard.model.source import Document, KeyPath
from projguard.reading.yaml_document import read_document

ROOT = Path(__file__).parents[2]
MANIFESTS = sorted([*ROOT.glob("sample_projects/*/projguard.yaml"), ROOT / "tests" / "base_project" / "projguard.yaml"])
LIMITS = Limits()
LAID_OUT = """\
# Кафе
manifest_version: 1

project: {id: cafe, title: "Кафе «Лотос»"}

# Люди
people:
    anna: {name: Анна Котова}   # ведёт проект
    igor:
        name: Игорь

feedback:   # ждём ответа
open_questions:
- первый
- title: второй   # важно
waivers: []
deliverables:
- id: html
  due: 04.12.2026   # пятница
- {id: clip, due: 5.12.2026}
pricing: {
    budget: 450 000,
    rates: {design: 3000},
}
"""

CHANGES: dict[str, tuple[Intent, str, str]] = {
    "a value, its comment kept": (
        SetValue(("deliverables", 0, "due"), "2026-12-04"),
        "due: 04.12.2026   # пятница",
        "due: 2026-12-04   # пятница",
    ),
    "a value in brackets": (SetValue(("deliverables", 1, "due"), "2026-12-05"), "due: 5.12.2026}", "due: 2026-12-05}"),
    "a key": (RenameKey(("people", "igor", "name"), "title"), "        name: Игорь", "        title: Игорь"),
    "a new key in brackets": (
        PutValue(("people", "anna", "phone"), "+79161234567"),
        "{name: Анна Котова}",
        '{name: Анна Котова, phone: "+79161234567"}',
    ),
    "a new key on a line of its own": (
        PutValue(("people", "igor", "skills"), ["design", "layout"]),
        "        name: Игорь\n",
        "        name: Игорь\n        skills: [design, layout]\n",
    ),
    "a new person, in the steps of this author": (
        PutValue(("people", "vera"), {"name": "Вера", "learning": [{"skill": "smm", "due": "2026-12-31"}]}),
        "        name: Игорь\n",
        "        name: Игорь\n    vera:\n        name: Вера\n        learning:\n        - {skill: smm, due: 2026-12-31}\n",
    ),
    "a key below an empty one, whose comment stays on its line": (
        PutValue(("feedback", "within"), "P2D"),
        "feedback:   # ждём ответа\n",
        "feedback:   # ждём ответа\n    within: P2D\n",
    ),
    "an item, its dash where this author puts it": (
        PutValue(("open_questions", 2), "третий: что с доменом?"),
        "- title: второй   # важно\n",
        '- title: второй   # важно\n- "третий: что с доменом?"\n',
    ),
    "the first item of an empty list": (
        PutValue(("waivers", 0), {"rule": "PG0704"}),
        "waivers: []",
        "waivers: [{rule: PG0704}]",
    ),
    "a key of a mapping whose brackets span lines": (
        PutValue(("pricing", "currency"), "RUB"),
        "    rates: {design: 3000},\n",
        "    rates: {design: 3000},\n    currency: RUB,\n",
    ),
    "a section with the keys that lead to a value": (
        PutValue(("revisions", "agreed", "with"), ["igor"], ("project", "people", "revisions", "feedback")),
        "        name: Игорь\n",
        "        name: Игорь\nrevisions:\n    agreed:\n        with: [igor]\n",
    ),
    "an item less": (Remove(("open_questions", 0)), "- первый\n", ""),
    "a key less on the line of a dash": (Remove(("deliverables", 0, "id")), "- id: html\n  due:", "- due:"),
    "an entry of brackets less": (Remove(("deliverables", 1, "id")), "{id: clip, due:", "{due:"),
    "a last entry, with the key that held it": (
        Remove(("people", "igor", "name")),
        "    igor:\n        name: Игорь\n",
        "",
    ),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_what_it_names(name: str, ending: str) -> None:
    """A change leaves every other byte as it was, whatever ends the lines, with or without a byte order mark."""
    intent, old, new = CHANGES[name]
    text = LAID_OUT.replace("\n", ending)
    document = read(b"\xef\xbb\xbf" + text.encode())
    done = carried_out(document, [intent], LIMITS)
    assert text.count(old.replace("\n", ending)) == 1
    assert done.text == text.replace(old.replace("\n", ending), new.replace("\n", ending))
    assert done.bom


def test_a_text_without_final_newline_stays_without() -> None:
    """A section added at the end of a text that ends without a newline leaves it so."""
    done = carried_out(read("a: 1"), [PutValue(("b", "c"), 2)], LIMITS)
    assert done.text == "a: 1\nb:\n  c: 2"
    assert carried_out(done, [Remove(("b", "c"))], LIMITS).text == "a: 1"


REFUSED: dict[str, tuple[str, Intent, str]] = {
    "through a reference": ("a: &x {b: 1}\nc: *x\n", PutValue(("c", "b"), 2), "alias"),
    "what a reference repeats": ("a: &x {b: 1}\nc: *x\n", PutValue(("a", "b"), 2), "other_values"),
    "over a comment": ("a:\n- 1\n- 2 # why\n", Remove(("a", 1)), "comment"),
    "inside a text": ("a: docs/brief.md\n", PutValue(("a", "file"), "x"), "shape"),
    "beyond the end of a list": ("a: [1]\n", PutValue(("a", 3), 2), "shape"),
    "a name that is taken": ("a: {b: 1, c: 2}\n", RenameKey(("a", "b"), "c"), "taken"),
    "what is not there": ("a: 1\n", SetValue(("b",), "1"), "missing"),
    "source that breaks the text": ("a: 1\n", SetValue(("a",), "{x"), "unreadable"),
    "source that brings a key along": ("a: {b: 1}\n", SetValue(("a", "b"), "2, c: 3"), "other_values"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_harmful_change_is_refused(name: str) -> None:
    """A change that would alter another value, lose a comment or break the text is refused with the reason."""
    text, intent, reason = REFUSED[name]
    with pytest.raises(CannotEdit) as refusal:
        edit_for(read(text), intent, LIMITS)
    assert refusal.value.reason == reason


def test_comments_are_removed_with_their_lines() -> None:
    """A comment of its own line goes with the line, one behind a value goes alone."""
    document = read("# head\na: 1   # one\n  # last")
    expected = {0: "a: 1   # one\n  # last", 1: "# head\na: 1\n  # last", 2: "# head\na: 1   # one"}
    for number, text in expected.items():
        comment = document.comments[number]
        edit = remove_comment(document, comment)
        assert apply_edits(document.text, [edit]) == text
    with pytest.raises(CannotEdit, match="comment"):
        edited(document, [remove_comment(document, document.comments[0])], document.data, LIMITS)


def test_overlapping_groups_wait() -> None:
    """Groups of edits are made whole or wait for the next round; the same edit twice is made once."""
    document = read("abc: 1\n")

    def edit(start: int, end: int, text: str) -> Edit:
        return Edit(document.lines.span(start, end), text)

    done = apply_groups(
        document.text,
        [
            [edit(0, 1, "X")],
            [edit(5, 6, "2"), edit(0, 2, "Y")],
            [edit(5, 6, "3")],
            [edit(5, 6, "3")],
            [edit(1, 1, "z")],
        ],
    )
    assert done == ("Xbc: 3\n", (0, 2, 3), (1, 4))


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates().map(str),
    st.sampled_from(
        ["no", "10:00-19:00", "+79161234567", "x: y", "# no", "- a", "", "~", "1_000", "010", "а # б", "@a"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=20),
)
KEYS = st.text("abcяё_-1 :", min_size=1, max_size=6).filter(lambda key: key.isprintable())
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@settings(max_examples=150, deadline=None)
@given(value=DATA)
def test_data_is_read_back(value: Any) -> None:
    """Whatever is written, in a row or line by line, is read back as it was, by both parsers."""
    house = House(step=3, dash=0)
    rows = f"a: {row_source(value)}\nb: [{row_source(value)}, x]\n"
    lines = f"a:{block_source(value, 0, house)}\nb:{block_source(Block({'k': [value]}), 0, house)}\n"
    for pure in (False, True):
        read_rows = read_document(rows.encode(), "x", LIMITS, pure=pure).data
        assert is_same(read_rows, {"a": value, "b": [value, "x"]})
        read_lines = read_document(lines.encode(), "x", LIMITS, pure=pure).data
        assert is_same(read_lines, {"a": value, "b": {"k": [value]}})


@settings(max_examples=60, deadline=None)
@given(data=st.data(), value=DATA, ending=st.sampled_from(["\n", "\r\n"]))
def test_a_change_anywhere_is_one_edit(data: st.DataObject, value: Any, ending: str) -> None:
    """At any place of any manifest a value is set, added or taken out by one edit, or the change is refused."""
    text = data.draw(st.sampled_from([LAID_OUT, *SAMPLES])).replace("\n", ending)
    document = read(text)
    at = data.draw(st.sampled_from(sorted(places(document), key=str)))
    intents: list[Intent] = [PutValue(at, value), Remove(at), RenameKey(at, "x_новый")]
    intent = data.draw(st.sampled_from(intents))
    before = copy.deepcopy(document.data)
    try:
        edit = edit_for(document, intent, LIMITS)
    except CannotEdit as refusal:
        reason = refusal.reason
        event(reason)
        allowed = {"comment"} if isinstance(intent, PutValue) else {"comment", "missing", "shape"}
        if reason not in allowed:
            pytest.fail(f"{reason}: {intent} in {text}")
        return
    done = carried_out(document, [intent], LIMITS)
    start, end = edit.span.start.offset, edit.span.end.offset
    assert done.text == text[:start] + edit.new_text + text[end:]
    assert is_same(document.data, before)
    if isinstance(intent, PutValue):
        assert is_same(done.data, with_value(before, at, value))


SAMPLES = [path.read_text(encoding="utf-8") for path in MANIFESTS]


def places(document: Document) -> set[KeyPath]:
    """Give every path of a document, and a new one in each of its collections."""
    found = set(document.nodes) - {()}
    for path in document.nodes:
        value = document.value(path)
        if isinstance(value, dict):
            found |= {(*path, "x_new"), (*path, "x_new", 0, "x_deep")}
        elif isinstance(value, list):
            found.add((*path, len(value)))
    return found


def read(text: str | bytes) -> Document:
    """Read a text as a document."""
    return read_document(text.encode() if isinstance(text, str) else text, "projguard.yaml", LIMITS)
