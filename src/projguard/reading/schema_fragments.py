"""The manifest's schema with top-level keys that others describe: fragments are added, and contradict nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from projguard.model.source import Data
from projguard.model.values import Text, Value

_OWN = ("properties", "$defs")
_REMARKS = ("$schema", "$comment", "title", "description")
_TYPES = "#/$defs/"


class Fragment(NamedTuple):
    """One fragment, and who gives it."""

    origin: str
    """As people see it."""
    schema: Mapping[str, Data]


class Contradiction(Exception):  # noqa: N818 - says what is wrong in a schema that is not ours
    """Raised for a fragment that does not fit the rest: the id of a sentence, and its values."""

    def __init__(self, message: str, values: Mapping[str, Value]) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


def composed(core: Mapping[str, Data], core_origin: str, fragments: Sequence[Fragment]) -> Mapping[str, Data]:
    """Add fragments to a schema; raises Contradiction, which names both sides where two describe one key."""
    if not fragments:
        return core
    owners = {(part, key): core_origin for part in _OWN for key in core.get(part, {})}
    added: dict[str, dict[str, Data]] = {part: dict(core.get(part, {})) for part in _OWN}
    for fragment in fragments:
        for part, key, schema in _entries(fragment):
            first = owners.setdefault((part, key), fragment.origin)
            if key in added[part] and added[part][key] != schema:
                raise Contradiction("fragment_clash", {"key": Text(key), **_both(first, fragment.origin)})
            added[part][key] = schema
    whole = {**core, **added}
    for fragment in fragments:
        _is_schema(fragment)
        _refers_to_known(fragment, whole)
    return whole


def _entries(fragment: Fragment) -> Iterator[tuple[str, str, Data]]:
    for part, entries in fragment.schema.items():
        if part in _REMARKS:
            continue
        if part not in _OWN:
            raise Contradiction("fragment_word", {"key": Text(part), "one": Text(fragment.origin)})
        if not isinstance(entries, Mapping):
            raise _no_schema(fragment.origin, f"{part}: {type(entries).__name__}")
        for key, schema in entries.items():
            yield part, str(key), schema


def _refers_to_known(fragment: Fragment, whole: Mapping[str, Data]) -> None:
    for reference in _references(fragment.schema):
        name = str(reference).removeprefix(_TYPES)
        if not str(reference).startswith(_TYPES) or name not in whole["$defs"]:
            values = {"reference": Text(str(reference)), "one": Text(fragment.origin)}
            raise Contradiction("fragment_reference", values)


def _references(node: Data) -> Iterator[Data]:
    if isinstance(node, Mapping):
        for key, below in node.items():
            if key in {"$ref", "$dynamicRef", "$recursiveRef"}:
                yield below
            else:
                yield from _references(below)
    elif isinstance(node, list | tuple):
        for below in node:
            yield from _references(below)


def _is_schema(fragment: Fragment) -> None:
    """Hold a fragment against the schema of schemas."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    own = {part: fragment.schema.get(part, {}) for part in _OWN}
    try:
        json.dumps(own)
        Draft202012Validator.check_schema(own)
    except SchemaError as fault:
        at = "/".join(map(str, fault.absolute_path))
        raise _no_schema(fragment.origin, f"{at}: {fault.message}" if at else fault.message) from fault
    except (TypeError, ValueError) as fault:
        raise _no_schema(fragment.origin, str(fault)) from fault


def _no_schema(origin: str, reason: str) -> Contradiction:
    return Contradiction("fragment_form", {"one": Text(origin), "reason": Text(reason)})


def _both(one: str, other: str) -> dict[str, Value]:
    return {"one": Text(one), "other": Text(other)}
