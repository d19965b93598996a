"""Where manifests lie in git's index, and which files a commit is about to change."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from projguard.reading.discovery import ALL_NAMES, SKIPPED, is_excluded
from projguard.reading.git_command import ask_git
from projguard.reading.git_files import Kept

SETTINGS = (".projguard.yaml", "pyproject.toml", ".projguard-baseline.json")
"""Files that decide about every project below their folder."""


def every_manifest(kept: Mapping[str, Kept], folder: str = "", exclude: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the manifests below a folder, one for each folder that has any; paths start at the top of the repository."""
    found: dict[str, str] = {}
    for path in kept:
        above, _, name = path.rpartition("/")
        if name in ALL_NAMES and is_below(path, folder) and not _is_left_out(above, folder, exclude):
            known = found.get(above)
            if known is None or ALL_NAMES.index(name) < ALL_NAMES.index(known.rpartition("/")[2]):
                found[above] = path
    return tuple(found[above] for above in sorted(found, key=lambda above: above.split("/")))


def manifests_below(kept: Mapping[str, Kept], folder: str, exclude: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the manifest of a folder that is a project itself, else all below it, as the search in folders does."""
    found = every_manifest(kept, folder, exclude)
    own = [path for path in found if path.rpartition("/")[0] == folder]
    return tuple(own) or found


def changed_files(top: str) -> tuple[str, ...]:
    """Give the files that the next commit changes, adds, renames or removes, by path from the top."""
    told = ask_git(
        top, "diff-index", "--cached", "--no-renames", "--no-ext-diff", "--name-only", "-z", "HEAD", "--", index=True
    )
    if told is None:  # before the first commit everything is new
        told = ask_git(top, "ls-files", "-z", index=True) or b""
    return tuple(os.fsdecode(name) for name in told.split(b"\0") if name)


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path lies in a folder, at any depth; everything lies in the top."""
    return not folder or path.startswith(f"{folder}/")


def _is_left_out(above: str, folder: str, exclude: Sequence[str]) -> bool:
    inside = above[len(folder) :].strip("/")
    steps = inside.split("/") if inside else []
    patterns = [pattern.removesuffix("/**").rstrip("/") for pattern in exclude]
    return any(
        step[0] == "." or step in SKIPPED or is_excluded("/".join(steps[: number + 1]), patterns)
        for number, step in enumerate(steps)
    )
