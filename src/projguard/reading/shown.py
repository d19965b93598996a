"""How a path is shown to people."""

from __future__ import annotations

import os
from pathlib import Path


def shown_path(path: Path | str) -> str:
    """Write a path as people see it: from the working directory, else from the repository's root, else as typed.

    A text is one that a Path is written as.
    """
    text = str(path)
    if os.sep == "/" and text[:1] != "/" and ".." not in text:
        return text  # as most of a portfolio are, of thousands: they lie below the working directory
    typed = os.path.abspath(text)  # noqa: PTH100 - links stay as typed
    here = os.getcwd()  # noqa: PTH109 - compared as text, since a portfolio shows thousands
    if typed.startswith(f"{here}{os.sep}"):
        return typed[len(here) + 1 :].replace(os.sep, "/")
    absolute = Path(typed)
    if absolute.is_relative_to(here):
        return absolute.relative_to(here).as_posix()
    for folder in absolute.parents:
        if (folder / ".git").exists():
            return absolute.relative_to(folder).as_posix()
    return Path(text).as_posix()
