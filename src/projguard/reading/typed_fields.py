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
    value: Data = None
    """What stands there; of a key the value that it leads to."""


_new = (
    tuple.__new__
)  # hundreds of fields are made of each manifest; the constructor of a named tuple takes twice as long


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
        _walk_mapping(value, slot, path, found)
    elif type(value) is list and slot.items is not None:
        for index, item in enumerate(value):
            if item is not None:
                _walk(item, slot.items, (*path, index), found)
    elif slot.type_name:
        found.append(_new(TypedField, (path, slot.type_name, "value", value)))


def _walk_mapping(value: dict[str, Data], slot: Slot, path: KeyPath, found: list[TypedField]) -> None:
    fields, key_type = slot.fields, slot.key_type
    for key, item in value.items():
        inner = fields.get(key) or slot.below(key)
        at = path + (key,)  # noqa: RUF005 - twice as fast as unpacking
        if key_type and not slot.is_private(key):
            found.append(_new(TypedField, (at, key_type, "key", item)))
        if inner is None or item is None:
            continue
        if inner.choice is not None or type(item) is dict or type(item) is list:
            _walk(item, inner, at, found)
        elif inner.type_name:
            found.append(_new(TypedField, (at, inner.type_name, "value", item)))
