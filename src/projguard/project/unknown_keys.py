"""Keys that the schema does not know, and what they were probably meant to be."""

from collections.abc import Iterable
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.project.nearest import nearest
from projguard.reading.validation import SchemaFault


class UnknownKey(NamedTuple):
    """One unknown key with the known key of the same section that is nearest, empty where none is near."""

    at: KeyPath
    key: str
    near: str
    known: tuple[str, ...]
    """All keys of that section."""

    @property
    def meant(self) -> KeyPath:
        """The path that was probably meant."""
        return (*self.at[:-1], self.near)


def find_unknown_keys(faults: Iterable[SchemaFault]) -> tuple[UnknownKey, ...]:
    """Read the unknown keys off the schema's faults."""
    return tuple(
        UnknownKey(
            at=fault.path,
            key=(key := str(fault.path[-1])),
            near=nearest(key, (str(known) for known in fault.expected)),
            known=tuple(str(known) for known in fault.expected),
        )
        for fault in faults
        if fault.keyword == "unknown_key"
    )
