"""Edits into a text: groups whole or not at all; what overlaps waits for the next round."""

from collections.abc import Sequence
from typing import NamedTuple

from projguard.model.edit import Edit


class Applied(NamedTuple):
    """A text with some groups of edits made."""

    text: str
    made: tuple[int, ...]
    """Numbers of the groups that were made."""
    deferred: tuple[int, ...]
    """Numbers of those that overlap one of them."""


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Make edits that belong together; raises ValueError where two of them overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=_order):
        if edit.span.start.offset < at:
            raise ValueError("edits overlap")
        parts += (text[at : edit.span.start.offset], edit.new_text)
        at = edit.span.end.offset
    return "".join([*parts, text[at:]])


def apply_groups(text: str, groups: Sequence[Sequence[Edit]]) -> Applied:
    """Make each group of edits in turn unless it touches one made before it; equal edits are made once."""
    taken: list[Edit] = []
    made: list[int] = []
    deferred: list[int] = []
    for number, group in enumerate(groups):
        fresh = [edit for edit in group if edit not in taken]
        if any(_touch(edit, other) for edit in fresh for other in taken):
            deferred.append(number)
        else:
            taken += fresh
            made.append(number)
    return Applied(apply_edits(text, taken), tuple(made), tuple(deferred))


def _touch(one: Edit, other: Edit) -> bool:
    """Tell whether two edits overlap or meet, since the order of what meets would be a matter of chance."""
    return one.span.start.offset <= other.span.end.offset and other.span.start.offset <= one.span.end.offset


def _order(edit: Edit) -> tuple[int, int]:
    return edit.span.start.offset, edit.span.end.offset
