"""Codes made of names: short, Latin, and not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "sch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_LONGEST = 31


def code_of(name: str, default: str) -> str:
    """Write a name in small Latin letters, digits and hyphens."""
    spelt = "".join(_CYRILLIC.get(char, char) for char in name.casefold()).replace("_", "")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or default


def person_code(name: str, taken: Container[str]) -> str:
    """Give a person's code: the first name, with as much of the next one as it takes to differ."""
    first, _, rest = code_of(name, "person").partition("-")
    candidates = [first, *(f"{first}-{rest[:length]}" for length in range(1, len(rest) + 1))]
    candidates += [f"{first[: _LONGEST - 3]}-{number}" for number in range(2, 100)]
    return next(candidate for candidate in candidates if candidate not in taken)
