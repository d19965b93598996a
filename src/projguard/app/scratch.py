"""Empty folders for what a source has to lay out; they are removed when the run ends."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path

MARK = ".git"
"""Whoever looks for settings upwards stops at a folder that has it: the temporary folder is everybody's."""


class Scratch:
    """Makes folders, and removes them with itself or at the end of the process."""

    def __init__(self) -> None:
        self._made: list[Path] = []
        self._finalizer: Callable[[], object] | None = None

    def folder(self) -> Path:
        """Make an empty folder that only this user can open."""
        import shutil
        from tempfile import mkdtemp

        if self._finalizer is None:
            self._finalizer = weakref.finalize(self, _remove, shutil.rmtree, self._made)
        top = Path(mkdtemp(prefix="projguard-"))
        self._made.append(top)
        (top / MARK).touch()
        inside = top / "project"
        inside.mkdir()
        return inside

    def close(self) -> None:
        """Remove everything now."""
        if self._finalizer is not None:
            self._finalizer()
            self._finalizer = None


def _remove(remove: Callable[..., object], folders: list[Path]) -> None:
    while folders:
        remove(folders.pop(), ignore_errors=True)
