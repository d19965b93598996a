"""Whether plain data fits a JSON Schema, and where it does not: a quick verdict first, the reasons only when needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn, Protocol

from projguard.model.once import once
from projguard.model.source import Data, KeyPath
from projguard.reading.schema_slots import Slot, slots_of

if TYPE_CHECKING:

    class _Verdict(Protocol):
        def is_valid(self, instance: Data, /) -> bool: ...

    class _Error(Protocol):
        @property
        def absolute_path(self) -> Sequence[str | int]: ...
        @property
        def absolute_schema_path(self) -> Sequence[str | int]: ...
        @property
        def relative_schema_path(self) -> Sequence[str | int]: ...
        @property
        def context(self) -> Sequence[_Error] | None: ...
        @property
        def validator(self) -> object: ...
        @property
        def validator_value(self) -> Data: ...
        @property
        def schema(self) -> Data: ...
        @property
        def instance(self) -> Data: ...

    class _Reasons(_Verdict, Protocol):
        def iter_errors(self, instance: Data, /) -> Iterable[_Error]: ...


_ALTERNATIVES = ("anyOf", "oneOf")
_NO_BREAK = "(?!\\n)"
"""What follows the ``$`` of a pattern, since Python, and nothing else, also finds that before a last line break."""


class SchemaFault(NamedTuple):
    """One place where data does not fit its schema."""

    path: KeyPath
    """The place; of an unknown key the key's, of a missing one the path that it would have."""
    keyword: str
    """The schema's word that is not met; ``unknown_key``, ``required`` and ``key`` speak of the last step of the path."""
    type_name: str
    """The entry of ``$defs`` that describes the place (of an unknown key, its mapping); empty where there is none."""
    expected: tuple[Data, ...] = ()
    """Known keys, allowed values, types, or the bound that the word sets."""
    value: Data = None
    """What stands there; None of a missing key."""


class Validator:
    """One schema, compiled when it is first needed and then kept; ``pure`` leaves the verdict to Python, too."""

    def __init__(self, schema: Mapping[str, Data], *, pure: bool = False) -> None:
        self.schema = schema
        self._pure = pure

    def faults(self, data: Data, *, has_nulls: bool = True) -> tuple[SchemaFault, ...]:
        """Give every fault of the data, one per place and word; entries of mappings that are null count as absent.

        Data that is known to hold no null needs no copy without them.
        """
        pruned = without_nulls(data) if has_nulls else data
        if (self._quick or self._reasons).is_valid(pruned):
            return ()
        slots = slots_of(self.schema)
        found: dict[tuple[KeyPath, str], SchemaFault] = {}
        for error in self._reasons.iter_errors(pruned):
            for fault in _faults_of(error, slots, pruned):
                found.setdefault((fault.path, fault.keyword), fault)
        return tuple(found.values())

    @once
    def _quick(self) -> _Verdict | None:
        if self._pure:
            return None
        try:
            from jsonschema_rs import Draft202012Validator
        except ImportError:
            return None
        return Draft202012Validator(_at_once(self.schema), retriever=_refuse)

    @once
    def _reasons(self) -> _Reasons:
        from jsonschema import Draft202012Validator
        from referencing import Registry

        registry: Registry[Data] = Registry()
        return Draft202012Validator(dict(self.schema), registry=registry)


def _at_once(schema: Mapping[str, Data]) -> dict[str, Data]:
    """Give a schema whose types ask for no looking ahead, which takes the compiled validator most of its time."""
    types = dict(schema.get("$defs", {}))
    for name, described in types.items():
        pattern = described.get("pattern", "") if isinstance(described, dict) else ""
        if pattern.endswith(f"${_NO_BREAK}") and not pattern.endswith(f"\\${_NO_BREAK}"):
            types[name] = {**described, "pattern": pattern.removesuffix(_NO_BREAK)}
    return {**schema, "$defs": types}


def _refuse(uri: str) -> NoReturn:
    """Fetch nothing: a schema refers to itself alone."""
    raise LookupError(uri)


def without_nulls(data: Data) -> Data:
    """Give data without the entries of its mappings that hold nothing: they count as not written."""
    if type(data) is dict:
        return {key: without_nulls(item) for key, item in data.items() if item is not None}
    if type(data) is list:
        return [without_nulls(item) for item in data]
    return data


def _faults_of(error: _Error, slots: Slot, data: Data) -> Iterator[SchemaFault]:
    path = tuple(error.absolute_path)
    if error.validator in _ALTERNATIVES and error.context:
        for closest in _closest(error.context):
            yield from _faults_of(closest, slots, data)
    elif _speaks_of_key(error.absolute_schema_path):
        slot = slots.at(data, path)
        name = slot.key_type if slot is not None else ""
        yield SchemaFault(
            path=(*path, error.instance), keyword="key", type_name=name, expected=_expected(error), value=error.instance
        )
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(error, path, _type_name(slots, data, path))
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                missing = (*path, key)
                yield SchemaFault(path=missing, keyword="required", type_name=_type_name(slots, data, missing))
    else:
        yield SchemaFault(
            path=path,
            keyword=str(error.validator),
            type_name=_type_name(slots, data, path),
            expected=_expected(error),
            value=error.instance,
        )


def _closest(errors: Sequence[_Error]) -> list[_Error]:
    """Choose the alternative that the data comes closest to: it fails deepest inside, then at the fewest places."""
    branches: dict[str | int, list[_Error]] = {}
    for error in errors:
        branches.setdefault(error.relative_schema_path[0], []).append(error)
    return min(branches.values(), key=lambda branch: (-max(len(error.absolute_path) for error in branch), len(branch)))


def _speaks_of_key(schema_path: Sequence[str | int]) -> bool:
    steps = list(schema_path)
    return any(
        step == "propertyNames" and (index == 0 or steps[index - 1] != "properties") for index, step in enumerate(steps)
    )


def _unknown_keys(error: _Error, path: KeyPath, type_name: str) -> Iterator[SchemaFault]:
    known = tuple(error.schema.get("properties", ()))
    patterns = error.schema.get("patternProperties", ())
    for key, value in error.instance.items():
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            yield SchemaFault(
                path=(*path, key), keyword="unknown_key", type_name=type_name, expected=known, value=value
            )


def _type_name(slots: Slot, data: Data, path: KeyPath) -> str:
    slot = slots.at(data, path)
    return "" if slot is None else slot.type_name


def _expected(error: _Error) -> tuple[Data, ...]:
    wanted = error.validator_value
    if error.validator == "type":
        types = (wanted,) if isinstance(wanted, str) else tuple(wanted)
        return tuple(name for name in types if name != "null")
    if error.validator == "enum":
        return tuple(value for value in wanted if value is not None)
    return () if error.validator == "pattern" or isinstance(wanted, list | dict) else (wanted,)
