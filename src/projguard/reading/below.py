"""Opening files below a folder and nowhere else: a walk with directory descriptors that follows no link out."""

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol, Self, TypeAlias

from projguard.model.once import once

EvidenceState: TypeAlias = Literal[
    "ok", "missing", "outside", "refused", "directory", "special", "unreadable", "too_large", "empty", "not_utf8"
]
Parts: TypeAlias = tuple[str, ...]

_LINKS = 40
"""Links followed for one path, as the kernel does."""
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FILE = _FLAGS | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_UNMARKED = _FILE | getattr(os, "O_NOATIME", 0)
"""So that the system notes no time of reading, which would be one write for each file; only its owner may ask for that."""
_FOLDER = _FLAGS | getattr(os, "O_DIRECTORY", 0)
_ROOT = _FOLDER & ~getattr(os, "O_NOFOLLOW", 0)
_HAS_DESCRIPTORS = os.open in os.supports_dir_fd and os.readlink in os.supports_dir_fd and os.scandir in os.supports_fd
_CONTROL = frozenset(map(chr, (*range(32), *range(127, 160))))
_MAY_BE_LINK = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)
_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


class Opened(NamedTuple):
    """An open regular file or folder with its size, or the reason why there is none (descriptor -1)."""

    descriptor: int
    state: EvidenceState
    size: int = 0
    fault: int = 0
    """The system's number of the fault behind ``unreadable``."""


class Held(NamedTuple):
    """The folder that holds what a path leads to, and its name there; or the reason why there is none."""

    folder: int | None
    """Open as long as the ``Below`` is; None where the system has no directory descriptors, and the name is a path."""
    name: str
    state: EvidenceState = "ok"


class Listed(Protocol):
    """One entry of a folder."""

    @property
    def name(self) -> str:
        """Give its name."""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Tell whether it is a folder."""


class Files(Protocol):
    """Files by the way that leads to them: those below a folder, or those of a commit."""

    def open(self, parts: Parts) -> Opened:
        """Open a regular file; the caller closes the descriptor."""

    def entries(self, parts: Parts) -> Sequence[Listed] | EvidenceState:
        """List a folder by name, hidden entries left out; a state where there is none."""


class _Stop(Exception):  # noqa: N818 - ends a walk; what it carries is a state, not an error
    def __init__(self, state: EvidenceState) -> None:
        super().__init__(state)
        self.state: EvidenceState = state


def parts_of(path: str, longest: int) -> Parts | None:
    """Split a relative path as a manifest names it; None where it is no path that projguard opens.

    Refused: absolute paths, ``..``, backslashes, drives, ``~``, control characters, more than ``longest`` bytes.
    """
    if not path or path[0] in "/~" or "\\" in path or path[1:2] == ":":
        return None
    if not path.isprintable() and not _CONTROL.isdisjoint(path):
        return None
    parts = path.split("/")
    if "" in parts or "." in parts:
        parts = [part for part in parts if part not in {"", "."}]
    if ".." in parts or (len(path) * 4 > longest and len(path.encode("utf-8", "replace")) > longest):
        return None
    return tuple(parts)


class Below:
    """One folder, open for the length of a run; every path given to it is taken from there."""

    def __init__(self, root: str) -> None:
        self._given = root
        self._folders: dict[Parts, int] = {}

    @once
    def root(self) -> str:
        """The folder's path without links; few paths ask for it."""
        return os.path.realpath(self._given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for descriptor in self._folders.values():
            os.close(descriptor)
        self._folders.clear()

    def open(self, parts: Parts) -> Opened:
        """Open a regular file; the caller closes the descriptor. A folder, a pipe or nothing at all is told by the state."""
        try:
            descriptor = self._open(parts) if _HAS_DESCRIPTORS else self._open_by_name(parts)
        except _Stop as stop:
            return Opened(-1, stop.state)
        except OSError as error:
            return Opened(-1, _state_of(error), fault=error.errno or 0)
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode):
            return Opened(descriptor, "ok", status.st_size)
        os.close(descriptor)
        return Opened(-1, "directory" if stat.S_ISDIR(status.st_mode) else "special")

    def entries(self, parts: Parts) -> list[os.DirEntry[str]] | EvidenceState:
        """List a folder by name, hidden entries left out; a state where there is none, special where a file stands."""
        try:
            place = self._place(parts) if _HAS_DESCRIPTORS else self._inside(parts)
            with os.scandir(place) as found:
                return sorted([entry for entry in found if entry.name[0] != "."], key=attrgetter("name"))
        except _Stop as stop:
            return stop.state
        except OSError as error:
            return "special" if error.errno == errno.ENOTDIR else _state_of(error)

    def holder(self, parts: Parts, *, create: bool = False) -> Held:
        """Find the folder of a path, whether the path exists or not; links are followed as long as they stay below.

        ``create`` makes the folders that are missing.
        """
        try:
            if not _HAS_DESCRIPTORS:
                path = self._inside(parts)
                if create:
                    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - strings all along
                return Held(None, path)
            if create:
                self._make_folders(parts[:-1])
            try:
                resolved = self._resolve(parts)
            except FileNotFoundError:
                # What nothing leads to may be made, in a folder that is there.
                resolved = (*self._resolve(parts[:-1]), parts[-1])
            return Held(self._folder(resolved[:-1]), resolved[-1]) if resolved else Held(None, "", "directory")
        except _Stop as stop:
            return Held(None, "", stop.state)
        except OSError as error:
            return Held(None, "", _state_of(error))

    def _make_folders(self, parts: Parts) -> None:
        for length in range(1, len(parts) + 1):
            above = self._folder(self._resolve(parts[: length - 1]))
            with suppress(FileExistsError):
                os.mkdir(parts[length - 1], dir_fd=above)

    def _open(self, parts: Parts) -> int:
        if not parts:
            raise _Stop("directory")
        above = parts[:-1]
        try:
            # Mostly the folder is open already, no link stands there, and the file is one's own.
            return os.open(parts[-1], _UNMARKED, dir_fd=self._folders.get(above) or self._folder(above))
        except OSError as error:
            if error.errno not in {errno.EPERM, *_MAY_BE_LINK}:
                raise
        try:
            return os.open(parts[-1], _FILE, dir_fd=self._folder(above))
        except OSError as error:
            if error.errno not in _MAY_BE_LINK:
                raise
        # Some part is a link, or a file stands where a folder should: walk it step by step.
        resolved = self._resolve(parts)
        if not resolved:
            raise _Stop("directory")
        return os.open(resolved[-1], _FILE, dir_fd=self._folder(resolved[:-1]))

    def _folder(self, parts: Parts) -> int:
        """Open a folder, each part without following a link, and keep it open for the paths to come."""
        descriptor = self._folders.get(parts)
        if descriptor is None:
            if parts:
                descriptor = os.open(parts[-1], _FOLDER, dir_fd=self._folder(parts[:-1]))
            else:
                descriptor = os.open(self._given, _ROOT)
            self._folders[parts] = descriptor
        return descriptor

    def _place(self, parts: Parts) -> int:
        """Open a folder; only where some part of its path is a link or no folder, the path is walked step by step."""
        try:
            return self._folder(parts)
        except OSError as error:
            if error.errno not in _MAY_BE_LINK:
                raise
        return self._folder(self._resolve(parts))

    def _resolve(self, parts: Parts) -> Parts:
        """Replace every link by where it leads, as long as that is below the root."""
        walked: list[str] = []
        ahead = list(reversed(parts))
        links = 0
        while ahead:
            part = ahead.pop()
            if part == "..":
                if not walked:
                    raise _Stop("outside")
                walked.pop()
                continue
            target = self._link(tuple(walked), part)
            if target is None:
                walked.append(part)
                continue
            links += 1
            if links > _LINKS:
                raise _Stop("missing")
            if target.startswith("/"):
                target = self._from_root(target)
                walked.clear()
            ahead.extend(step for step in reversed(target.split("/")) if step not in {"", "."})
        return tuple(walked)

    def _link(self, folder: Parts, name: str) -> str | None:
        try:
            return os.readlink(name, dir_fd=self._folder(folder))
        except OSError as error:
            if error.errno == errno.EINVAL:
                return None
            raise

    def _from_root(self, target: str) -> str:
        if ".." not in target.split("/") and target.startswith(self.root.rstrip("/") + "/"):
            return target[len(self.root) :]
        raise _Stop("outside")

    def _open_by_name(self, parts: Parts) -> int:
        """Open where the system has no directory descriptors (Windows)."""
        path = self._inside(parts)
        if os.path.isdir(path):  # noqa: PTH112 - strings all along, as everywhere in this class
            raise _Stop("directory")
        return os.open(path, _FILE)

    def _inside(self, parts: Parts) -> str:
        path = os.path.realpath(os.path.join(self.root, *parts))  # noqa: PTH118 - as above
        if path != self.root and not path.startswith(self.root.rstrip(os.sep) + os.sep):
            raise _Stop("outside")
        return path


def _state_of(error: OSError) -> EvidenceState:
    if error.errno in _MISSING:
        return "missing"
    return "special" if error.errno in {errno.ENXIO, errno.EOPNOTSUPP} else "unreadable"
