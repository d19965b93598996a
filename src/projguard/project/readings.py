"""What a typed value was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

T = TypeVar("T")

State: TypeAlias = Literal["ok", "reported", "ambiguous", "impossible", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """A value (none where it counts as absent), how it was understood, and its canonical form (empty where unknown)."""

    value: T | None = None
    state: State = "ok"
    canonical: str = ""
