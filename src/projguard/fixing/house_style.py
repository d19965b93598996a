"""How the author of a document lays it out: steps of indentation, dashes of lists, ends of lines."""

from typing import NamedTuple

from projguard.model.source import Document, KeyPath


class House(NamedTuple):
    """The layout that additions keep to."""

    step: int = 2
    """Columns by which the keys of a nested mapping stand further to the right."""
    dash: int = 2
    """Columns by which the dashes of a list stand to the right of its key; 0 in many files."""
    newline: str = "\n"


def house_of(document: Document) -> House:
    """See how a document is laid out: the first nested mapping and the first list decide."""
    step = dash = -1
    for path, node in document.nodes.items():
        if not path or node.style != "block" or node.key_start < 0:
            continue
        column = document.lines.position(node.key_start).column
        inner = document.lines.position(node.start).column - column
        if document.text[node.start] == "-" and isinstance(document.value(path), list):
            dash = inner if dash < 0 else dash
        elif inner > 0 and step < 0:
            step = inner
    usual = House()
    step = step if step > 0 else usual.step
    return House(step=step, dash=dash if dash >= 0 else step, newline=newline_of(document.text) or usual.newline)


def newline_of(text: str, at: int = 0) -> str:
    """Give what ends the line at an offset, else the last line before it; empty where no line ends."""
    end = line_end(text, at)
    if end == len(text):
        end = max(text.rfind("\n"), text.rfind("\r"))
        end -= end > 0 and text[end - 1 : end + 1] == "\r\n"
    return "" if end < 0 else "\r\n" if text[end : end + 2] == "\r\n" else text[end : end + 1]


def line_start(text: str, at: int) -> int:
    """Give the offset at which the line of an offset begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Give the offset before whatever ends the line of an offset."""
    ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(ends, default=len(text))


def column_of(document: Document, path: KeyPath) -> int:
    """Give the column of a node's key, of an item without one that of its value."""
    node = document.nodes[path]
    return document.lines.position(node.key_start if node.key_start >= 0 else node.start).column
