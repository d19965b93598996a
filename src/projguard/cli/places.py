"""Files that something is written to: never what a run reads, a file in one piece, a device or a pipe as it is."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from projguard.reading.discovery import ALL_NAMES
from projguard.reading.git_search import SETTINGS

PATIENCE = 2.0
"""Seconds that the reader of a named pipe has to come."""


def is_input(file: str) -> bool:
    """Tell whether a file is a manifest or settings, which no report may take the place of."""
    return bool({Path(file).name, Path(os.path.realpath(file)).name} & {*ALL_NAMES, *SETTINGS})


def spare_of(place: Path) -> Path | None:
    """Give the file beside a place that is written first; None for what cannot be replaced, such as a pipe."""
    if place.exists() and not place.is_file():
        return None
    return place.with_name(f".{place.name[:100]}.{os.getpid()}.projguard")


def open_as_it_is(place: Path) -> int:
    """Open a device or a pipe; raises OSError, also where nobody comes to read a pipe."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            descriptor = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK)
        except OSError as fault:
            if fault.errno != errno.ENXIO or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            os.set_blocking(descriptor, True)
            return descriptor
