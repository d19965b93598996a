"""What is judged of a project: the files that stand in its folder, or those that git holds, and when they were committed."""

from __future__ import annotations

from dataclasses import dataclass

from projguard.reading.below import Files
from projguard.reading.git_dates import GitDates, git_dates


@dataclass(slots=True)
class Git:
    """Git's answers about one folder."""

    root: str
    revision: str = ""
    """The commit that is judged, where it is not the working tree or the index."""
    held: Files | None = None
    """What is judged, where it does not stand in the folder."""
    asked: bool = False

    def __call__(self, paths: tuple[str, ...]) -> GitDates:
        """Ask for the days of last commits."""
        self.asked = True
        return git_dates(self.root, paths, revision=self.revision, files=self.held)
