"""Plain data written as YAML, the way people write it: quotes only where they are needed, short things in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projguard.fixing.house_style import House
from projguard.model.source import Data
from projguard.reading.yaml_scalar import plain_value

WIDTH = 110
"""Columns up to which a list or mapping is written in a row."""
_MISREAD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "nan", "inf"})
"""Words that some reader of YAML, old or new, takes for something else than text."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER_LIKE = re.compile(r"[-+]?[.0-9][-+0-9_.,xoXOeE]*")
_UNSAFE = re.compile(r"[\[\]{},:?`|>\\]|\s#|\s{2}|[^\S ]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Block(dict[str, Data]):
    """A mapping that is written line by line however short it is, since more will be added to it."""


def scalar_source(value: Data) -> str:
    """Write one value so that every reader of YAML, inside brackets too, reads it back."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    return value if _is_plain(value) else f'"{"".join(map(_escaped, value))}"'


def row_source(value: Data) -> str:
    """Write any value on one line: ``{date: 2026-09-30, with: [anna, igor]}``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar_source(key)}: {row_source(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(row_source, value)) + "]"
    return scalar_source(value)


def block_source(value: Data, column: int, house: House) -> str:
    """Write what follows the colon of a key that stands in a column: in a row where that fits, else line by line."""
    row = row_source(value)
    if not value or not isinstance(value, dict | list) or (_is_flat(value) and column + len(row) <= WIDTH):
        return f" {row}"
    lines = _lines(value, column + (house.step if isinstance(value, dict) else house.dash), house)
    return "".join(house.newline + line for line in lines)


def _lines(value: Data, column: int, house: House) -> Iterator[str]:
    blanks = " " * column
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{blanks}{scalar_source(key)}:{block_source(item, column, house)}"
    else:
        for item in value:
            yield blanks + item_source(item, column, house)


def item_source(value: Data, column: int, house: House) -> str:
    """Write a list item whose dash stands in a column, the dash included, without the blanks before it."""
    row = row_source(value)
    if not isinstance(value, dict) or not value or (_is_flat(value) and column + len(row) <= WIDTH):
        return f"- {row}"
    first, *others = _lines(value, column + 2, house)
    return house.newline.join([f"- {first.lstrip(' ')}", *others])


def _is_flat(value: Data) -> bool:
    """Tell whether a collection may stand in a row: no list of mappings, and nothing deeper than one level more."""
    if isinstance(value, Block):
        return False
    if isinstance(value, list):
        return not any(isinstance(item, dict | list) for item in value)
    return all(not isinstance(item, dict | list) or _holds_scalars(item) for item in value.values())


def _holds_scalars(value: Data) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return not any(isinstance(item, dict | list) for item in items)


def _is_plain(text: str) -> bool:
    if not text or text != text.strip() or not text.isprintable() or _UNSAFE.search(text):
        return False
    if text.casefold() in _MISREAD or plain_value(text) != text:
        return False
    if _NUMBER_LIKE.fullmatch(text) and not _DATE.fullmatch(text):
        return False
    return text[0].isalnum() or text[0] in "/_.«("


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or char in "\u200d\u00a0\u202f":
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
