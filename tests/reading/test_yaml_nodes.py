"""The places of a text's values: by key path, in the order of the text."""

from __future__ import annotations

from contextlib import suppress

import pytest

from projguard.model.limits import Limits
from projguard.project.scalars import said_in
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document

TEXT = """\
base: &base
  at: {days: 2, "by": [mail, chat]}
  none: []
same: *base
"""
INSIDE = TEXT[TEXT.index("at:") : TEXT.index("\nsame")]


def test_nodes_are_found_by_their_paths() -> None:
    """Every path leads to the stretch of its value, also below an alias, and to nothing beyond."""
    document = read_document(TEXT.encode(), "", Limits())
    below = [
        (("at",), '{days: 2, "by": [mail, chat]}', "flow"),
        (("at", "days"), "2", "plain"),
        (("at", "by"), "[mail, chat]", "flow"),
        (("at", "by", 0), "mail", "plain"),
        (("at", "by", 1), "chat", "plain"),
        (("none",), "[]", "flow"),
    ]
    wanted = [
        ((), TEXT.strip(), "block"),
        (("base",), INSIDE, "block"),
        *((("base", *path), typed, style) for path, typed, style in below),
        (("same",), INSIDE, "alias"),
        *((("same", *path), typed, "alias") for path, typed, _ in below),
    ]
    assert [(path, document.source_of(path), node.style) for path, node in document.nodes.items()] == wanted
    assert len(document.nodes) == len(wanted)
    for missing in [("at",), ("base", "at", "days", "x"), ("base", "none", 0), ("base", "at", "by", "mail"), (0,)]:
        assert missing not in document.nodes
        assert document.nodes.get(missing) is None
        with pytest.raises(KeyError):
            document.nodes[missing]


@pytest.mark.parametrize("pure", [False, True])
def test_what_is_said_is_gathered_while_reading(texts: dict[str, str], *, pure: bool) -> None:
    """Names and texts are those that a walk over the data finds."""
    read = 0
    for text in (*texts.values(), TEXT, "a: 'x'\n'b c': [1, null, 2026-01-01, ~, yes, '']\n\"d\": &e |\n  f\ng: *e\n"):
        with suppress(Unreadable):
            document = read_document(text.encode(), "", Limits(), pure=pure)
            assert document.said == said_in(document._replace(said=None))
            read += 1
    assert read > 10
