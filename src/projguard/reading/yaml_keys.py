"""Keys that look like another key: invisible characters, and letters of other alphabets that look Latin."""

from __future__ import annotations

import unicodedata

from projguard.model.values import Text
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_text import code_point

# Cyrillic and Greek letters that most typefaces draw like a Latin one; what a keyboard left in Russian types.
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһкАВЕКМНОРСТУХІЈЅοναικρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdqwhkABEKMHOPCTYXIJSovaikpuxABEZHIKMNOPTYX",
)


def checked_key(key: str, start: int, end: int, refusals: Refusals) -> str:
    """Give a key in its composed form; raises Unreadable for one that is taken for another."""
    hidden = hidden_character(key)
    if hidden:
        refusals.refuse("key_invisible", start, end, character=Text(hidden))
    expected = looks_like(key)
    if expected:
        refusals.refuse("key_look_alike", start, end, key=Text(key), expected=Text(expected))
    return unicodedata.normalize("NFC", key)


def hidden_character(key: str) -> str:
    """Name the first character of a key that cannot be seen (U+200B); empty where every one can."""
    for character in key:
        if unicodedata.category(character)[0] == "C":
            return code_point(character)
    return ""


def looks_like(key: str) -> str:
    """Give the Latin key that a key of mixed alphabets would be taken for; empty for an honest one."""
    body = key.removeprefix("x_")
    latin = unicodedata.normalize("NFKC", body).translate(_LOOK_ALIKE)
    is_mixed = any(character.isascii() and character.isalpha() for character in body)
    return key[: len(key) - len(body)] + latin if is_mixed and latin.isascii() and not body.isascii() else ""
