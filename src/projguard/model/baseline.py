"""Accepted gaps: what a baseline holds, and what a run makes of it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Accepted(NamedTuple):
    """One gap that was there when the baseline was made."""

    project: str
    """Path of the manifest, from the baseline's folder."""
    code: str
    pointer: str
    """Where it was, as a pointer that survives edits elsewhere; for people, the fingerprint decides."""
    fingerprint: str
    due: date
    """Last day on which it is accepted."""


class Baseline(NamedTuple):
    """The accepted gaps of one file."""

    path: str
    """Of the file, as shown to people."""
    folder: str
    """Absolute; the projects' paths begin here."""
    entries: Mapping[str, tuple[Accepted, ...]]
    """By project."""


class Tally(NamedTuple):
    """How a project's gaps stand to what was accepted."""

    new: int = 0
    """Open errors and warnings that nobody accepted."""
    old: int = 0
    """Accepted, and still in time."""
    overdue: int = 0
    """Accepted until a day that has passed: open again."""
    fixed: int = 0
    """Accepted, and no longer found."""
