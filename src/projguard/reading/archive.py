"""A zip archive of a project folder, laid out in an empty folder: bounded, and nothing outside it is touched."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from projguard.model.limits import Limits
from projguard.model.values import Field, Text, Value
from projguard.reading.below import Parts, parts_of
from projguard.reading.unreadable import START, Unreadable

ENDING = ".zip"
_CHUNK = 1_048_576
_ENCRYPTED = 0x1


def unpack(archive: Path, folder: Path, limits: Limits) -> None:
    """Lay an archive out; raises Unreadable for what is no archive, too large, or names what no project can hold.

    Links and special files are left out, as if they were not there, and so is what git keeps for itself, since
    whoever packed it may have left commands in it.
    """
    try:
        with ZipFile(archive) as file:
            left = limits.archive_bytes
            for info, parts in _members(file, limits):
                left -= info.file_size
                if left < 0:
                    _too_large("archive_too_large", limits, "archive_bytes")
                _write(file, info, folder.joinpath(*parts))
    except (BadZipFile, LargeZipFile, NotImplementedError, EOFError, ValueError) as fault:
        raise Unreadable("not_archive", START, {"reason": Text(str(fault))}) from fault


def _members(file: ZipFile, limits: Limits) -> Iterator[tuple[ZipInfo, Parts]]:
    infos = file.infolist()
    if len(infos) > limits.archive_files:
        _too_large("archive_too_many", limits, "archive_files")
    seen: set[str] = set()
    for info in infos:
        parts = parts_of(info.filename.rstrip("/"), limits.path_bytes)
        if not parts or "/".join(parts) in seen:
            _refuse("archive_entry", path=Text(info.filename[:200]))
        seen.add("/".join(parts))
        if info.flag_bits & _ENCRYPTED:
            _refuse("archive_locked", path=Text(info.filename[:200]))
        mode = info.external_attr >> 16
        if not info.is_dir() and ".git" not in parts and stat.S_IFMT(mode) in {0, stat.S_IFREG}:
            yield info, parts


def _write(file: ZipFile, info: ZipInfo, path: Path) -> None:
    """Write one file; a name that is a file here and a folder there, or the same in other letters, is refused."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with file.open(info) as packed, path.open("xb") as written:
            while chunk := packed.read(_CHUNK):
                written.write(chunk)
    except (FileExistsError, NotADirectoryError):
        _refuse("archive_entry", path=Text(info.filename[:200]))


def _too_large(message: str, limits: Limits, setting: str) -> NoReturn:
    _refuse(message, limit=getattr(limits, setting), setting=Field(f"limits.{setting}"))


def _refuse(message: str, **values: Value) -> NoReturn:
    raise Unreadable(message, START, values)
