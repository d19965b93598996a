"""Anchors, tags and the marks of block scalars, read off the source: what the two parsers take differently is refused."""

from __future__ import annotations

from projguard.model.values import Text
from projguard.reading.yaml_event import Event
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_scalar import Scalar, plain_value
from projguard.reading.yaml_source import after_header, after_properties, core_type, has_colon_in_anchor, tag_at

_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
}


class Properties:
    """Answers questions about what stands before the values of one text."""

    def __init__(self, text: str, refusals: Refusals) -> None:
        self.text = text
        self.refusals = refusals

    def value_start(self, start: int, end: int) -> int:
        """Give the offset of a node's value after its anchor and tag; raises Unreadable for an anchor with a colon."""
        value = after_properties(self.text, start, end)
        if has_colon_in_anchor(self.text, start, value):
            self.refusals.refuse("bad_reference", start, start + 1, character=Text("&"))
        return value

    def tag(self, start: int) -> str:
        """Name the core type of a node's tag, empty for any other; raises Unreadable for a tab after it."""
        tag, _, end = tag_at(self.text, start)
        following = self.text[end : end + 1]
        if following == "\t":
            self.refusals.refuse("tab", end, end + 1)
        return core_type(tag) if not following.strip() else ""

    def check_header(self, start: int) -> None:
        """Refuse a tab or a comment right after the marks of a block scalar, which only libyaml lets pass."""
        end = after_header(self.text, start)
        if self.text[end : end + 1] == "\t":
            self.refusals.refuse("tab", end, end + 1)
        if self.text[end : end + 1] == "#":
            self.refusals.refuse("text_after_value", end, end + 1)

    def meaning(self, event: Event, *, is_plain: bool) -> Scalar:
        """Give what a scalar means, by its tag where it has one; raises Unreadable for any other tag."""
        _, value, start, _, _, _, tag = event
        if tag is None:
            return plain_value(value) if is_plain else value
        name = self.tag(start.index)
        if name in ("!", "str"):
            return value
        meant = plain_value(value)
        if type(meant) not in _SCALAR_TAGS.get(name, ()):
            self.refusals.tag(start.index)
        return meant
