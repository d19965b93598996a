"""Where the cursor is, told from a text that may be half-written."""

from __future__ import annotations

import pytest

from projguard.lsp.cursor import cursor_at

CASES = {
    "top": ("project:\n  id: x\n|", (), "key", ""),
    "below": ("project:\n  |", ("project",), "key", ""),
    "half a key": ("project:\n  id: x\n  ti|", ("project",), "key", "ti"),
    "value": ("project:\n  phase: |", ("project", "phase"), "value", ""),
    "half a value": ("project:\n  phase: kick|", ("project", "phase"), "value", "kick"),
    "item": ("deliverables:\n  - id: a\n    |", ("deliverables", 0), "key", ""),
    "second item": ("deliverables:\n  - id: a\n  - id: b\n    ow|", ("deliverables", 1), "key", "ow"),
    "item at the margin": ("deliverables:\n- id: a\n- |", ("deliverables", 1), "key", ""),
    "value in item": ("deliverables:\n  - id: a\n    owner: |", ("deliverables", 0, "owner"), "value", ""),
    "below an item's field": ("deliverables:\n  - id: a\n    qa:\n      |", ("deliverables", 0, "qa"), "key", ""),
    "flow key": ("feedback: {within: P2D, |", ("feedback",), "key", ""),
    "flow value": ("feedback: {on_silence: |", ("feedback", "on_silence"), "value", ""),
    "flow list": ("project:\n  kinds: [web, |", ("project", "kinds", 1), "value", ""),
    "flow in item": ("people:\n  anna: {name: A, side: |", ("people", "anna", "side"), "value", ""),
    "flow over lines": ("feedback: {within: P2D,\n  channel: chat, on|", ("feedback",), "key", "on"),
    "nested flow": ("a:\n  - {b: [x, {c: |", ("a", 0, "b", 1, "c"), "value", ""),
    "closed flow before": ("a: {b: 1}\nc: |", ("c",), "value", ""),
    "comments between": ("project:\n  # what it is\n\n  |", ("project",), "key", ""),
    "quotes hold brackets": ('a: {b: "[{", c|', ("a",), "key", "c"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_cursor(case: tuple[str, tuple[str | int, ...], str, str]) -> None:
    """The cursor is told by indentation and brackets, whatever follows."""
    text, path, kind, word = case
    lines = text.replace("|", "").split("\n")
    found = cursor_at(lines, len(lines) - 1, text.split("\n")[-1].index("|"))
    assert found is not None
    assert (found.path, found.kind, found.word) == (path, kind, word)


def test_present_keys_are_known() -> None:
    """Keys that the mapping has already are known, above and below the cursor, and in a flow mapping."""
    lines = ["deliverables:", "  - id: a", "    due: 2026-12-04", "    ", "    owner: anna", "  - id: b", "    kind: x"]
    found = cursor_at(lines, 3, 4)
    assert found is not None
    assert found.present == {"id", "due", "owner"}
    flow = cursor_at(["feedback: {within: P2D, channel: chat, "], 0, 39)
    assert flow is not None
    assert flow.present == {"within", "channel"}


def test_nothing_is_offered_in_a_comment() -> None:
    """A comment holds no field."""
    assert cursor_at(["project:  # about p"], 0, 18) is None
