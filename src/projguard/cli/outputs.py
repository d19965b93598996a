"""Where a format goes: to standard output, or to a file that is written beside its place."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from projguard.hooks.reporter import Reporter


class Output:
    """One format of a run and its destination; a file is written beside its place and moved there at the end."""

    def __init__(self, *, name: str, reporter: Reporter, file: str = "", adds: bool = False) -> None:
        self.name = name
        self.reporter = reporter
        self.file = file
        """Empty: standard output."""
        self.adds = adds
        """Write at the end of the file, which others write to as well."""
        self._stream: IO[str] | None = None
        self._beside: Path | None = None

    def write(self, text: str) -> None:
        """Write a piece of text; raises OSError."""
        if not text:
            return
        if not self.file:
            sys.stdout.write(text)
            return
        if self._stream is None:
            self._stream = self._opened()
        self._stream.write(text)

    def close(self) -> None:
        """Put everything in its place, an empty report too; raises OSError."""
        if not self.file:
            sys.stdout.flush()
            return
        stream = self._stream or self._opened()
        self._stream = None
        stream.close()
        if self._beside is not None:
            self._beside.replace(os.path.realpath(self.file))
            self._beside = None

    def drop(self) -> None:
        """Leave nothing half-written behind."""
        with contextlib.suppress(OSError):
            if self._stream is not None:
                self._stream.close()
        with contextlib.suppress(OSError):
            if self._beside is not None:
                self._beside.unlink()
        self._stream = self._beside = None

    def _opened(self) -> IO[str]:
        """Open a new file beside the place; what is no regular file, such as a pipe, is written to as it is."""
        from projguard.cli.places import open_as_it_is, spare_of

        place = Path(os.path.realpath(self.file))
        if self.adds:
            return place.open("a", encoding="utf-8", newline="\n")
        self._beside = spare_of(place)
        if self._beside is None:
            return open(open_as_it_is(place), "w", encoding="utf-8", newline="\n")  # noqa: PTH123 - a descriptor, no path
        return self._beside.open("x", encoding="utf-8", newline="\n")
