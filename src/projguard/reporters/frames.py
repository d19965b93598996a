"""Source frames: lines of a file with carets under a place and dashes under what belongs to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from projguard.model.finding import Location
from projguard.model.source import TextLines
from projguard.reporters.terminal import cells, columns, cut, visible

NUMBER = 4
"""Columns of a line number."""
GAP = "..."
"""Stands for what a long line leaves out."""


class Underline(NamedTuple):
    """A place to be shown, its sign and what is said about it."""

    place: Location
    sign: str
    label: str = ""


class Frames:
    """The files that places stand in, by shown path."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, TextLines] = {}

    def draw(self, underlines: Sequence[Underline], room: int) -> Iterator[str]:
        """Draw places one below the other; a place in another file than the one before is named first."""
        path, number = underlines[0].place.path, -1
        for underline in underlines:
            place = underline.place
            if place.path != path:
                where = f"{visible(place.path)}:{place.span.start.line + 1}:{place.span.start.column + 1}"
                yield f"{' ' * NUMBER} {cut(where, room - NUMBER - 1)}"
                path, number = place.path, -1
            line = self._line(place)
            if line is None:
                continue
            drawn = draw_line(line, underline, room - NUMBER - 3)
            if number != place.span.start.line or len(line) > room - NUMBER - 3:
                number = place.span.start.line
                yield f"{number + 1:>{NUMBER}} | {drawn[0]}"
            yield from (f"{' ' * NUMBER} | {mark}" for mark in drawn[1:])

    def _line(self, place: Location) -> str | None:
        """Give the line in which a place starts, None where its text is not known."""
        text = self._sources.get(place.path)
        if text is None:
            return None
        if place.path not in self._lines:
            self._lines[place.path] = TextLines(text)
        starts = self._lines[place.path].starts
        line = place.span.start.line
        if line >= len(starts):
            return None
        return text[starts[line] : starts[line + 1] if line + 1 < len(starts) else len(text)].rstrip("\r\n")


def draw_line(line: str, underline: Underline, room: int) -> list[str]:
    """Draw one line in its room, and below it the signs under the place and the label."""
    shown = cells(line)
    start, end = underline.place.span
    last = end.column if end.line == start.line else len(shown)
    text, offset, length = _window(shown, start.column, max(last, start.column), room)
    sign = " " * offset + underline.sign * max(length, 1)
    if not underline.label or columns(sign) + 1 + columns(underline.label) <= room:
        return [text, f"{sign} {underline.label}".rstrip()]
    return [text, sign, " " * max(min(offset, room - columns(underline.label)), 0) + underline.label]


def _window(shown: list[str], start: int, end: int, room: int) -> tuple[str, int, int]:
    """Choose what of a line is shown: its beginning, and what is around the place; give it with the place's columns."""
    if _width(shown) <= room:
        return "".join(shown), _width(shown[:start]), _width(shown[start:end])
    if _width(shown[:end]) + len(GAP) <= room or _width(shown[:start]) <= room // 2:
        kept = _fitting(shown, room - len(GAP))
        return "".join(shown[:kept]) + GAP, _width(shown[:start]), _width(shown[start : min(end, kept)])
    opening = _fitting(shown, room // 3)
    head = "".join(shown[: max((comma + 2 for comma in _commas(shown, 0, opening)), default=opening)]) + GAP
    left = room - columns(head) - len(GAP)
    first = start
    while first > 0 and _width(shown[first - 1 : end]) <= left:
        first -= 1
    first = min(_commas(shown, first, start), default=first)
    rest = shown[first:]
    kept = len(rest) if _width(rest) <= left + len(GAP) else _fitting(rest, left)
    body = "".join(rest[:kept]) + (GAP if kept < len(rest) else "")
    return head + body, columns(head) + _width(shown[first:start]), _width(shown[start : min(end, first + kept)])


def _commas(shown: list[str], first: int, last: int) -> list[int]:
    """Find the commas in a stretch: a line is best cut between two of its fields."""
    return [at for at in range(first, last - 1) if shown[at] == ","]


def _fitting(shown: list[str], room: int) -> int:
    """Count the cells that fit into a room."""
    used = 0
    for index, cell in enumerate(shown):
        used += columns(cell)
        if used > room:
            return index
    return len(shown)


def _width(shown: list[str]) -> int:
    return columns("".join(shown))
