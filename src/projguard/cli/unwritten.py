"""Why a file was not written, for the person at the terminal."""

from __future__ import annotations

from projguard.cli.speech import said
from projguard.fixing.writing import NotWritten
from projguard.wording.words import mark

REASONS = {
    "changed": mark("somebody else has written to it meanwhile"),
    "hard_links": mark("the file has a second name (hard link), which would keep the old text"),
    "owner": mark("it belongs to somebody else"),
    "read_only": mark("it may only be read"),
    "no_permission": mark("permission is missing"),
    "no_space": mark("there is no space left"),
    "outside": mark("it lies outside the project's folder"),
    "special": mark("it is no regular file"),
    "missing": mark("it, or the folder that it belongs in, is not there"),
    "exists": mark("its name is taken"),
    "io_error": mark("the system reports an error"),
}


def unwritten(fault: NotWritten) -> str:
    """Say which file was not written, and why."""
    return said("{path} is not written: {reason}", path=fault.path, reason=said(REASONS[fault.obstacle]))
