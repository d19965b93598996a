"""Whether an edited text is what was meant: it parses, nothing else changed its value, and every comment is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from projguard.fixing.apply import apply_edits
from projguard.fixing.refusal import CannotEdit
from projguard.model.edit import Edit
from projguard.model.limits import Limits
from projguard.model.source import Data, Document, KeyPath
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document, read_tree

_ENDS = re.compile(r"\r\n|\r|\n")
BOM = b"\xef\xbb\xbf"


def edited(
    document: Document, edits: Sequence[Edit], expected: Data, limits: Limits, *, comments: Counter[str] | None = None
) -> Document:
    """Make edits and give the new document; raises CannotEdit where it is not the old one with ``expected`` as data.

    The texts of its comments are the old ones, unless ``comments`` says what they shall be.
    """
    text = apply_edits(document.text, edits)
    try:
        new = read_document(to_bytes(document, text), document.path, limits)
    except Unreadable:
        raise CannotEdit("unreadable") from None
    if not is_same(new.data, expected):
        raise CannotEdit("other_values")
    if comments_of(new) != (comments_of(document) if comments is None else comments):
        raise CannotEdit("comment")
    if not _is_laid_out_alike(document.text, text):
        raise CannotEdit("layout")
    return new


def comments_of(document: Document) -> Counter[str]:
    """Count the texts of a document's comments."""
    return Counter(comment.text.strip() for comment in document.comments)


def to_bytes(document: Document, text: str) -> bytes:
    """Give the bytes of a document with another text, its byte order mark kept."""
    return (BOM if document.bom else b"") + text.encode()


def with_value(data: Data, at: KeyPath, value: Data) -> Data:
    """Give data with a value set at a path, the keys that lead there added; nothing that is given is changed."""
    if not at:
        return value
    step = at[0]
    if isinstance(step, int):
        items = list(data or ())
        inner = with_value(items[step] if step < len(items) else None, at[1:], value)
        return [*items[:step], inner, *items[step + 1 :]]
    return {**(data or {}), step: with_value((data or {}).get(step), at[1:], value)}


def with_key(data: Data, at: KeyPath, key: str) -> Data:
    """Give data with the key at a path renamed, in its place."""
    step = at[0]
    if len(at) == 1:
        return {key if name == step else name: value for name, value in data.items()}
    return with_value(data, (step,), with_key(data[step], at[1:], key))


def without(data: Data, at: KeyPath) -> Data:
    """Give data without the entry at a path; what it leaves empty goes with it."""
    step = at[0]
    inner = without(data[step], at[1:]) if len(at) > 1 else None
    if inner:
        return with_value(data, (step,), inner)
    if isinstance(step, int):
        return [*data[:step], *data[step + 1 :]]
    return {name: value for name, value in data.items() if name != step}


def value_of(source: str, limits: Limits) -> Data:
    """Give the data that YAML source means; raises CannotEdit."""
    try:
        tree = read_tree(source, limits)
    except Unreadable:
        raise CannotEdit("unreadable") from None
    return None if tree is None else tree.data


def is_same(one: Data, other: Data) -> bool:
    """Tell whether two trees hold the same values of the same types; the order of keys counts for nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


def _is_laid_out_alike(old: str, new: str) -> bool:
    """Tell whether lines end as before, the last one too."""
    before = set(_ENDS.findall(old))
    return set(_ENDS.findall(new)) <= (before or {"\n"}) and bool(re.search(r"[\r\n]\Z", old)) == bool(
        re.search(r"[\r\n]\Z", new)
    )
