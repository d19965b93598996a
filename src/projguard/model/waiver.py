"""Waivers as a ledger shows them."""

from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.finding import Finding

Standing: TypeAlias = Literal["valid", "ending", "ended", "invalid", "unused"]
"""ending: it ends within the days of warning; invalid: it covers nothing, whatever it says; unused: the gap is closed."""


class WaiverEntry(NamedTuple):
    """One waiver of one project."""

    rule: str
    """As the manifest names it."""
    name: str
    """Of the rule; empty for one that there is not."""
    scope: str
    """A pointer; empty: the whole project."""
    reason: str
    approved_by: str
    """Id of the person."""
    approver: str
    """Name of the person; empty where nobody of that id is known."""
    until: date | None
    standing: Standing
    told: Finding | None
    """What PG0007 says of it."""
    line: int
    """In the manifest, from 1."""


class Ledger(NamedTuple):
    """The waivers of one project."""

    path: str
    """Of the manifest, as shown to people."""
    title: str
    as_of: date | None
    entries: tuple[WaiverEntry, ...]
    readable: bool = True
