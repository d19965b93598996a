"""Inputs made of known ones: bytes changed, pieces of YAML put in, lines moved, two inputs joined."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

LONGEST = 20_000
"""Bytes of an input; what is wrong with a longer one is nearly always wrong with a short one."""


def read_dictionary(path: Path) -> tuple[bytes, ...]:
    r"""Read a dictionary in the form that fuzzers share: ``name="text"``, bytes as ``\xNN``."""
    found = re.findall(r'^\w+="((?:[^"\\]|\\.)*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(_bytes(text) for text in found)


def _bytes(text: str) -> bytes:
    escaped = re.sub(r"\\(x[0-9a-fA-F]{2}|.)", lambda found: _sign(found[1]), text)
    return escaped.encode("latin-1")


def _sign(name: str) -> str:
    return chr(int(name[1:], 16)) if name[0] == "x" and len(name) == 3 else name


class Mutator:
    """Makes inputs out of seeds; the same seed number gives the same inputs."""

    def __init__(self, seeds: Sequence[bytes], pieces: Sequence[bytes], number: int) -> None:
        self._random = random.Random(number)  # noqa: S311 - inputs of tests need no secrecy
        self._seeds = seeds
        self._pieces = pieces
        self._ways: tuple[Callable[[bytes], bytes], ...] = (
            self._put_piece, self._put_piece, self._change_byte, self._cut, self._repeat_line, self._move_line,
            self._indent, self._join, self._change_word,
        )  # fmt: skip

    def next(self) -> bytes:
        """Make one input: one to eight changes on a seed."""
        text = self._random.choice(self._seeds)
        for _ in range(1 << self._random.randrange(4)):
            text = self._random.choice(self._ways)(text)
        return text[:LONGEST]

    def _at(self, text: bytes) -> int:
        return self._random.randint(0, len(text))

    def _put_piece(self, text: bytes) -> bytes:
        at = self._at(text)
        return text[:at] + self._random.choice(self._pieces) + text[at:]

    def _change_byte(self, text: bytes) -> bytes:
        at = self._at(text)
        return text[:at] + bytes([self._random.randrange(256)]) + text[at + 1 :]

    def _cut(self, text: bytes) -> bytes:
        at = self._at(text)
        return text[:at] + text[at + self._random.randrange(1, 40) :]

    def _repeat_line(self, text: bytes) -> bytes:
        lines = text.splitlines(keepends=True) or [b""]
        at = self._random.randrange(len(lines))
        return b"".join([*lines[: at + 1], lines[at] * self._random.choice((1, 1, 1, 50)), *lines[at + 1 :]])

    def _move_line(self, text: bytes) -> bytes:
        lines = text.splitlines(keepends=True) or [b""]
        line = lines.pop(self._random.randrange(len(lines)))
        at = self._random.randint(0, len(lines))
        return b"".join([*lines[:at], line, *lines[at:]])

    def _indent(self, text: bytes) -> bytes:
        lines = text.splitlines(keepends=True) or [b""]
        at = self._random.randrange(len(lines))
        lines[at] = self._random.choice((b" ", b"  ", b"\t", b"- ", b"    ")) + lines[at].lstrip()
        return b"".join(lines)

    def _join(self, text: bytes) -> bytes:
        other = self._random.choice(self._seeds)
        return text[: self._at(text)] + other[self._at(other) :]

    def _change_word(self, text: bytes) -> bytes:
        """Put a word of one place of the input in another place, so that ids, dates and kinds meet fields they do not fit."""
        words: list[bytes] = re.findall(rb"[\w.:+-]+", text)
        if len(words) < 2:
            return text
        old, new = self._random.choice(words), self._random.choice(words)
        places = [found.start() for found in re.finditer(re.escape(old), text)]
        at = self._random.choice(places)
        return text[:at] + new + text[at + len(old) :]
