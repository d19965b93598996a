"""Empty folders for what a source has to lay out; they are removed when the run ends."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

MARK = ".git"
"""Whoever looks for settings upwards stops at a folder that has it: the temporary folder is everybody's."""


class Scratch:
    """Makes folders, and removes them with itself or at the end of the process."""

    def __init__(self) -> None:
        self._made: list[Path] = []
        self._finalizer = weakref.finalize(self, _remove, self._made)

    def folder(self) -> Path:
        """Make an empty folder that only this user can open."""
        top = Path(tempfile.mkdtemp(prefix="projguard-"))
        self._made.append(top)
        (top / MARK).touch()
        inside = top / "project"
        inside.mkdir()
        return inside

    def close(self) -> None:
        """Remove everything now."""
        self._finalizer()


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
