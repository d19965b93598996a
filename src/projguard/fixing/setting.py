"""Values set at a key path: what stands there is replaced, what is missing is added with the keys that lead there."""

from __future__ import annotations

from collections.abc import Sequence

from projguard.fixing.house_style import column_of, house_of, line_end, line_start
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.yaml_source import Block, block_source, item_source, row_source, scalar_source
from projguard.model.edit import Edit
from projguard.model.source import Data, Document, KeyPath
from projguard.reading.yaml_source import after_colon


def set_value(document: Document, at: KeyPath, value: Data, order: Sequence[str] = ()) -> Edit:
    """Set plain data at a path; raises CannotEdit.

    Missing keys are added at the end of what they belong to, a new top-level section after the one that precedes it
    in ``order``. The number after a list's last item adds an item.
    """
    if at in document.nodes:
        return replace_value(document, at, _fitting(document, at, value))
    above = document.nearest(at)
    return _insert(document, above, at[len(above)], _nested(at[len(above) + 1 :], value), order)


def replace_value(document: Document, at: KeyPath, source: str) -> Edit:
    """Put YAML source in the place of an existing value, the empty one after a colon too; raises CannotEdit."""
    refuse_alias(document, at)
    node = document.nodes[at]
    text = document.text
    start, end = node.start, node.end
    if node.style == "block" and node.key_start >= 0:
        colon = after_colon(text, node.key_end)
        start = start if text[colon:start].strip() else colon
    if start == end or start < node.start:
        source = _after(text, start, source)
    return Edit(document.lines.span(start, end), source)


def rename_key(document: Document, at: KeyPath, key: str) -> Edit:
    """Give a key another name; raises CannotEdit."""
    refuse_alias(document, at)
    node = document.nodes.get(at)
    if node is None or node.key_start < 0:
        raise CannotEdit("missing")
    if (*at[:-1], key) in document.nodes:
        raise CannotEdit("taken")
    return Edit(document.lines.span(node.key_start, node.key_end), scalar_source(key))


def refuse_alias(document: Document, at: KeyPath) -> None:
    """Raise CannotEdit where a path leads through a reference, since its value stands elsewhere."""
    if any(
        at[:length] in document.nodes and document.nodes[at[:length]].style == "alias" for length in range(len(at) + 1)
    ):
        raise CannotEdit("alias")


def _fitting(document: Document, at: KeyPath, value: Data) -> str:
    """Write a value for the place of an existing one: line by line where the old one stood so, else in a row."""
    node = document.nodes[at]
    if node.style == "block" and node.key_start >= 0 and isinstance(value, dict | list):
        return block_source(value, column_of(document, at), house_of(document))
    return row_source(value)


def _after(text: str, at: int, source: str) -> str:
    """Set source that follows a colon or a dash apart from it; a key in brackets may have no colon yet."""
    before = text[at - 1 : at]
    if source[:1] in " \r\n" or before in ("", " "):
        return source
    return f" {source}" if before in ":-," else f": {source}"


def _nested(steps: KeyPath, value: Data) -> Data:
    for step in reversed(steps):
        if isinstance(step, int) and step:
            raise CannotEdit("missing")
        value = [value] if isinstance(step, int) else Block({step: value})
    return value


def _insert(document: Document, above: KeyPath, step: str | int, value: Data, order: Sequence[str]) -> Edit:
    refuse_alias(document, above)
    holder = document.value(above)
    if holder is None:
        return _fill(document, above, step, value)
    if not isinstance(holder, dict if isinstance(step, str) else list) or (
        isinstance(step, int) and step != len(holder)
    ):
        raise CannotEdit("shape")
    if document.nodes[above].style == "flow":
        return _into_row(document, above, step, value)
    return _line(document, above, step, value, order)


def _fill(document: Document, above: KeyPath, step: str | int, value: Data) -> Edit:
    """Give an empty key its first entry."""
    inner = {step: value} if isinstance(step, str) else [value]
    node = document.nodes[above]
    in_row = any(document.nodes[above[:length]].style == "flow" for length in range(len(above)))
    if in_row or node.start != node.end or node.key_start < 0:
        return replace_value(document, above, row_source(inner))
    column, house = column_of(document, above), house_of(document)
    at = line_end(document.text, node.end)
    blanks = " " * (column + (house.step if isinstance(step, str) else house.dash))
    source = house.newline + blanks + _entry(document, step, value, len(blanks))
    return Edit(document.lines.span(at, at), source)


def _into_row(document: Document, above: KeyPath, step: str | int, value: Data) -> Edit:
    node = document.nodes[above]
    text = document.text
    entry = f"{scalar_source(step)}: {row_source(value)}" if isinstance(step, str) else row_source(value)
    children = _children(document, above)
    if not children:
        return Edit(document.lines.span(node.start + 1, node.start + 1), entry)
    last = document.nodes[children[-1]]
    if last.style == "alias":
        raise CannotEdit("alias")
    gap = " "
    first = _first(document, children[-1])
    if len(children) > 1 and line_start(text, first) > document.nodes[children[-2]].end:
        gap = house_of(document).newline + text[line_start(text, first) : first]
        gap = gap if not gap.strip() else " "
    return Edit(document.lines.span(last.end, last.end), f",{gap}{entry}")


def _first(document: Document, path: KeyPath) -> int:
    node = document.nodes[path]
    return node.key_start if node.key_start >= 0 else node.start


def _children(document: Document, above: KeyPath) -> list[KeyPath]:
    holder = document.value(above)
    return [(*above, step) for step in (holder if isinstance(holder, dict) else range(len(holder)))]


def _line(document: Document, above: KeyPath, step: str | int, value: Data, order: Sequence[str]) -> Edit:
    """Add an entry on lines of its own."""
    node = document.nodes[above]
    if isinstance(step, int):
        column = document.lines.position(node.start).column
        end = node.end
    else:
        children = _children(document, above)
        column = column_of(document, children[0])
        before = _before(document, children, step, order)
        end = node.end if before is None else document.nodes[before].end
    at = line_end(document.text, end)
    house = house_of(document)
    gap = house.newline * 2 if not above and _is_airy(document) else house.newline
    source = gap + " " * column + _entry(document, step, value, column)
    return Edit(document.lines.span(at, at), source)


def _entry(document: Document, step: str | int, value: Data, column: int) -> str:
    house = house_of(document)
    if isinstance(step, int):
        return item_source(value, column, house)
    return f"{scalar_source(step)}:{block_source(value, column, house)}"


def _before(document: Document, children: Sequence[KeyPath], step: str, order: Sequence[str]) -> KeyPath | None:
    """Choose the sibling after which a new key stands; None: at the end."""
    if step not in order:
        return None
    earlier = set(order[: order.index(step)])
    chosen = next((child for child in reversed(children) if child[-1] in earlier), None)
    last = chosen is None or chosen == children[-1] or document.nodes[chosen].style == "alias"
    return None if last else chosen


def _is_airy(document: Document) -> bool:
    """Tell whether blank lines stand above most top-level sections, or above the comments that introduce them."""
    lines = document.text.splitlines()
    later = list(document.data)[1:]
    apart = 0
    for key in later:
        above = document.lines.position(document.nodes[(key,)].key_start).line - 1
        while above > 0 and lines[above].lstrip().startswith("#"):
            above -= 1
        apart += not lines[above].strip()
    return apart * 2 > len(later)
