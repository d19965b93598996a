"""The places of a text's values: by key path, in the order of the text."""

from __future__ import annotations

import pytest

from projguard.model.limits import Limits
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
