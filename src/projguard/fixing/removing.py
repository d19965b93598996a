"""Entries and comments taken out, with the line or the comma that they leave behind."""

from __future__ import annotations

from projguard.fixing.house_style import line_end, line_start
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.setting import refuse_alias
from projguard.model.edit import Edit
from projguard.model.source import Comment, Document, KeyPath


def remove_entry(document: Document, at: KeyPath) -> Edit:
    """Take a key with its value, or a list item, out; the last one of its kind with what held it; raises CannotEdit."""
    refuse_alias(document, at)
    if at not in document.nodes or not at:
        raise CannotEdit("missing")
    holder = document.value(at[:-1])
    steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    if len(steps) == 1:
        return remove_entry(document, at[:-1])
    index = steps.index(at[-1])
    previous = document.nodes[(*at[:-1], steps[index - 1])] if index else None
    following = document.nodes[(*at[:-1], steps[index + 1])] if index + 1 < len(steps) else None
    if any(node is not None and node.style == "alias" for node in (previous, following)):
        raise CannotEdit("alias")
    if document.nodes[at[:-1]].style == "block":
        return _lines(document, at, first=not index)
    if previous is not None:
        return _cut(document, previous.end, document.nodes[at].end)
    start = following.key_start if following is not None and following.key_start >= 0 else -1
    node = document.nodes[at]
    own = node.key_start if node.key_start >= 0 else node.start
    return _cut(document, own, start if start >= 0 else following.start if following is not None else node.end)


def remove_comment(document: Document, comment: Comment) -> Edit:
    """Take a comment out; with its line where it has one of its own."""
    text = document.text
    start, end = comment.start, line_end(text, comment.start)
    if not comment.own_line:
        return _cut(document, len(text[:start].rstrip(" \t")), end)
    return _whole_lines(document, line_start(text, start), end)


def _lines(document: Document, at: KeyPath, *, first: bool) -> Edit:
    """Cut the lines of an entry; the first one of a list item shares its line with the dash."""
    node = document.nodes[at]
    text = document.text
    begin = node.key_start if node.key_start >= 0 else _dash(text, node.start)
    end = line_end(text, node.end)
    if text[node.end : end].strip():
        raise CannotEdit("comment")
    start = line_start(text, begin)
    if not text[start:begin].strip():
        return _whole_lines(document, start, end)
    if not first:
        raise CannotEdit("shape")
    after = len(text) - len(text[end:].lstrip())
    return _cut(document, begin, after)


def _dash(text: str, start: int) -> int:
    found = text.rfind("-", line_start(text, start), start)
    if found < 0:
        raise CannotEdit("shape")
    return found


def _whole_lines(document: Document, start: int, end: int) -> Edit:
    """Cut lines with what ends them; the last ones of a text with what ends the line before."""
    text = document.text
    after = end + (2 if text[end : end + 2] == "\r\n" else 1)
    if end < len(text):
        return _cut(document, start, after)
    before = start - (2 if text[max(start - 2, 0) : start] == "\r\n" else 1)
    return _cut(document, max(before, 0), end)


def _cut(document: Document, start: int, end: int) -> Edit:
    return Edit(document.lines.span(start, end), "")
