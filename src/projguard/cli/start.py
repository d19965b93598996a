"""The process: its first and its last moment, kept short, since a hook runs at every commit."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn, TextIO

NOT_WRITTEN = 4


def main() -> NoReturn:
    """Run the command and end the process with its status.

    The collector rests until everything is loaded, since nothing loaded is garbage; and the interpreter is not taken
    apart at the end, since the system frees memory quicker. Each saves a twentieth of a run on one project.
    """
    gc.disable()
    from projguard.cli.signals import signals_end

    signals_end()
    if sys.stdout is None:
        sys.stdout = _unwritable()
    from projguard.cli.main import main as command

    status = 0
    try:
        command()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except OSError:  # a refusal that could not be written anywhere
        status = NOT_WRITTEN
    os._exit(_flushed(status))


def _unwritable() -> TextIO:
    """Stand in for a standard output that is closed: writing fails as on a full disk, and no file is opened in its place."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 1)
    return open(1, "w", encoding="utf-8", closefd=False)


def _flushed(status: int) -> int:
    """Write what is still held back; a status that says otherwise wins over the command's."""
    for stream, lost in ((sys.stdout, NOT_WRITTEN), (sys.stderr, 0)):
        if stream is None or stream.closed:  # a server closes what it spoke over
            continue
        try:
            stream.flush()
        except BrokenPipeError:
            from projguard.cli.signals import CLOSED_PIPE

            status = CLOSED_PIPE if lost else status
        except (OSError, ValueError):
            status = max(status, lost) if lost else status
    return status
