"""Former names of the public interface: they go on working for a while, and say what to write instead."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Former(NamedTuple):
    """A name that is going away."""

    value: Any
    """What it stands for as long as it works."""
    since: str
    """Version of projguard from which it warns."""
    until: str
    """Version of projguard that no longer has it."""
    instead: str
    """What to write in its place."""


def former_names(module: str, names: Mapping[str, Former]) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a module whose former names warn (DeprecationWarning) when they are used."""

    def find(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        former = names[name]
        told = f"{module}.{name} is deprecated since {former.since} and gone in {former.until}: use {former.instead}"
        warnings.warn(told, DeprecationWarning, stacklevel=2)
        return former.value

    return find
