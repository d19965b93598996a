"""What is judged of a project: the files that stand in its folder, or those that git holds, and when they were committed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from projguard.reading.git_head import NO_REPOSITORY

if TYPE_CHECKING:
    from projguard.reading.below import Files
    from projguard.reading.git_dates import GitDates

UNASKED = "-"


class Git:
    """Git's answers about one folder."""

    def __init__(self, root: str, revision: str = "", held: Files | None = None) -> None:
        self.root = root
        self.revision = revision
        """The commit that is judged, where it is not the working tree or the index."""
        self.held = held
        """What is judged, where it does not stand in the folder."""
        self.head = UNASKED
        """What the answers depend on; empty where that cannot be told, or git had no answer though there are commits."""

    def __call__(self, paths: tuple[str, ...]) -> GitDates:
        """Ask for the days of last commits."""
        from projguard.reading.git_dates import git_dates
        from projguard.reading.git_head import head_of

        # Before git is asked: a commit meanwhile makes the next run ask anew.
        head = head_of(Path(self.root)) if self.head == UNASKED else self.head
        dates = git_dates(self.root, paths, revision=self.revision, files=self.held)
        self.head = head if dates.state != "absent" or head == NO_REPOSITORY else ""
        return dates
