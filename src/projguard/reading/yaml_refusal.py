"""How a tree is refused: offsets and numbers turned into an Unreadable with its place and values."""

from __future__ import annotations

from typing import NoReturn

from projguard.model.limits import Limits
from projguard.model.source import TextLines
from projguard.model.values import Field, Text, Value
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_source import tag_at


class Refusals:
    """Raises Unreadable for places of one text; lines are counted only when that happens."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits

    def refuse(self, message: str, start: int, end: int, **values: Value) -> NoReturn:
        """Refuse the text for what stands between two offsets; a bare point becomes one character wide."""
        start, end = min(start, len(self.text)), min(end, len(self.text))
        if end <= start:
            end = start + (self.text[start : start + 1] not in {"", "\n", "\r"})
        span = TextLines(self.text).span(start, end)
        raise Unreadable(message, span, values, text=self.text)

    def over_limit(self, message: str, start: int, end: int, setting: str, size: int | None = None) -> NoReturn:
        """Refuse what exceeds a limit, naming the setting that raises it and the size where it is known."""
        values: dict[str, Value] = {"limit": getattr(self.limits, setting), "setting": Field(f"limits.{setting}")}
        if size is not None:
            values["size"] = size
        self.refuse(message, start, end, **values)

    def tag(self, start: int) -> NoReturn:
        """Refuse the tag of the node that starts, with its properties, at an offset."""
        tag, tag_start, tag_end = tag_at(self.text, start)
        self.refuse("tag", tag_start, tag_end, tag=Text(tag))

    def duplicate_key(self, key: str, first: tuple[int, int], second: tuple[int, int]) -> NoReturn:
        """Refuse a key for standing in its mapping already."""
        self._refuse_pair("duplicate_key", "first_key", first, second, key=Text(key))

    def alias_cycle(self, name: str, anchor: tuple[int, int], alias: tuple[int, int]) -> NoReturn:
        """Refuse an alias inside the very value that it stands for."""
        self._refuse_pair("alias_cycle", "anchor", anchor, alias, name=Text(name))

    def _refuse_pair(
        self, message: str, label: str, first: tuple[int, int], second: tuple[int, int], **values: Value
    ) -> NoReturn:
        lines = TextLines(self.text)
        earlier = lines.span(*first)
        values["line"] = earlier.start.line + 1
        raise Unreadable(message, lines.span(*second), values, text=self.text, related=((label, earlier),))
