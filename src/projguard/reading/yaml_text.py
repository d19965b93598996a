"""Bytes to text: UTF-8 and nothing else, free of characters that a reader cannot see or that end lines unseen."""

import re
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Span, TextLines
from projguard.model.values import Field, Text, Value
from projguard.reading.unreadable import Unreadable

_WIDE = (
    (b"\x00\x00\xfe\xff", "UTF-32 BE"),
    (b"\xff\xfe\x00\x00", "UTF-32 LE"),
    (b"\xfe\xff", "UTF-16 BE"),
    (b"\xff\xfe", "UTF-16 LE"),
)
_START = Span(TextLines("").position(0), TextLines("").position(0))
# Everything that YAML calls printable, without the byte order mark and the line ends of Unicode.
_REFUSED = "[^\\t\\n\\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


class Decoded(NamedTuple):
    """A text as read, and whether its bytes began with a byte order mark."""

    text: str
    bom: bool


def decode(raw: bytes, limits: Limits) -> Decoded:
    """Turn the bytes of a YAML file into text; raises Unreadable where they are no plain UTF-8 text."""
    if len(raw) > limits.file_bytes:
        values: dict[str, Value] = {"size": len(raw), "limit": limits.file_bytes, "setting": Field("limits.file_bytes")}
        raise Unreadable("too_large", _START, values)
    encoding = wide_encoding(raw)
    if encoding:
        raise Unreadable("wide_encoding", _START, {"encoding": Text(encoding)})
    bom = raw.startswith(b"\xef\xbb\xbf")
    try:
        text = raw[3:].decode() if bom else raw.decode()
    except UnicodeDecodeError as error:
        raise _undecodable(raw, error.start + 3 * bom, bom=bom) from None
    # Text without refused characters is told at a glance; only text with no-break spaces, tabs or emoji needs the pattern.
    if not text.replace("\n", "").isprintable():
        _refuse_characters(text)
    return Decoded(text, bom)


def wide_encoding(raw: bytes) -> str:
    """Name the encoding of bytes that are UTF-16 or UTF-32, marked or not; empty for anything else."""
    head = raw[:64]
    if 0 not in head and head[:1] not in {b"\xfe", b"\xff"}:
        return ""
    for mark, name in _WIDE:
        if raw.startswith(mark):
            return name
    if len(head) < 4 or not any(head):
        return ""
    # Latin letters leave the same bytes of each unit empty, and so do the upper halves of all letters in UTF-32.
    for name, empty in (("UTF-32 LE", head[2::4] + head[3::4]), ("UTF-32 BE", head[::4] + head[1::4])):
        if not any(empty):
            return name
    first, second = head[::2].count(0), head[1::2].count(0)
    if min(first, second) == 0 and max(first, second) * 8 >= max(len(head), 16):
        return f"UTF-16 {'BE' if first else 'LE'}"
    return ""


def is_windows_1251(raw: bytes) -> bool:
    """Tell whether bytes that are no UTF-8 look like Russian text saved in Windows-1251."""
    high = [byte for byte in raw if byte >= 0x80]
    capitals = sum(0xC0 <= byte <= 0xDF for byte in high)
    small = sum(byte >= 0xE0 for byte in high)
    # KOI8-R has its small letters where Windows-1251 has capitals, and code page 866 below both; a word has three letters.
    return small >= 3 and small > capitals and (small + capitals) * 5 >= len(high) * 4


def code_point(character: str) -> str:
    """Write a character as its number: U+200E."""
    return f"U+{ord(character):04X}"


def _undecodable(raw: bytes, at: int, *, bom: bool) -> Unreadable:
    text = raw[3 * bom : at].decode()
    place = len(text)
    shown = text + raw[at:].decode("utf-8", "backslashreplace")
    lines = TextLines(shown)
    span = lines.span(place, place + 1)
    values: dict[str, Value] = {"offset": at, "line": span.start.line + 1}
    if is_windows_1251(raw):
        return Unreadable("windows_1251", span, values, text=shown)
    return Unreadable("not_utf8", span, {**values, "byte": Text(f"0x{raw[at]:02X}")}, text=shown)


def _refuse_characters(text: str) -> None:
    found = re.search(_REFUSED, text)
    if found is None:
        return
    character = found.group()
    if character == "\ufeff":
        message = "byte_order_mark"
    elif character in "\x85\u2028\u2029":
        message = "line_separator"
    else:
        message = "control_character"
    span = TextLines(text).span(found.start(), found.end())
    raise Unreadable(message, span, {"character": Text(code_point(character))}, text=text)
