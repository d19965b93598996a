"""What the checks of the vocabulary share: their usual parameters, and the values that each of their messages can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.hooks.described import Param
from projguard.model.rule import Params
from projguard.project.cursor import Cursor
from projguard.project.items import Item, items_of, scalars_of
from projguard.project.project import Project

ALWAYS = ("name", "field", "value")
"""How people call the place, the field in question, and what stands there."""
FIELD = Param("field", "the field, dotted below each place; `@` is the place itself, `$.project.end` begins at the top")
FIELDS = Param("fields", "the fields, dotted below each place")


def values_of(project: Project, params: Params) -> Iterator[tuple[Item, Cursor]]:
    """Give each value that stands in the field of each place; the items of a list one by one."""
    for item in items_of(project, params):
        for value in scalars_of(item.field(params["field"])):
            yield item, value


def folded(texts: Sequence[object], *, ignore_case: bool) -> dict[str, str]:
    """Give texts by what they are compared by."""
    return {str(text).casefold() if ignore_case else str(text): str(text) for text in texts}
