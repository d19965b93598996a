"""JSON text to plain data and places, in one pass, bounded, without recursion."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath, Node
from projguard.model.values import Text
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_scalar import plain_value
from projguard.reading.yaml_source import has_surrogate
from projguard.reading.yaml_tree import Tree

_BLANK = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_WORD = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD_END = re.compile(r"[\s,\]}]|\Z")
_SHOWN = re.compile(r"\w+|.", re.DOTALL)


class _Frame:
    """A collection that is being filled."""

    __slots__ = ("after_comma", "container", "end", "path")

    def __init__(self, container: Data, path: KeyPath) -> None:
        self.container = container
        self.path = path
        self.end = "}" if isinstance(container, dict) else "]"
        self.after_comma = False


def json_tree(text: str, limits: Limits) -> Tree | None:
    """Read the one value of a text, None where there is nothing but blanks; raises Unreadable."""
    reader = _Reader(text, limits)
    return reader.tree() if text.strip(" \t\r\n") else None


class _Reader:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.refusals = Refusals(text, limits)
        self.at = 0
        self.nodes: dict[KeyPath, Node] = {}
        self.stack: list[_Frame] = []

    def tree(self) -> Tree:
        root = self._value((), -1, -1)
        while self.stack:
            self._step(self.stack[-1])
        if self._peek():
            self._refuse("end")
        return Tree(root, self.nodes, [])

    def _step(self, frame: _Frame) -> None:
        """Read the next item of a collection, or its end."""
        char = self._peek()
        if char == frame.end and not frame.after_comma:
            self.at += 1
            self.stack.pop()
            node = self.nodes[frame.path]
            is_row = "\n" not in self.text[node.start : self.at]
            self.nodes[frame.path] = node._replace(end=self.at, style="flow" if is_row else "block")
        elif frame.container and not frame.after_comma:
            self._sign(",", frame.end)
            frame.after_comma = True
        elif isinstance(frame.container, list):
            frame.after_comma = False
            path = (*frame.path, len(frame.container))
            frame.container.append(self._value(path, -1, -1))
        else:
            frame.after_comma = False
            self._entry(frame)

    def _entry(self, frame: _Frame) -> None:
        self._peek()
        start = self.at
        key = self._string()
        end = self.at
        if len(key) > self.limits.key_length:
            self.refusals.over_limit("key_too_long", start, end, "key_length", len(key))
        if not key:
            self.refusals.refuse("key_empty", start, end)
        path = (*frame.path, key)
        if key in frame.container:
            first = self.nodes[path]
            self.refusals.duplicate_key(key, (first.key_start, first.key_end), (start, end))
        self._sign(":")
        frame.container[key] = self._value(path, start, end)

    def _value(self, path: KeyPath, key_start: int, key_end: int) -> Data:
        char = self._peek()
        start = self.at
        if len(self.nodes) >= self.limits.nodes:
            self.refusals.over_limit("too_many_nodes", start, start + 1, "nodes")
        if char in {"{", "["}:
            if len(self.stack) >= self.limits.depth:
                self.refusals.over_limit("too_deep", start, start + 1, "depth")
            self.at += 1
            value: Data = {} if char == "{" else []
            self.stack.append(_Frame(value, path))
            style = "flow"
        elif char == '"':
            value, style = self._string(), "double"
            if len(value) > self.limits.scalar_length:
                self.refusals.over_limit("value_too_long", start, self.at, "scalar_length", len(value))
        else:
            value, style = self._word(), "plain"
        self.nodes[path] = Node(key_start, key_end, start, self.at, style)
        return value

    def _word(self) -> Data:
        found = _WORD.match(self.text, self.at)
        if found is None or not _WORD_END.match(self.text, found.end()):
            self._refuse("value")
        if found.end() - self.at > self.limits.scalar_length:
            size = found.end() - self.at
            self.refusals.over_limit("value_too_long", self.at, found.end(), "scalar_length", size)
        self.at = found.end()
        return plain_value(found[0])

    def _string(self) -> str:
        found = _STRING.match(self.text, self.at)
        if found is None and self.text.startswith('"', self.at):
            self.refusals.refuse("unclosed_quote", self.at, self.at + 1, quote=Text('"'))
        if found is None:
            self._refuse('"')
        try:
            value = json.loads(found[0])
        except ValueError:
            self.refusals.refuse("bad_escape", found.start(), found.end(), escape=Text("\\"))
        if not value.isascii() and has_surrogate(value):
            self.refusals.refuse("bad_escape", found.start(), found.end(), escape=Text("\\u"))
        self.at = found.end()
        return str(value)

    def _sign(self, *expected: str) -> None:
        if self._peek() != expected[0]:
            self._refuse(" ".join(expected))
        self.at += 1

    def _peek(self) -> str:
        """Go to the next sign and give it, empty at the end."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _refuse(self, expected: str) -> NoReturn:
        """Refuse what stands here; ``value`` and ``end`` have sentences of their own."""
        shown = _SHOWN.match(self.text, self.at)
        message = {"value": "json_value", "end": "json_end"}.get(expected, "json_sign")
        if shown is None:
            self.refusals.refuse("json_unfinished", len(self.text), len(self.text))
        self.refusals.refuse(message, self.at, shown.end(), expected=Text(expected), found=Text(shown[0][:20]))
