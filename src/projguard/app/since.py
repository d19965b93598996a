"""A project as it was at a revision: which of today's gaps it had then, document against document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from projguard.app.kept import Git
from projguard.reading.git_files import Blobs, GitFiles, Snapshot, commit_of, repository_of


class UnknownRevision(Exception):  # noqa: N818 - says what was asked for, and is no failure of ours
    """Raised for a revision that git does not know where a project lies."""

    def __init__(self, revision: str, folder: Path) -> None:
        super().__init__(revision)
        self.revision = revision
        self.folder = folder


def known_revision(revision: str, folders: Iterable[Path]) -> None:
    """Raise UnknownRevision for the first folder whose repository has no such revision."""
    known: set[str] = set()
    for folder in folders:
        place = repository_of(folder)
        if place is None or (place[0] not in known and not commit_of(place[0], revision)):
            raise UnknownRevision(revision, folder)
        known.add(place[0])


@contextmanager
def at_revision(manifest: Path, revision: str) -> Iterator[Git | None]:
    """Give what git held of a project's folder at a revision; None where it cannot tell."""
    place = repository_of(manifest.parent)
    commit = commit_of(place[0], revision) if place else ""
    if place is None or not commit:
        yield None
        return
    with Blobs(place[0]) as blobs:
        held = GitFiles(Snapshot(*place, commit), blobs)
        yield Git(root=str(manifest.parent), revision=commit, held=held)
