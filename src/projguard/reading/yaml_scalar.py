"""What a plain scalar means: the YAML 1.2 core schema, plus thousands set apart by underscores."""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
AFTER_NUMBERS = ":"
"""Comes after all that a number begins with: a digit, a sign, a point."""
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


def plain_value(text: str) -> Scalar:
    """Resolve an unquoted scalar; dates, and numbers beyond any use such as 1e400, stay the text typed."""
    if text in WORDS:
        return WORDS[text]
    return Numbers().read(text) if text < AFTER_NUMBERS else text
