"""One event of a YAML text: a tuple, made from what a parser says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Literal, Protocol, TypeAlias

Kind: TypeAlias = Literal["plain", "scalar", "mapping", "sequence", "end", "alias", "document", "other"]
"""plain: a scalar without quotes, anchor and tag; scalar: any other; end: that of a mapping or sequence."""
Event: TypeAlias = "tuple[Kind, str, Mark, Mark, str, str | None, object]"
"""Kind, value of a scalar, start and end, style (of a scalar its sign, of a collection flow or block), anchor,
tag (None where there is none)."""


class Mark(Protocol):
    """A place in the text; to read its offset takes a while, and hardly any is ever asked for."""

    index: int


def _scalar(  # noqa: PLR0917 - called like the constructor in whose place it may stand
    anchor: str | None, tag: object, _implicit: object, value: str, start: Mark, end: Mark, style: str | None = None
) -> Event:
    if style or anchor is not None or tag is not None:
        return "scalar", value, start, end, style or "", anchor, tag
    return "plain", value, start, end, "", None, None


def _alias(anchor: str, start: Mark, end: Mark) -> Event:
    return "alias", "", start, end, "", anchor, None


def _mapping(anchor: str | None, tag: object, _implicit: object, start: Mark, end: Mark, is_flow: object) -> Event:
    return "mapping", "", start, end, "flow" if is_flow else "block", anchor, tag


def _sequence(anchor: str | None, tag: object, _implicit: object, start: Mark, end: Mark, is_flow: object) -> Event:
    return "sequence", "", start, end, "flow" if is_flow else "block", anchor, tag


def _end(start: Mark, end: Mark) -> Event:
    return "end", "", start, end, "", None, None


def _document(start: Mark, end: Mark, *_: object) -> Event:
    return "document", "", start, end, "", None, None


def _other(start: Mark, end: Mark, *_: object) -> Event:
    return "other", "", start, end, "", None, None


MAKERS: Mapping[str, Callable[..., Event]] = {
    "ScalarEvent": _scalar,
    "AliasEvent": _alias,
    "MappingStartEvent": _mapping,
    "MappingEndEvent": _end,
    "SequenceStartEvent": _sequence,
    "SequenceEndEvent": _end,
    "DocumentStartEvent": _document,
    "DocumentEndEvent": _other,
    "StreamStartEvent": _other,
    "StreamEndEvent": _other,
}
"""What makes an event from the arguments that a parser gives to the class of this name."""

_PLACE = ("start_mark", "end_mark")
_COLLECTION = attrgetter("anchor", "ctag", "implicit", *_PLACE, "flow_style")
_ARGUMENTS: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {
    "ScalarEvent": attrgetter("anchor", "ctag", "implicit", "value", *_PLACE, "style"),
    "AliasEvent": attrgetter("anchor", *_PLACE),
    "MappingStartEvent": _COLLECTION,
    "SequenceStartEvent": _COLLECTION,
}


def from_object(said: object) -> Event:
    """Make an event from an object of the library."""
    name = type(said).__name__
    return MAKERS[name](*_ARGUMENTS.get(name, attrgetter(*_PLACE))(said))
