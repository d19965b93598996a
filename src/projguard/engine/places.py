"""Places by pointer: plain steps, or what identifies the items of a list."""

from __future__ import annotations

from projguard.engine.identity import Identities
from projguard.model.source import KeyPath


def steps(pointer: str) -> tuple[str, ...]:
    """Split a pointer into its steps; the empty one is the whole document."""
    stripped = pointer.strip("/")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in stripped.split("/")) if stripped else ()


def is_within(identities: Identities, path: KeyPath, wanted: tuple[str, ...]) -> bool:
    """Tell whether a path lies at or below a place, given by plain steps or by what identifies list items."""
    plain = tuple(str(step) for step in path)
    stable = tuple(str(step) for step in identities.path(path))
    return wanted in (plain[: len(wanted)], stable[: len(wanted)])
