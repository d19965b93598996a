"""Where things stand in the source of a YAML text, as far as the parsers do not say or do not agree."""

from __future__ import annotations

import re

# Most texts need none of these; the module re keeps what it has compiled.
_COLON = r"\s*:"
_GAP = r"(?:\s+|#[^\r\n]*)*"
_PROPERTIES = rf"(?:(?:!<[^>]*>|[&!][^\s,\[\]{{}}]*){_GAP})+"
_TAG = rf"(?:&[^\s,\[\]{{}}]*{_GAP})?(!<[^>]*>|![^\s,\[\]{{}}]*)"
_ANCHOR_WITH_COLON = r"&[^\s,\[\]{}:]*:"
_HEADER = r"[|>][-+0-9]*(?: *(?=\t))?"
_CORE_TAGS = ("!!", "!<tag:yaml.org,2002:")


def after_colon(text: str, key_end: int) -> int:
    """Give the offset after the colon of a key, the key's end where it has none."""
    found = re.compile(_COLON).match(text, key_end)
    return found.end() if found else key_end


def after_properties(text: str, start: int, end: int) -> int:
    """Give the offset of a node's value after its anchor and tag, not beyond ``end``."""
    found = re.compile(_PROPERTIES).match(text, start)
    return min(found.end(), end) if found else start


def has_colon_in_anchor(text: str, start: int, end: int) -> bool:
    """Tell whether the name of an anchor between two offsets holds a colon, which the parsers read in two ways."""
    return re.compile(_ANCHOR_WITH_COLON).search(text, start, end) is not None


def tag_at(text: str, start: int) -> tuple[str, int, int]:
    """Give the tag of the node that starts at an offset, and the tag's own place; without one an empty tag.

    The pure parser has a node with a tag and then an anchor start at the anchor.
    """
    found = re.compile(_TAG).match(text, start)
    if found:
        return (found[1], *found.span(1))
    before = text[:start].rstrip()
    word = before.split()[-1] if before else ""
    return (word, len(before) - len(word), len(before)) if word.startswith("!") else ("", start, start + 1)


def core_type(tag: str) -> str:
    """Name the type of a tag of YAML's core (str, int, map ...), ``!`` for the bare tag; empty for any other."""
    if tag == "!":
        return tag
    return next((tag[len(prefix) :].rstrip(">") for prefix in _CORE_TAGS if tag.startswith(prefix)), "")


def content_end(text: str, start: int, end: int) -> int:
    """End a block scalar after its last line, so that what follows stays when the value is replaced."""
    content = text[start:end]
    if "+" in content.partition("\n")[0].partition("#")[0]:
        return end - (content.endswith("\n")) - (content.endswith("\r\n"))
    return start + len(content.rstrip("\r\n"))


def after_header(text: str, start: int) -> int:
    """Give the offset after the marks that open a block scalar, and after the blanks before a tab."""
    found = re.compile(_HEADER).match(text, start)
    return found.end() if found else start


def has_surrogate(value: str) -> bool:
    """Tell whether a value holds half a character, which only the pure parser lets pass."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False
