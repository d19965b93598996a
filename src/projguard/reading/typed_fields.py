"""Which type of the schema describes each value of a document, so that dates, people and paths are found wherever they stand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from projguard.model.source import Data, KeyPath, Part
from projguard.reading.schema_slots import Slot, slots_of


class TypedField(NamedTuple):
    """A value, or a key of a mapping, and the name of the type that describes it in the schema's ``$defs``."""

    path: KeyPath
    type_name: str
    part: Part = "value"
    value: Data = None
    """What stands there; of a key the value that it leads to."""


Typed: TypeAlias = tuple[KeyPath, str, Part, Data]
"""The parts of a TypedField: most of the hundreds of a manifest are only counted or read, which needs no object of a class."""
ByType: TypeAlias = Mapping[str, Sequence[Typed]]
"""The values and keys of each type, each list in the order of the document; those of paths and of paths or texts in one."""


def typed_fields(schema: Mapping[str, Data], data: Data) -> Iterator[TypedField]:
    """Give every value and every key that has a named type, in the order of the document.

    A value of the wrong form, such as a list where a date is expected, comes with the type that is expected there.
    Nulls count as absent; unknown and private keys have no type.
    """
    found: list[Typed] = []
    if data is not None:
        _walk(data, slots_of(schema), (), defaultdict(lambda: found))
    return map(TypedField._make, found)


def fields_by_type(schema: Mapping[str, Data], data: Data) -> ByType:
    """Give the same by the name of their type."""
    found: dict[str, list[Typed]] = defaultdict(list)
    # Which of them are evidence is asked in the order of the document.
    found["path_or_text"] = found["path"]
    if data is not None:
        _walk(data, slots_of(schema), (), found)
    return found


def _walk(value: Data, slot: Slot, path: KeyPath, found: dict[str, list[Typed]]) -> None:
    if slot.choice is not None:
        slot = slot.for_value(value)
    if type(value) is dict and (slot.fields or slot.others is not None):
        _walk_mapping(value, slot, path, found)
    elif type(value) is list and slot.items is not None:
        inner = slot.items
        leaf = inner.leaf_type
        for index, item in enumerate(value):
            if item is None:
                continue
            at = path + (index,)  # noqa: RUF005 - twice as fast as unpacking
            if leaf:
                found[leaf].append((at, leaf, "value", item))
            else:
                _walk(item, inner, at, found)
    elif slot.type_name:
        found[slot.type_name].append((path, slot.type_name, "value", value))


def _walk_mapping(value: dict[str, Data], slot: Slot, path: KeyPath, found: dict[str, list[Typed]]) -> None:
    fields, key_type = slot.fields, slot.key_type
    for key, item in value.items():
        inner = fields.get(key)
        at = path + (key,)  # noqa: RUF005 - as above
        if (key_type or inner is None) and not slot.is_private(key):
            inner = inner or slot.others
            if key_type:
                found[key_type].append((at, key_type, "key", item))
        if inner is None or item is None:
            continue
        if leaf := inner.leaf_type:
            found[leaf].append((at, leaf, "value", item))
        else:
            _walk(item, inner, at, found)
