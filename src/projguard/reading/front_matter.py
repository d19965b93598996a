"""The YAML block between ``---`` lines at the start of an evidence text."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath, Node, Span, TextLines
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_tree
from projguard.reading.yaml_scalar import plain_value

_LONGEST = 65_536
"""Characters searched for the closing line."""
_QUOTES = {"'": "single", '"': "double"}
_LONGEST_PLAIN = 1_000
"""Characters of a block that is read without a parser, far within the limits of a manifest."""
_OPENING = ("---\n", "---\r\n")
_CLOSING = ("---", "...")


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


def read_front_matter(text: str) -> FrontMatter | None:
    """Read the front matter of a text, None where it has none: two rulers around prose are no front matter."""
    return _read_plain(text) or _read_any(text) if text.startswith("---") else None


def _read_any(text: str) -> FrontMatter | None:
    opening = re.match(r"---[ \t]*\r?\n", text)
    if opening is None:
        return None
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE).search(text, opening.end() - 1, _LONGEST)
    if closing is None:
        return None
    # Blanks instead of the opening dashes, so that every place is one of the whole text.
    block = "   " + text[3 : closing.start()]
    try:
        tree = read_tree(block, Limits())
    except Unreadable as fault:
        return FrontMatter(data={}, nodes={}, end=closing.end(), text=text, fault=fault)
    if tree is None:
        return FrontMatter(data={}, nodes={}, end=closing.end(), text=text)
    if not isinstance(tree.data, dict):
        return None
    return FrontMatter(data=tree.data, nodes=tree.nodes, end=closing.end(), text=text)


def _read_plain(text: str) -> FrontMatter | None:
    """Read a block of short lines that say ``key: words``, as most are; None where a parser must look.

    Nothing but letters, digits, blanks, dots and dashes stands in such words, in quotes or not, so that YAML can mean
    nothing else by them.
    """
    start = at = last = text.find("\n") + 1
    if text[:start] not in _OPENING:
        return None
    data: dict[str, Data] = {}
    nodes: dict[KeyPath, Node] = {(): Node(-1, -1, start, start, "block")}
    while at < _LONGEST_PLAIN:
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].removesuffix("\n").removesuffix("\r")
        if data and line in _CLOSING:
            nodes[()] = nodes[()]._replace(end=last)
            return FrontMatter(data=data, nodes=nodes, end=end, text=text)
        key, colon, value = line.partition(": ")
        if not colon or not key.isidentifier() or not key.isascii() or key in data:
            return None
        style = _QUOTES.get(value[:1], "plain") if value[:1] == value[-1:] else "plain"
        words = value if style == "plain" else value[1:-1]
        letters = words.replace("-", "").replace(" ", "").replace(".", "")
        if not words[:1].isalnum() or words[-1] == " " or not letters.isalnum():
            return None
        data[key] = plain_value(words) if style == "plain" else words
        last = at + len(line)
        nodes[(key,)] = Node(at, at + len(key), last - len(value), last, style)
        at = end
    return None
