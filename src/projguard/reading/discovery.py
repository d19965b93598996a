"""Where manifests lie, and opening one: bounded, never waiting, regular files inside the project's folder only."""

import errno
import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple, NoReturn

from projguard.model.limits import Limits
from projguard.model.values import Field, Text, Value
from projguard.reading.below import Below, Files, Opened
from projguard.reading.unreadable import START, Unreadable

NAMES = ("projguard.yaml", "projguard.yml")
OTHER_NAMES = ("projguard.json", "projguard.toml")
"""Manifests in other forms."""
ALL_NAMES = (*NAMES, *OTHER_NAMES)
SKIPPED = ("node_modules",)
_RANKS = {name: rank for rank, name in enumerate(ALL_NAMES)}
UNOPENED = ("no_permission", "io_error")
"""Messages about a manifest that is there, but was not handed out; the run ends with another status then."""

_LATER = {name: ALL_NAMES[place:] for place, name in enumerate(ALL_NAMES, start=1)}
"""Names that must not stand beside one."""
_CHUNK = 65_536
_NO_PERMISSION = (errno.EACCES, errno.EPERM)


class Found(NamedTuple):
    """What a search for projects found."""

    manifests: tuple[str, ...]
    """As texts, since a portfolio has thousands."""
    unlisted: tuple[Path, ...] = ()
    """Folders that could not be looked into."""
    linked: bool = False
    """Whether there are links among the manifests, so that two may be the same file."""


def find_projects(target: Path, exclude: Sequence[str] = ()) -> tuple[Path, ...]:
    """Find manifests: the file itself, that of a folder, or all below it, sorted; none where there is none.

    Links are not followed; hidden folders, ``node_modules`` and folders that fit ``exclude`` are skipped. Raises
    FileNotFoundError where the target does not exist.
    """
    return tuple(map(Path, search_projects(target, exclude).manifests))


def search_projects(target: Path, exclude: Sequence[str] = ()) -> Found:
    """Find manifests as ``find_projects`` does, and tell the folders that could not be looked into.

    A pattern without a slash, but for a final ``/**``, fits any folder of that name, one with a slash a folder's path
    below the target.
    """
    if not os.path.lexists(target):
        raise FileNotFoundError(target)
    if not target.is_dir():
        return Found((str(target),))
    own = manifest_in(target)
    return (
        Found((str(own),)) if own else _below(target, [pattern.removesuffix("/**").rstrip("/") for pattern in exclude])
    )


def manifest_in(folder: Path) -> Path | None:
    """Give the manifest of a folder, None where it has none; of two the usual name."""
    return next((folder / name for name in ALL_NAMES if os.path.lexists(folder / name)), None)


def _below(top: Path, exclude: Sequence[str]) -> Found:
    root = str(top)
    manifests: list[str] = []
    unlisted: list[Path] = []
    linked = False
    todo = [""]
    while todo:
        inside = todo.pop()
        own: list[os.DirEntry[str]] = []
        folders: list[str] = []
        try:
            with os.scandir(f"{root}{os.sep}{inside}" if inside else root) as found:
                for entry in found:
                    name = entry.name
                    if name in _RANKS:
                        own.append(entry)
                    elif name[0] != "." and entry.is_dir(follow_symlinks=False) and name not in SKIPPED:
                        folders.append(name)
        except OSError:
            unlisted.append(top / inside)
            continue
        before = f"{inside}/" if inside else ""
        if own:
            manifest = min(own, key=lambda entry: _RANKS[entry.name])
            manifests.append(before + manifest.name)
            linked = linked or manifest.is_symlink()
        paths = [before + name for name in folders]
        todo += [path for path in paths if not is_excluded(path, exclude)] if exclude else paths
    manifests.sort(key=lambda manifest: manifest.split("/")[:-1])
    before = str(top / "-")[:-1]
    return Found(
        tuple([before + manifest.replace("/", os.sep) for manifest in manifests]), tuple(sorted(unlisted)), linked
    )


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Tell whether a folder is left out of the search, by its path below where the search began."""
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path if "/" in pattern else name, pattern) for pattern in patterns)


def read_bytes(manifest: Path, limits: Limits, held: Files | None = None) -> bytes:
    """Read a manifest's bytes; raises Unreadable where it is no regular file of its folder, too large, or not handed out.

    ``held`` are the files of its folder where they are not those that stand there.
    """
    path = str(manifest)
    above, name = os.path.split(path)
    before = path[: len(path) - len(name)]
    for other in _LATER.get(name, ()):
        if _is_there(before, other, held):
            _refuse("two_manifests", one=Text(name), other=Text(other))
    with Below(above or os.curdir) as below:
        opened = (held or below).open((name,))
    if opened.descriptor < 0:
        _refuse_unopened(opened)
    try:
        raw = _read(opened, limits.file_bytes)
    except OSError as fault:
        _refuse("io_error", reason=Text(fault.strerror or type(fault).__name__))
    finally:
        os.close(opened.descriptor)
    if len(raw) > limits.file_bytes:
        size = max(opened.size, len(raw))
        _refuse("too_large", size=size, limit=limits.file_bytes, setting=Field("limits.file_bytes"))
    return raw


def _read(opened: Opened, most: int) -> bytes:
    """Read a file to its end, or until it has more than ``most`` bytes; one that says its size is read at once."""
    raw = os.read(opened.descriptor, min(opened.size, most) + 1)
    while len(raw) <= most and (more := os.read(opened.descriptor, _CHUNK)):
        raw += more
    return raw


def _is_there(before: str, name: str, held: Files | None) -> bool:
    if held is None:
        return os.path.lexists(before + name)
    entries = held.entries(())
    return not isinstance(entries, str) and any(entry.name == name for entry in entries)


def _refuse_unopened(opened: Opened) -> NoReturn:
    if opened.state == "outside":
        _refuse("link_outside")
    if opened.state == "missing":
        _refuse("not_there")
    if opened.state != "unreadable":
        _refuse("not_a_file")
    if opened.fault in _NO_PERMISSION:
        _refuse("no_permission")
    _refuse("io_error", reason=Text(os.strerror(opened.fault)))


def _refuse(message: str, **values: Value) -> NoReturn:
    raise Unreadable(message, START, values)
