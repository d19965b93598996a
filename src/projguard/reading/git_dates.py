"""When files were last committed, told by git without running anything that a repository or its settings name."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from projguard.model.rule import NOTHING
from projguard.reading.below import Below, Files, parts_of
from projguard.reading.git_command import git_command, git_environment

_COMMAND = "log --no-color --decorate=full --date=short --format=@%cd,%D --raw --no-abbrev --no-renames --relative -z"
_LONGEST = 20.0
"""Seconds; a history that takes longer counts as unknown."""
_LONGEST_COMMAND = 16_000
"""Characters of paths; Windows takes commands of twice that."""
_LARGEST = 33_554_432
"""Bytes of a file that is compared with what was committed."""


class GitDates(NamedTuple):
    """What git knows of some files."""

    state: Literal["ok", "absent", "shallow"]
    """absent: no git, no repository, no commit, or no answer in time; shallow: the history at hand ends too early."""
    dates: Mapping[str, date] = NOTHING
    """Day of the last commit by path, in the committer's time zone; a file that is not as committed is left out."""


class _Commit(NamedTuple):
    """The newest commit that touched a file."""

    day: str
    blob: str
    """What the file held then, by git's name for it."""
    is_boundary: bool
    """True where the history was cut off, so that every file seems to be new."""


def git_dates(root: str, paths: Sequence[str], *, revision: str = "", files: Files | None = None) -> GitDates:
    """Ask once for the last commit of files below a folder; paths are relative to it, with forward slashes.

    ``revision`` is the commit at which the history ends, and ``files`` what the files hold, where that is not what
    stands in the folder.
    """
    commits = _commits(root, paths, revision or "HEAD") if paths else {}
    if commits is None:
        return GitDates(state="absent")
    state: Literal["ok", "shallow"] = "shallow" if any(commit.is_boundary for commit in commits.values()) else "ok"
    known = {path: commit for path, commit in commits.items() if not commit.is_boundary}
    with Below(root) as below:
        held = files or below
        dates = {path: date.fromisoformat(commit.day) for path, commit in known.items() if _is_as(commit, held, path)}
    return GitDates(state=state, dates=dates)


def _commits(root: str, paths: Sequence[str], revision: str) -> dict[str, _Commit] | None:
    """Read the history until every file was seen; None where there is none."""
    import subprocess
    from threading import Timer

    named = paths if sum(map(len, paths)) < _LONGEST_COMMAND else (".",)
    command = git_command(root, *_COMMAND.split(), revision, "--", *named)
    if command is None:
        return None
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, env=git_environment(), stdin=quiet, stdout=subprocess.PIPE, stderr=quiet)
    except OSError:
        return None
    timer = Timer(_LONGEST, process.kill)
    timer.start()
    with process:
        found = _newest(process.stdout.fileno(), frozenset(paths)) if process.stdout else {}
        is_whole = len(found) == len(set(paths))
        if is_whole:
            process.kill()
    timer.cancel()
    return found if is_whole or process.returncode == 0 else None


def _newest(stream: int, paths: frozenset[str]) -> dict[str, _Commit]:
    """Take the first commit of each path from a history that starts with the newest."""
    found: dict[str, _Commit] = {}
    day, is_boundary = "", False
    words = _words(stream)
    for word in words:
        if word.startswith("@"):
            day, *marks = word[1:].split(",")
            is_boundary = "grafted" in (mark.strip() for mark in marks)
            continue
        path = next(words, "")
        if path in paths and path not in found:
            found[path] = _Commit(day, word.split(" ")[3], is_boundary)
            if len(found) == len(paths):
                break
    return found


def _words(stream: int) -> Iterator[str]:
    """Split what git says at its NUL bytes, as it comes."""
    rest = b""
    while chunk := os.read(stream, 65_536):
        *words, rest = (rest + chunk).split(b"\0")
        for word in words:
            yield word.lstrip(b"\n").decode("utf-8", "surrogateescape")


def _is_as(commit: _Commit, files: Files, path: str) -> bool:
    """Tell whether a file holds what was committed."""
    import hashlib

    parts = parts_of(path, len(path.encode("utf-8", "replace")))
    opened = files.open(parts) if parts else None
    if opened is None or opened.descriptor < 0:
        return False
    with open(opened.descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, no path
        raw = file.read(_LARGEST + 1)
    algorithm = "sha1" if len(commit.blob) == 40 else "sha256"
    forms = {raw, raw.replace(b"\r\n", b"\n")}  # a checkout on Windows may have changed the line ends
    return any(
        hashlib.new(algorithm, b"blob %d\0" % len(form) + form, usedforsecurity=False).hexdigest() == commit.blob
        for form in forms
    )
