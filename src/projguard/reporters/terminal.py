"""Text for terminals: what cannot be printed is shown escaped, widths are measured in columns, lines are wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

COLORS = {"red": "31", "amber": "33", "green": "32", "grey": "2", "bold": "1", "dim": "2"}
STAND_INS = {"✔": "+", "▲": "!", "✖": "x", "–": "-", "—": "-", "·": "-", "«": '"', "»": '"', "…": "...", "₽": "RUB"}
"""Shown where the encoding of the output has no such sign."""
RUNNER_COMMAND = r"##(?=\w*\[)"
"""What build servers take for a command anywhere in a line: ``##[`` and ``##vso[``."""
BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
"""Blanks of all widths, shown as one."""


class _Columns(dict[str, int]):
    """Columns of each sign that was met: two for East Asian ones and emoji, none for combining ones."""

    def __missing__(self, char: str) -> int:
        from unicodedata import category, east_asian_width

        wide = 2 if east_asian_width(char) in "WF" else 1
        self[char] = 0 if category(char) in ("Mn", "Me") else wide
        return self[char]


_COLUMNS = _Columns()


def visible(text: str) -> str:
    """Show text from outside: controls, line ends and invisible signs escaped, build server commands broken."""
    if text.isprintable() and "##" not in text:
        return text
    return "".join(cells(text))


def cells(text: str) -> list[str]:
    """Show each character of a text: itself, or its escape."""
    shown = list(text)
    if not text.isprintable():
        shown = [_cell(char) for char in text]
    if "##" in text:
        for command in re.finditer(RUNNER_COMMAND, text):
            shown[command.start() + 1] = "\\x23"
    return shown


def _cell(char: str) -> str:
    if char.isprintable() or ord(char) in BLANKS:
        return char
    if char == "\u3000":
        return "  "
    return repr(char)[1:-1]


def columns(text: str) -> int:
    """Measure a text in columns of a terminal."""
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


def padded(text: str, room: int) -> str:
    """Fill a text up with blanks."""
    return text + " " * (room - columns(text))


def cut(text: str, room: int) -> str:
    """Shorten a text to its room, with an ellipsis for what is gone."""
    if columns(text) <= room:
        return text
    kept = text[: max(room - 1, 0)]
    while columns(kept) >= room > 0:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def cut_front(text: str, room: int) -> str:
    """Shorten a text at its beginning, as paths are told apart by their ends."""
    if columns(text) <= room:
        return text
    kept = text[-max(room, 1) :]
    while kept and columns(kept) >= room:
        kept = kept[1:]
    return "…" + kept


def wrapped(text: str, room: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """Break a text into lines of at most so many columns, each behind its indent; only a word that is too long is split."""
    indent = first if rest is None else rest
    lines = [first]
    bare = True
    for word in _words(_with_dashes_bound(text), max(room - columns(indent), 8)):
        line = lines[-1] + ("" if bare else " ") + word
        if bare or columns(line) <= room:
            lines[-1] = line
        else:
            lines.append(indent + word)
        bare = False
    return lines


def _with_dashes_bound(text: str) -> str:
    """Keep each dash with the word before it: no line begins with one."""
    return text.replace(" - ", "\xa0- ").replace(" — ", "\xa0— ").replace(" – ", "\xa0– ")


def _words(text: str, room: int) -> Iterable[str]:
    for word in text.split(" "):
        if columns(word) > room:
            yield from _parts(word, room)
        elif word:
            yield word


def _parts(word: str, room: int) -> Iterator[str]:
    """Split a word into parts of at most so many columns, going over it once."""
    start = used = 0
    for at, char in enumerate(word):
        wide = columns(char)
        if used + wide > room and at > start:
            yield word[start:at]
            start, used = at, 0
        used += wide
    yield word[start:]


def painted(text: str, color: str, *, on: bool) -> str:
    """Colour a text, which must say the same without."""
    return f"\x1b[{COLORS[color]}m{text}\x1b[0m" if on else text


def finished(lines: Sequence[str], encoding: str) -> str:
    """Join lines to the text of an output: blanks of all widths as blanks, no line a command of a build server."""
    return "".join(_encodable(_harmless(line), encoding) + "\n" for line in lines)


def _harmless(line: str) -> str:
    line = (line if line.isascii() else line.translate(BLANKS)).rstrip()
    return line.replace("::", "\\x3a:", 1) if line.lstrip().startswith("::") else line


def _encodable(line: str, encoding: str) -> str:
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_encodable_sign(char, encoding) for char in line)
    return line


def _encodable_sign(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return STAND_INS.get(char, char.encode("ascii", "backslashreplace").decode())
    return char
