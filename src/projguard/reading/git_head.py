"""Which commit a folder is at, read off the repository's own files without starting git."""

from __future__ import annotations

import os
from pathlib import Path

LONGEST = 1_000_000
"""Bytes of a file of references."""
NO_REPOSITORY = "none"


def head_of(folder: Path) -> str:
    """Give what decides git's answers about committed files: the current commit, and where a history was cut off.

    Empty where it cannot be told, for a working tree of its own or a kind of storage that is not known here.
    """
    real = Path(os.path.realpath(folder))  # where git stands when it is asked, whatever the way there
    top = next((above / ".git" for above in (real, *real.parents) if (above / ".git").exists()), None)
    if top is None:
        return NO_REPOSITORY
    if not top.is_dir():
        return ""
    try:
        head = _text(top / "HEAD")
        reference = head.removeprefix("ref: ")
        commit = head if reference == head else _resolved(top, reference)
        shallow = _text(top / "shallow") if (top / "shallow").is_file() else ""
    except OSError:
        return ""
    return f"{commit} {shallow}".strip() if commit else ""


def head_files(git: str) -> tuple[str, ...]:
    """Give the files of a ``.git`` folder that change with the current commit, there or not."""
    try:
        reference = _text(Path(git) / "HEAD").removeprefix("ref: ")
    except OSError:
        return ()
    named = (reference,) if reference.startswith("refs/") and ".." not in reference else ()
    return tuple(os.path.join(git, name) for name in ("HEAD", *named))  # noqa: PTH118 - strings, as watched files are


def _resolved(top: Path, reference: str) -> str:
    if ".." in reference or reference.startswith("/"):
        return ""
    if (top / reference).is_file():
        commit = _text(top / reference)
        return "" if commit.startswith("ref:") else commit
    if (top / "reftable").exists():
        return ""
    packed = _text(top / "packed-refs") if (top / "packed-refs").is_file() else ""
    lines = (line.partition(" ") for line in packed.splitlines())
    # A branch without a commit is a state like another: git has no answer then.
    return next((commit for commit, _, name in lines if name == reference), "unborn")


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        text = file.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise OSError(f"{path} is too long")
    return text.strip()
