"""The YAML block between ``---`` lines at the start of an evidence text."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath, Node, Span, TextLines
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_tree

_LONGEST = 65_536
"""Characters searched for the closing line."""


class FrontMatter(NamedTuple):
    """Fields of a front matter, with places in the whole text; dates are text as in a manifest."""

    data: Mapping[str, Data]
    nodes: Mapping[KeyPath, Node]
    end: int
    """Offset of the first character after the closing line."""
    text: str
    """The whole text."""
    fault: Unreadable | None = None
    """Why the block could not be read; it has no fields then."""

    def span(self, key: str) -> Span:
        """Give the place of a field's value, of the block's first line where the field is missing."""
        node = self.nodes.get((key,))
        start, end = (0, 3) if node is None else (node.start, node.end)
        return TextLines.of(self.text).span(start, end)


def read_front_matter(text: str, limits: Limits | None = None) -> FrontMatter | None:
    """Read the front matter of a text, None where it has none: two rulers around prose are no front matter."""
    opening = re.match(r"---[ \t]*\r?\n", text)
    if opening is None:
        return None
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE).search(text, opening.end() - 1, _LONGEST)
    if closing is None:
        return None
    # Blanks instead of the opening dashes, so that every place is one of the whole text.
    block = "   " + text[3 : closing.start()]
    try:
        tree = read_tree(block, limits or Limits())
    except Unreadable as fault:
        return FrontMatter(data={}, nodes={}, end=closing.end(), text=text, fault=fault)
    if tree is None:
        return FrontMatter(data={}, nodes={}, end=closing.end(), text=text)
    if not isinstance(tree.data, dict):
        return None
    return FrontMatter(data=tree.data, nodes=tree.nodes, end=closing.end(), text=text)
