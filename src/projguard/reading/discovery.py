"""Where manifests lie, and opening one: bounded, never waiting, regular files only."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NoReturn

from projguard.model.limits import Limits
from projguard.model.source import Position, Span
from projguard.model.values import Text, Value
from projguard.reading.unreadable import Unreadable

NAMES = ("projguard.yaml", "projguard.yml")
SKIPPED = ("node_modules",)
UNOPENED = ("no_permission", "io_error")
"""Messages about a manifest that is there, but was not handed out; the run ends with another status then."""

_START = Span(Position(0, 0, 0), Position(0, 0, 0))
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)


def find_projects(target: Path, exclude: Sequence[str] = ()) -> tuple[Path, ...]:
    """Find manifests: the file itself, that of a folder, or all below it, sorted; none where there is none.

    Links are not followed; hidden folders, ``node_modules`` and folders that fit ``exclude`` are skipped. Raises
    FileNotFoundError where the target does not exist.
    """
    if not os.path.lexists(target):
        raise FileNotFoundError(target)
    if not target.is_dir():
        return (target,)
    own = manifest_in(target)
    return (own,) if own else tuple(_below(target, target, exclude))


def manifest_in(folder: Path) -> Path | None:
    """Give the manifest of a folder, None where it has none; of two the usual name."""
    return next((folder / name for name in NAMES if os.path.lexists(folder / name)), None)


def read_bytes(manifest: Path, limits: Limits) -> bytes:
    """Read a manifest's bytes; raises Unreadable where it is no regular file, too large, or not handed out."""
    other = manifest.with_name(NAMES[1])
    if manifest.name == NAMES[0] and os.path.lexists(other):
        _refuse("two_manifests", one=NAMES[0], other=NAMES[1])
    try:
        descriptor = os.open(manifest, _FLAGS)
    except PermissionError:
        _refuse("no_permission")
    except OSError as fault:
        _refuse("io_error", reason=fault.strerror or type(fault).__name__)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            _refuse("not_a_file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            raw = file.read(limits.file_bytes + 1)
    except OSError as fault:
        _refuse("io_error", reason=fault.strerror or type(fault).__name__)
    finally:
        os.close(descriptor)
    if len(raw) > limits.file_bytes:
        values: dict[str, Value] = {
            "size": status.st_size,
            "limit": limits.file_bytes,
            "setting": Text("limits.file_bytes"),
        }
        raise Unreadable("too_large", _START, values)
    return raw


def _below(folder: Path, top: Path, exclude: Sequence[str]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    own = manifest_in(folder)
    if own:
        yield own
    for entry in entries:
        if entry.name[0] != "." and entry.name not in SKIPPED and entry.is_dir(follow_symlinks=False):
            inside = folder / entry.name
            shown = inside.relative_to(top).as_posix()
            if not any(fnmatch(shown, pattern) or fnmatch(entry.name, pattern) for pattern in exclude):
                yield from _below(inside, top, exclude)


def _refuse(message: str, **values: str) -> NoReturn:
    raise Unreadable(message, _START, {name: Text(value) for name, value in values.items()})
