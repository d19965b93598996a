"""Where a run's formats go: one to standard output, others to files."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from projguard.hooks.reporter import MakeReporter, Reporter


@dataclass(slots=True, kw_only=True)
class Output:
    """One format of a run and its destination; a file is written beside its place and moved there at the end."""

    name: str
    file: str = ""
    """Empty: standard output."""
    reporter: Reporter
    _stream: IO[str] | None = field(default=None, init=False)

    def write(self, text: str) -> None:
        """Write a piece of text; raises OSError."""
        if not text:
            return
        if not self.file:
            sys.stdout.write(text)
            return
        if self._stream is None:
            from tempfile import NamedTemporaryFile

            folder = Path(self.file).resolve().parent
            self._stream = NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=folder, delete=False)  # noqa: SIM115 - closed by close()
        self._stream.write(text)

    def close(self) -> None:
        """Put everything in its place; raises OSError."""
        if not self.file:
            sys.stdout.flush()
        elif self._stream is not None:
            self._stream.close()
            Path(self._stream.name).replace(self.file)
            self._stream = None

    def drop(self) -> None:
        """Leave nothing half-written behind."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
                Path(self._stream.name).unlink()


def parse_format(text: str) -> tuple[str, str]:
    """Split ``NAME[:FILE]``."""
    name, _, file = text.partition(":")
    return name, file


def draws(texts: Iterable[str], formats: Mapping[str, MakeReporter]) -> bool:
    """Tell whether a format that is asked for shows pictures."""
    return any(getattr(formats.get(parse_format(text)[0]), "draws", False) for text in texts)


def wants_color(choice: str) -> bool:
    """Decide about colour: as asked, else NO_COLOR and FORCE_COLOR, else only on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """Give the columns of the terminal, 80 where the output is no terminal."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return 80
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))
