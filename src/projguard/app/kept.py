"""What is judged of a project: the files that stand in its folder, or those that git holds, and when they were committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projguard.reading.below import Files
    from projguard.reading.git_dates import GitDates


class Git:
    """Git's answers about one folder."""

    def __init__(self, root: str, revision: str = "", held: Files | None = None) -> None:
        self.root = root
        self.revision = revision
        """The commit that is judged, where it is not the working tree or the index."""
        self.held = held
        """What is judged, where it does not stand in the folder."""
        self.asked = False

    def __call__(self, paths: tuple[str, ...]) -> GitDates:
        """Ask for the days of last commits."""
        from projguard.reading.git_dates import git_dates

        self.asked = True
        return git_dates(self.root, paths, revision=self.revision, files=self.held)
