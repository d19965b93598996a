"""What a plain scalar means: the YAML 1.2 core schema, plus thousands set apart by underscores."""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("0123456789+-.")
MAY_MEAN_MORE = _NUMBER_STARTS | {word[0] for word in _WORDS if word}
"""First characters of unquoted scalars that may be more than text."""
_LONGEST_WHOLE_NUMBER = 18
"""Digits; longer ones are account numbers, and no sum needs them."""
_NUMBER = re.compile(
    r"(?P<whole>[-+]?(?:[0-9]+|[0-9]{1,3}(?:_[0-9]{3})+))"
    r"|(?P<other>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|[-+]?(?:\.[0-9]+|(?:[0-9]+|[0-9]{1,3}(?:_[0-9]{3})+)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


def plain_value(text: str) -> Scalar:
    """Resolve an unquoted scalar; dates, and numbers beyond any use such as 1e400, stay the text typed."""
    if text[:1] in _NUMBER_STARTS and text:
        return _number(text)
    return _WORDS.get(text, text)


def _number(text: str) -> str | int | float:
    dash = text.rfind("-")
    if dash > 0 and text[dash - 1] not in "eE":
        return text  # a date or a phone number, told at a glance
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    if found.lastgroup:
        if len(text) > _LONGEST_WHOLE_NUMBER:
            return text
        return int(text, 0) if found.lastgroup == "other" else int(text)
    value = float(text)
    return value if math.isfinite(value) else text
