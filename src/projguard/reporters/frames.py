"""Source frames: lines of a file with carets under a place and dashes under what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from projguard.model.finding import Location
from projguard.model.source import TextLines
from projguard.reporters.terminal import cells, columns

NUMBER = 4
"""Columns of a line number."""
GAP = "..."
"""Stands for what a long line leaves out."""


@dataclass(frozen=True, slots=True)
class Underline:
    """A place to be shown, its sign and what is said about it."""

    place: Location
    sign: str
    label: str = ""


@dataclass(slots=True)
class Frames:
    """The files that places stand in, by shown path."""

    sources: Mapping[str, str]
    _starts: dict[str, TextLines] = field(default_factory=dict)

    def draw(self, underlines: Sequence[Underline], room: int) -> Iterator[str]:
        """Draw places one below the other; a place in another file than the one before is named first."""
        path, number = underlines[0].place.path, -1
        for underline in underlines:
            place = underline.place
            if place.path != path:
                yield f"{' ' * NUMBER} {place.path}:{place.span.start.line + 1}:{place.span.start.column + 1}"
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
        """Give the line in which a place starts, None for a file whose text is not known."""
        text = self.sources.get(place.path)
        if text is None:
            return None
        if place.path not in self._starts:
            self._starts[place.path] = TextLines.of(text)
        starts = self._starts[place.path].starts
        line = place.span.start.line
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
    head = "".join(shown[: _after_comma(shown, 0, _fitting(shown, room // 4), last=True)]) + GAP
    left = room - columns(head) - len(GAP)
    first = start
    while first > 0 and _width(shown[first - 1 : end]) <= left:
        first -= 1
    first = max(first, start - 2, key=lambda at: at) if first >= start else _before_comma(shown, first, start)
    rest = shown[first:]
    kept = len(rest) if _width(rest) <= left + len(GAP) else _fitting(rest, left)
    body = "".join(rest[:kept]) + (GAP if kept < len(rest) else "")
    return head + body, columns(head) + _width(shown[first:start]), _width(shown[start : min(end, first + kept)])


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
