"""What a plain scalar means: the YAML 1.2 core schema, plus thousands set apart by underscores."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

Scalar = str | int | float | bool | None

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_LONGEST_WHOLE_NUMBER = 18
"""Digits; longer ones are account numbers, and no sum needs them."""
_NUMBER = re.compile(
    r"(?P<whole>[-+]?(?:[0-9]+|[0-9]{1,3}(?:_[0-9]{3})+))"
    r"|(?P<other>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|[-+]?(?:\.[0-9]+|(?:[0-9]+|[0-9]{1,3}(?:_[0-9]{3})+)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


class Numbers:
    """Reads the numbers of a text, and remembers whether one of them is written oddly."""

    def __init__(self) -> None:
        self.odd = False
        """True once a whole number was read that Python writes otherwise: with a plus, a zero before it, underscores."""

    def read(self, text: str) -> str | int | float:
        """Read what may be a number."""
        dash = text.rfind("-")
        if dash > 0 and text[dash - 1] not in "eE":
            return text  # a date or a phone number
        if text.isdecimal() and text.isascii() and len(text) <= _LONGEST_WHOLE_NUMBER:
            if text[0] == "0" != text:
                self.odd = True
            return int(text)
        found = _NUMBER.fullmatch(text)
        if found is None or (found.lastgroup and len(text) > _LONGEST_WHOLE_NUMBER):
            return text
        if found.lastgroup:
            whole = int(text, 0) if found.lastgroup == "other" else int(text)
            self.odd |= str(whole) != text
            return whole
        value = float(text)
        return value if math.isfinite(value) else text


def readers(numbers: Numbers) -> dict[str, Callable[[str], Scalar]]:
    """Give what reads an unquoted scalar, by its first character; any other is text."""
    return {**_WORDS_BY_FIRST, **dict.fromkeys("0123456789+-.", numbers.read)}


def plain_value(text: str) -> Scalar:
    """Resolve an unquoted scalar; dates, and numbers beyond any use such as 1e400, stay the text typed."""
    read = _READERS.get(text[:1])
    return text if read is None else read(text)


def _word(text: str) -> str | bool | None:
    return _WORDS.get(text, text)


_WORDS_BY_FIRST: dict[str, Callable[[str], Scalar]] = dict.fromkeys((word[:1] for word in _WORDS), _word)
_READERS = readers(Numbers())
