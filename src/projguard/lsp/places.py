"""Places in a text as an editor counts them: UTF-16 units, or whatever was negotiated."""

from __future__ import annotations

from lsprotocol import types
from pygls.workspace import PositionCodec

from projguard.model.source import Position, Span, TextLines

BOM = "\ufeff"


class Places:
    """One text, as projguard counts it (code points, no byte order mark) and as the editor does."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self._mark = len(BOM) if text.startswith(BOM) else 0
        self.text = text[self._mark :]
        self.lines = TextLines(self.text)
        self._units = codec.client_num_units

    def range(self, span: Span) -> types.Range:
        """Turn a span into the editor's range."""
        return types.Range(start=self._shown(span.start), end=self._shown(span.end))

    def range_of(self, start: int, end: int) -> types.Range:
        """Turn two offsets into the editor's range."""
        return self.range(self.lines.span(start, end))

    def offset(self, position: types.Position) -> int:
        """Turn the editor's position into an offset; one behind the end of a line is its end."""
        if position.line >= len(self.lines.starts):
            return len(self.text)
        line = self.line(position.line)
        left = position.character - (self._mark if position.line == 0 else 0)
        column = 0
        while column < len(line) and left > 0:
            left -= self._units(line[column])
            column += 1
        return self.lines.starts[position.line] + column

    def position(self, position: types.Position) -> Position:
        """Turn the editor's position into projguard's."""
        return self.lines.position(self.offset(position))

    def line(self, number: int) -> str:
        """Give a line without its end; empty where there is none."""
        starts = self.lines.starts
        if number >= len(starts):
            return ""
        end = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return self.text[starts[number] : end].rstrip("\r\n")

    def _shown(self, position: Position) -> types.Position:
        before = self.line(position.line)[: position.column]
        mark = self._mark if position.line == 0 else 0
        return types.Position(line=position.line, character=self._units(before) + mark)
