"""Writing what a command makes: to standard output, or to a file in one piece."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from projguard.cli.places import open_as_it_is, spare_of
from projguard.cli.speech import said

NOT_WRITTEN = 4


def write_result(content: str | bytes, file: str) -> int:
    """Write a text; gives the exit status. Nothing half-written is left behind."""
    try:
        if file:
            _write_to(Path(os.path.realpath(file)), content if isinstance(content, bytes) else content.encode())
        else:
            _print(content)
    except OSError as fault:
        if isinstance(fault, BrokenPipeError) and not file:
            raise
        return not_written(file, fault)
    return 0


def _print(content: str | bytes) -> None:
    stream = sys.stdout.buffer
    try:
        stream.write(content if isinstance(content, bytes) else content.encode(sys.stdout.encoding, "backslashreplace"))
        stream.flush()
    except OSError as fault:
        if not isinstance(fault, BrokenPipeError):
            with suppress(OSError):  # what is left in the buffer has no place to go to
                sys.stdout.close()
        raise


def _write_to(place: Path, content: bytes) -> None:
    spare = spare_of(place)
    if spare is None:
        with open(open_as_it_is(place), "wb") as stream:  # noqa: PTH123 - a descriptor, no path
            stream.write(content)
        return
    try:
        with spare.open("xb") as stream:
            stream.write(content)
        spare.replace(place)
    except OSError:
        with suppress(OSError):
            spare.unlink()
        raise


def not_written(file: str, fault: OSError) -> int:
    """Say that a file, or standard output where it is empty, could not be written; gives the exit status."""
    reason = said("{path} could not be written", path=file or said("standard output"))
    why = fault.strerror or type(fault).__name__
    click.echo(said("exit {status}: {reason}", status=NOT_WRITTEN, reason=f"{reason} ({why})"), err=True)
    return NOT_WRITTEN
