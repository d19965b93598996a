"""Writing what a command makes: to standard output, or to a file in one piece."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from projguard.cli.speech import said

NOT_WRITTEN = 4


def write_result(content: str | bytes, file: str) -> int:
    """Write a text; gives the exit status. Nothing half-written is left behind."""
    if not file:
        stream = sys.stdout.buffer
        stream.write(content if isinstance(content, bytes) else content.encode(sys.stdout.encoding, "backslashreplace"))
        stream.flush()
        return 0
    try:
        with NamedTemporaryFile("wb", dir=Path(file).resolve().parent, delete=False) as output:
            output.write(content if isinstance(content, bytes) else content.encode())
        try:
            Path(output.name).replace(file)
        except OSError:
            with suppress(OSError):
                os.unlink(output.name)  # noqa: PTH108 - beside suppress, as short as it gets
            raise
    except OSError as fault:
        reason = said("{path} could not be written", path=file)
        click.echo(said("exit {status}: {reason}", status=NOT_WRITTEN, reason=f"{reason} ({fault.strerror})"), err=True)
        return NOT_WRITTEN
    return 0
