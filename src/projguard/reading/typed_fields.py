"""Which type of the schema describes each value of a document, so that dates, people and paths are found wherever they stand."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from projguard.model.source import Data, KeyPath, Part
from projguard.reading.schema_slots import Slot, slots_of


class TypedField(NamedTuple):
    """A value, or a key of a mapping, and the name of the type that describes it in the schema's ``$defs``."""

    path: KeyPath
    type_name: str
    part: Part = "value"


def typed_fields(schema: Mapping[str, Data], data: Data) -> Iterator[TypedField]:
    """Give every value and every key that has a named type, in the order of the document.

    A value of the wrong form, such as a list where a date is expected, comes with the type that is expected there.
    Nulls count as absent; unknown and private keys have no type.
    """
    found: list[TypedField] = []
    if data is not None:
        _walk(data, slots_of(schema), (), found)
    return iter(found)


def _walk(value: Data, slot: Slot, path: KeyPath, found: list[TypedField]) -> None:
    if slot.choice is not None:
        slot = slot.for_value(value)
    if type(value) is dict and (slot.fields or slot.others is not None):
        for key, item in value.items():
            inner = slot.below(key)
            if slot.key_type and not slot.is_private(key):
                found.append(TypedField((*path, key), slot.key_type, "key"))
            if inner is not None and item is not None:
                _walk(item, inner, (*path, key), found)
    elif type(value) is list and slot.items is not None:
        for index, item in enumerate(value):
            if item is not None:
                _walk(item, slot.items, (*path, index), found)
    elif slot.type_name:
        found.append(TypedField(path, slot.type_name))
