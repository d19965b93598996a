"""What a typed value was read as."""

from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

State: TypeAlias = Literal["ok", "reported", "ambiguous", "impossible", "wrong"]


class Reading(NamedTuple, Generic[T]):
    """A value (none where it counts as absent), how it was understood, and its canonical form (empty where unknown)."""

    value: T | None = None
    state: State = "ok"
    canonical: str = ""
