"""Which commits changed a file."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from projguard.reading.git_command import ask_git


class Commit(NamedTuple):
    """One commit."""

    name: str
    """Full name."""
    day: date
    """Of the commit, in the committer's time zone."""


def commits_of(top: str, path: str, most: int) -> tuple[Commit, ...]:
    """Give the newest commits that changed a file, the oldest of them first; none where git knows of none.

    What a merge brought in counts on the day of the merge.
    """
    told = ask_git(
        top,
        "log",
        "--first-parent",
        "--diff-merges=first-parent",
        "--no-patch",
        "--no-color",
        "--no-renames",
        f"--max-count={most}",
        "--format=%H %cs",
        "HEAD",
        "--",
        path,
    )
    lines = (told or b"").decode("ascii", "replace").split("\n")
    pairs = [line.split(" ") for line in lines if line]
    return tuple(Commit(name, date.fromisoformat(day)) for name, day in reversed(pairs))
