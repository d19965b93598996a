"""The YAML block between ``---`` lines at the start of an evidence text."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.rule import NOTHING
from projguard.model.source import Data, KeyPath, Node, Span, TextLines
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_tree
from projguard.reading.yaml_scalar import plain_value

_LONGEST = 65_536
"""Characters searched for the closing line."""
_QUOTES = ("'", '"')
_LONGEST_PLAIN = 1_000
"""Characters of a block that is read without a parser, far within the limits of a manifest."""
_OPENING = ("---\n", "---\r\n")
_CLOSING = ("---", "...")


class FrontMatter(NamedTuple):
    """Fields of a front matter, with places in the whole text; dates are text as in a manifest."""

    data: Mapping[str, Data]
    end: int
    """Offset of the first character after the closing line."""
    text: str
    """The whole text."""
    nodes: Mapping[KeyPath, Node] = NOTHING
    """Where the fields stand; none where no parser has read them yet."""
    fault: Unreadable | None = None
    """Why the block could not be read; it has no fields then."""

    def span(self, key: str) -> Span:
        """Give the place of a field's value, of the block's first line where the field is missing."""
        read = self if self.nodes else _read_any(self.text)
        node = read.nodes.get((key,)) if read else None
        start, end = (0, 3) if node is None else (node.start, node.end)
        return TextLines(self.text).span(start, end)


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
        return FrontMatter(data={}, end=closing.end(), text=text, fault=fault)
    if tree is None:
        return FrontMatter(data={}, end=closing.end(), text=text)
    if not isinstance(tree.data, dict):
        return None
    return FrontMatter(data=tree.data, end=closing.end(), text=text, nodes=tree.nodes)


def _read_plain(text: str) -> FrontMatter | None:
    """Read a block of short lines that say ``key: words``, as most are; None where a parser must look.

    Nothing but letters, digits, blanks, dots and dashes stands in such words, in quotes or not, so that YAML can mean
    nothing else by them. Where they stand is left to the parser: few ask.
    """
    at = text.find("\n") + 1
    if text[:at] not in _OPENING:
        return None
    data: dict[str, Data] = {}
    while at < _LONGEST_PLAIN:
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].removesuffix("\n").removesuffix("\r")
        if data and line in _CLOSING:
            return FrontMatter(data, end, text)
        key, colon, value = line.partition(": ")
        if not colon or not key.isidentifier() or not key.isascii() or key in data:
            return None
        words = value[1:-1] if value[:1] in _QUOTES and value[-1:] == value[:1] else value
        letters = words.replace("-", "").replace(" ", "").replace(".", "")
        if not words[:1].isalnum() or words[-1] == " " or not letters.isalnum():
            return None
        data[key] = plain_value(words) if words is value else words
        at = end
    return None
