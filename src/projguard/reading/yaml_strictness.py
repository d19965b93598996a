"""What both parsers let through and YAML 1.2 does not: another reader of the same file would stop, or read other data."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter, itemgetter

from projguard.model.source import Node
from projguard.model.values import Text
from projguard.reading.yaml_comments import find_comments
from projguard.reading.yaml_nodes import offset
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_tree import Marked, Tree

# Few texts need these three; the module re keeps what it has compiled.
_BREAK = r"\r\n|\r|\n"
_CONTENT = r" *+(?![\r\n]|\Z)"
_BLANK_FIRST = r"[|>][-+]?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)((?: *(?:\r\n|\r|\n))+)( *)[^ \r\n]"
_HUGGING = frozenset(",[]{}\"'")
_BLOCKS = ("literal", "folded")
_START = attrgetter("start")
# Apart, since what begins with one certain character is found four times as fast.
_COLON = re.compile(r":[,\]}]")
_DASH = re.compile(r"-[,\]}]")
_QUESTION = r"\?(?<!\w\?)\S"
"""Where none of the three is found, nothing in brackets is read otherwise; to look for them costs less than to look at each value."""
_MAY_STAND_OUT = "#]}"
"""A comment, and a bracket that closes: what people and formatters write below the key that opened it."""


def check_strictly(text: str, tree: Tree, refusals: Refusals) -> None:
    """Refuse what the parsers tolerate; raises Unreadable with the place."""
    signs = _COLON.search(text) or _DASH.search(text) or ("?" in text and re.search(_QUESTION, text))
    nodes = [node for node in tree.nodes.values() if node.style != "alias"] if signs else []
    has_returns = "\r" in text
    hugged = _hugged(text)
    for marked in tree.marked:
        start, end, style, _ = marked
        if style in _BLOCKS:
            _check_first_lines(text, marked, refusals)
            continue
        if style != "flow":
            if text.startswith("#", end):
                refusals.refuse("text_after_value", end, end + 1)
        elif hugged:
            _check_comments(text, marked, hugged, tree, refusals)
        if text.find("\n", start, end) >= 0 or (has_returns and text.find("\r", start, end) >= 0):
            _check_lines(text, marked, refusals)
        if nodes and style == "flow":
            for node in nodes[bisect_right(nodes, start, key=_START) : bisect_left(nodes, end, key=_START)]:
                _check_signs(text, node, refusals)


def _check_signs(text: str, node: Node, refusals: Refusals) -> None:
    """Refuse ``{?key: 1}``, ``{key:, other: 1}`` and ``[-]``, where the parsers read other text than YAML."""
    at = node.key_start - 1
    if at >= 0 and text[at] == "?":
        refusals.refuse("reserved_character", at, at + 1, character=Text("?"))
    if node.style == "plain" and text[node.start : node.end] == "-":
        refusals.refuse("reserved_character", node.start, node.end, character=Text("-"))
    value_end = node.end if node.style == "plain" and node.start < node.end else -1
    for end in (node.key_end, value_end):
        if end > 0 and text[end - 1] == ":":
            refusals.refuse("colon_without_space", end - 1, end)


def _hugged(text: str) -> list[int]:
    """Give the hash signs that no blank parts from a bracket, comma or quotation mark before them."""
    found: list[int] = []
    at = text.find("#", 1)
    while at > 0:
        if text[at - 1] in _HUGGING:
            found.append(at)
        at = text.find("#", at + 1)
    return found


def _check_comments(text: str, marked: Marked, hugged: list[int], tree: Tree, refusals: Refusals) -> None:
    """Refuse a comment in or after brackets that no blank parts from what is before it."""
    comments: list[tuple[int, int]] | None = None
    for at in hugged[bisect_left(hugged, marked.start) : bisect_right(hugged, marked.end)]:
        if _is_in(tree.quoted, at):
            continue
        if comments is None:
            comments = [(one.start, one.start + len(one.text)) for one in find_comments(text, tree.quoted)]
        if not _is_in(comments, at):
            refusals.refuse("text_after_value", at, at + 1)


def _is_in(stretches: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a place lies in one of several stretches, which are in order and do not overlap."""
    index = bisect_right(stretches, at, key=itemgetter(0)) - 1
    return index >= 0 and at < stretches[index][1]


def _check_lines(text: str, marked: Marked, refusals: Refusals) -> None:
    """Refuse lines of a value in quotes or brackets that stand no further in than the block around it."""
    outer = _column_around(text, marked)
    if outer < 0:
        return
    content = re.compile(_CONTENT)
    for start in _line_starts(text, marked.start, marked.end):
        found = content.match(text, start)
        if found is None or found.end() - start > outer:
            continue
        at = found.end()
        if marked.style == "flow" and text[at] in _MAY_STAND_OUT:
            continue
        refusals.refuse("tab" if text[at] == "\t" else "indentation", at, at + 1)


def _check_first_lines(text: str, marked: Marked, refusals: Refusals) -> None:
    """Refuse empty lines at the head of a text block that are longer than its indentation."""
    found = re.compile(_BLANK_FIRST).match(text, marked.start)
    if found is None:
        return
    indentation = len(found[2])
    longest = max(map(len, re.split(_BREAK, found[1])))
    if _column_around(text, marked) < indentation < longest:
        refusals.refuse("indentation", found.end(2), found.end())


def _column_around(text: str, marked: Marked) -> int:
    """Give the column of the block that a value stands in, -1 for the whole text."""
    start = offset(marked.outer)
    if start < 0:
        return -1
    feed = text.rfind("\n", 0, start)
    return start - max(feed, text.rfind("\r", feed + 1, start)) - 1


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    return (found.end() for found in re.compile(_BREAK).finditer(text, start, end))
