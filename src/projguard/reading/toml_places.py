"""Where keys and values of a TOML text stand, which the standard library's reader does not tell.

The text is known to be valid: here it is only walked, not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from projguard.model.source import KeyPath, Node

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = re.compile(r'[ \t]*("(?:[^"\\]|\\.)*"|\'[^\']*\'|[A-Za-z0-9_-]+)[ \t]*(\.?)')
_LONG = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\')', re.DOTALL)
_SHORT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_BARE = re.compile(r"[^,\]}#\r\n]*")


def toml_places(text: str) -> dict[KeyPath, Node]:
    """Give the node of every key, value, table and list item; raises RecursionError for absurdly nested values."""
    walk = _Walk(text)
    walk.statements()
    return walk.nodes


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.nodes: dict[KeyPath, Node] = {}
        self.counts: dict[KeyPath, int] = {}
        """Tables of each list of tables so far."""

    def statements(self) -> None:
        table: KeyPath = ()
        while self._blank() < len(self.text):
            start = self.at
            if self.text[start] == "[":
                is_item = self.text.startswith("[[", start)
                self.at += 2 if is_item else 1
                table = self._table(self._key(), start, is_item=is_item)
            else:
                self._pair(table)

    def _table(self, key: KeyPath, start: int, *, is_item: bool) -> KeyPath:
        self.at = self._line_end()
        above = self._placed(key[:-1])
        table = (*above, *key[-1:])
        if is_item:
            self._keep(table, start, start, self.at)
            self.counts[table] = self.counts.get(table, -1) + 1
            table = (*table, self.counts[table])
        elif table in self.counts:
            table = (*table, self.counts[table])
        self._keep(table, start, start, self.at)
        self._above(table, start, self.at)
        return table

    def _placed(self, key: KeyPath) -> KeyPath:
        """Give the path of a key: of a list of tables its last one is meant."""
        path: KeyPath = ()
        for step in key:
            path = (*path, step)
            if path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self._blank()
        key = self._key()
        key_end = len(self.text[: self.at].rstrip())
        self.at = self.text.find("=", self.at) + 1
        self._spaces()
        path = (*table, *key)
        value_start = self.at
        self._value(path)
        self._keep(path, start, value_start, self.at, key_end)
        self._above(path, start, self.at, len(table))

    def _value(self, path: KeyPath) -> None:
        char = self.text[self.at : self.at + 1]
        if char == "[":
            self.at += 1
            for index, _ in enumerate(self._items("]")):
                start = self.at
                self._value((*path, index))
                self._keep((*path, index), -1, start, self.at)
        elif char == "{":
            self.at += 1
            for _ in self._items("}"):
                self._pair(path)
        else:
            found = _LONG.match(self.text, self.at) or _SHORT.match(self.text, self.at)
            found = found or _BARE.match(self.text, self.at)
            self.at = self.at + len(found[0].rstrip()) if found else self.at

    def _items(self, end: str) -> Iterator[None]:
        while self._blank() < len(self.text):
            char = self.text[self.at]
            if char in {end, ","}:
                self.at += 1
                if char == end:
                    return
            else:
                yield

    def _key(self) -> KeyPath:
        steps: list[str] = []
        while found := _PART.match(self.text, self.at):
            self.at = found.end()
            steps.append(_plain(found[1]))
            if not found[2]:
                break
        return tuple(steps)

    def _keep(self, path: KeyPath, key_start: int, start: int, end: int, key_end: int = -1) -> None:
        style = "plain" if key_end >= 0 or key_start < 0 else "block"
        self.nodes.setdefault(path, Node(key_start, key_end if key_end >= 0 else end, start, end, style))

    def _above(self, path: KeyPath, start: int, end: int, known: int = 0) -> None:
        """Place what a dotted key makes on the way."""
        for length in range(known + 1, len(path)):
            self._keep(path[:length], start, start, end)

    def _blank(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _spaces(self) -> None:
        while self.text[self.at : self.at + 1] in {" ", "\t"}:
            self.at += 1

    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return end if end >= 0 else len(self.text)


def _plain(word: str) -> str:
    if word[0] not in "\"'":
        return word
    if word[0] == "'":
        return word[1:-1]
    import tomllib

    return next(iter(tomllib.loads(f"{word} = 1")))
