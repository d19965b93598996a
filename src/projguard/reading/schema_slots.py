"""What a JSON Schema says about each place of the data: one small tree, built once per schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Self

from projguard.model.source import Data, KeyPath

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "array": (list,),
    "object": (dict,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


class Choice(NamedTuple):
    """``if: {type: ..., not: {pattern: ...}}``: what holds for data of a JSON type, and what holds for other data."""

    json_type: str
    unless: re.Pattern[str] | None
    """Text that this is found in counts as other data."""
    then: Slot | None
    other: Slot | None

    def fits(self, value: Data) -> bool:
        """Tell whether a value is of the first branch."""
        return is_of(value, self.json_type) and not (self.unless and self.unless.search(value))


class Slot:
    """One place: the entry of ``$defs`` that describes it, and the places below it.

    The outermost name counts (``messenger``, not the ``text`` that it refers to); alternatives are laid over one
    another, and the first that has a name gives it. a Choice is decided by the data.
    """

    __slots__ = ("choice", "fields", "items", "key_type", "leaf_type", "others", "private", "type_name", "words")

    def __init__(self) -> None:
        self.type_name = ""
        self.fields: dict[str, Slot] = {}
        self.others: Slot | None = None
        """Describes the values of keys that have no field."""
        self.private: re.Pattern[str] | None = None
        """Keys about which the schema says nothing."""
        self.key_type = ""
        """Type name of the mapping's keys."""
        self.items: Slot | None = None
        self.words: tuple[Data, ...] = ()
        """The values that are allowed without being of any named type."""
        self.choice: Choice | None = None
        self.leaf_type = ""
        """The type's name again where nothing is described below, so that whatever stands there is of this type."""

    def for_value(self, value: Data) -> Self | Slot:
        """Give the slot that holds for a value; what is no word of a list of words is meant as the other branch has it."""
        if self.choice is None:
            return self
        then, other = self.choice.then, self.choice.other
        if not self.choice.fits(value):
            then, other = other, then
        if then is not None and then.words and not then.type_name and other is not None and value not in then.words:
            return other
        return then or self

    def below(self, step: str | int) -> Slot | None:
        """Give the slot of a key or of a list item, None where the schema says nothing about it."""
        if isinstance(step, int):
            return self.items
        found = self.fields.get(step)
        if found is None and self.others is not None and not self.is_private(step):
            return self.others
        return found

    def is_private(self, key: str) -> bool:
        """Tell whether the schema leaves a key to the author."""
        return self.private is not None and self.private.search(key) is not None

    def at(self, data: Data, path: KeyPath) -> Slot | None:
        """Give the slot of a path, which need not exist in the data."""
        slot: Slot | None = self.for_value(data)
        for step in path:
            slot = slot.below(step) if slot is not None else None
            data = _value(data, step)
            slot = slot.for_value(data) if slot is not None else None
        return slot


def slots_of(schema: Mapping[str, Data]) -> Slot:
    """Give the tree of a schema; built when a schema is seen for the first time, then kept."""
    known = _KNOWN.get(id(schema))
    if known is None:
        known = _KNOWN[id(schema)] = (schema, _Builder(schema.get("$defs", {})).tree(schema))
    return known[1]


_KNOWN: dict[int, tuple[Mapping[str, Data], Slot]] = {}
"""Trees by the identity of their schema, which is held here so that the identity stays its own."""


def is_of(value: Data, json_type: str) -> bool:
    """Tell whether a value is of a JSON type; true and false are no numbers."""
    return isinstance(value, _TYPES.get(json_type, ())) and (json_type == "boolean" or not isinstance(value, bool))


def _value(data: Data, step: str | int) -> Data:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


class _Builder:
    def __init__(self, types: Mapping[str, Data]) -> None:
        self._types = types
        self._named: dict[str, Slot] = {}
        self._made: list[Slot] = []

    def tree(self, schema: Mapping[str, Data]) -> Slot:
        """Describe a whole schema."""
        root = self.slot(schema)
        for slot in self._made:
            if not (slot.fields or slot.others or slot.items or slot.choice):
                slot.leaf_type = slot.type_name
        return root

    def slot(self, part: Data) -> Slot:
        """Describe one part of the schema; a part that is nothing but a reference shares the slot of its type."""
        name = _name_of(part)
        if not name or part.keys() & {"properties", "items", "anyOf", "if"}:
            slot = self._new()
            self._lay(part, slot)
            return slot
        if name not in self._named:
            # Known before it is filled, since a type may hold itself.
            self._named[name] = self._new()
            self._lay({"$ref": part["$ref"]}, self._named[name])
        return self._named[name]

    def _new(self) -> Slot:
        slot = Slot()
        self._made.append(slot)
        return slot

    def _lay(self, part: Data, slot: Slot) -> None:
        """Add to a slot what one part of the schema says."""
        if not isinstance(part, Mapping):
            return
        name = _name_of(part)
        if name:
            slot.type_name = slot.type_name or name
            self._lay(self._types.get(name), slot)
        self._lay_places(part, slot)
        for alternative in (*part.get("allOf", ()), *part.get("anyOf", ()), *part.get("oneOf", ())):
            self._lay(alternative, slot)
        self._lay_choice(part, slot)

    def _lay_places(self, part: Mapping[str, Data], slot: Slot) -> None:
        for key, field in part.get("properties", {}).items():
            slot.fields.setdefault(key, self.slot(field))
        if part.get("patternProperties"):
            slot.private = re.compile("|".join(f"(?:{pattern})" for pattern in part["patternProperties"]))
        if isinstance(part.get("additionalProperties"), Mapping):
            slot.others = self.slot(part["additionalProperties"])
        if isinstance(part.get("items"), Mapping):
            slot.items = self.slot(part["items"])
        if "propertyNames" in part:
            slot.key_type = self.slot(part["propertyNames"]).type_name
        if "enum" in part:
            slot.words += tuple(part["enum"])

    def _lay_choice(self, part: Mapping[str, Data], slot: Slot) -> None:
        condition = part.get("if")
        if condition is None:
            return
        unless = condition.get("not", {})
        if condition.keys() <= {"type", "not"} and unless.keys() <= {"pattern"} and isinstance(condition["type"], str):
            then, other = (self.slot(part[word]) if word in part else None for word in ("then", "else"))
            pattern = re.compile(unless["pattern"]) if unless else None
            slot.choice = Choice(condition["type"], pattern, then, other)
            return
        for word in ("then", "else"):
            self._lay(part.get(word), slot)


def _name_of(part: Data) -> str:
    reference = part.get("$ref", "") if isinstance(part, Mapping) else ""
    return reference.removeprefix("#/$defs/") if reference.startswith("#/$defs/") else ""
