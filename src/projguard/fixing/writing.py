"""Writing so that a file holds its old bytes or its new bytes, whatever happens meanwhile; never in place."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

from projguard.reading.below import Below, Held, parts_of

Obstacle: TypeAlias = Literal[
    "changed", "hard_links", "owner", "read_only", "no_permission", "no_space", "outside", "special", "missing",
    "exists", "io_error",
]  # fmt: skip
"""changed: somebody else wrote meanwhile; hard_links: the file has a second name, which would keep the old text;
owner: the new file could not be given to its owner; exists: a new file's name is taken."""

_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NAMELESS = getattr(os, "O_TMPFILE", 0)
_NO_NAMELESS = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL, errno.EXDEV, errno.ENOSYS}
_OBSTACLES: dict[int | None, Obstacle] = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
    errno.ENOSPC: "no_space",
    errno.EDQUOT: "no_space",
    errno.ENOENT: "missing",
    errno.EEXIST: "exists",
    errno.ELOOP: "changed",
}
LONGEST = 4096
"""Bytes of a path."""


class NotWritten(Exception):  # noqa: N818 - says what it is, as a sentence would
    """A file that was not written, and is what it was before."""

    def __init__(self, path: str, obstacle: Obstacle) -> None:
        super().__init__(path, obstacle)
        self.path = path
        self.obstacle = obstacle


class _Like(NamedTuple):
    """What a file is apart from its bytes."""

    status: os.stat_result
    attributes: Mapping[str, bytes]
    """Extended attributes, access lists among them."""


def write_atomically(root: str, path: str, content: bytes, digest: str) -> None:
    """Replace a file below a folder, as long as it still has the SHA-256 remembered; raises NotWritten.

    Mode, owner and extended attributes stay. Of a link below the folder the target is replaced.
    """
    with Below(root) as below, _told(path):
        held = _held(below, path)
        before = _checked(held, path, digest)
        temporary = held._replace(name=_temporary(held))
        try:
            _create(temporary, content, path, before)
            _compare(temporary, content, path)
            _checked(held, path, digest)
            os.replace(temporary.name, held.name, src_dir_fd=held.folder, dst_dir_fd=held.folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary.name, dir_fd=held.folder)
            raise
        _sync_folder(held)


def create_file(root: str, path: str, content: bytes) -> None:
    """Write a file that is not there yet, and the folders that it needs; raises NotWritten."""
    with Below(root) as below, _told(path):
        held = _held(below, path, create=True)
        _create(held, content, path)
        _sync_folder(held)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise NotWritten(path, _OBSTACLES.get(fault.errno, "io_error")) from fault


def _held(below: Below, path: str, *, create: bool = False) -> Held:
    parts = parts_of(path, LONGEST)
    held = below.holder(parts, create=create) if parts else Held(None, "", "outside")
    if held.state == "ok":
        return held
    obstacles: dict[str, Obstacle] = {"outside": "outside", "missing": "missing", "unreadable": "no_permission"}
    raise NotWritten(path, obstacles.get(held.state, "special"))


def _temporary(held: Held) -> str:
    folder, name = os.path.split(held.name)
    return os.path.join(folder, f".{name}.{secrets.token_hex(6)}.new")  # noqa: PTH118 - a name, or a path on Windows


def _checked(held: Held, path: str, digest: str) -> _Like:
    """See whether a file may be replaced; raises NotWritten."""
    descriptor = os.open(held.name, _READ, dir_fd=held.folder)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, no path
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotWritten(path, "special")
        if status.st_nlink > 1:
            raise NotWritten(path, "hard_links")
        if sha256(file.read()).hexdigest() != digest:
            raise NotWritten(path, "changed")
        attributes = _attributes(descriptor)
    if not os.access(held.name, os.W_OK, dir_fd=held.folder):
        raise NotWritten(path, "read_only")
    return _Like(status, attributes)


def _attributes(descriptor: int) -> Mapping[str, bytes]:
    if not hasattr(os, "listxattr"):
        return {}
    try:
        names = [name for name in os.listxattr(descriptor) if not name.startswith("security.")]
        return {name: os.getxattr(descriptor, name) for name in names}
    except OSError:
        return {}


def _compare(held: Held, content: bytes, path: str) -> None:
    with open(os.open(held.name, _READ, dir_fd=held.folder), "rb") as file:  # noqa: PTH123 - a descriptor, no path
        if file.read() != content:
            raise NotWritten(path, "io_error")


def _create(held: Held, content: bytes, path: str, like: _Like | None = None) -> None:
    """Bring a whole file into being under a free name; where the system can, it has no name until it is whole."""
    if _NAMELESS and held.folder is not None and _create_nameless(held, content, path, like):
        return
    descriptor = os.open(held.name, _WRITE | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=held.folder)
    with open(descriptor, "wb"):  # noqa: PTH123 - a descriptor, no path
        _fill(descriptor, content, path, like)


def _create_nameless(held: Held, content: bytes, path: str, like: _Like | None) -> bool:
    """Create a file as a whole; False where the system cannot."""
    try:
        descriptor = os.open(".", _WRITE | _NAMELESS, 0o666, dir_fd=held.folder)
        with open(descriptor, "wb"):  # noqa: PTH123 - a descriptor, no path
            _fill(descriptor, content, path, like)
            os.link(f"/proc/self/fd/{descriptor}", held.name, dst_dir_fd=held.folder, follow_symlinks=True)
    except OSError as fault:
        if fault.errno in _NO_NAMELESS:
            return False
        raise
    return True


def _fill(descriptor: int, content: bytes, path: str, like: _Like | None) -> None:
    if like is not None:
        _make_alike(descriptor, path, like)
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)


def _make_alike(descriptor: int, path: str, like: _Like) -> None:
    """Give a file owner, mode and attributes of another; raises NotWritten."""
    if not hasattr(os, "fchown"):
        return
    own, wanted = os.fstat(descriptor), like.status
    try:
        if (own.st_uid, own.st_gid) != (wanted.st_uid, wanted.st_gid):
            os.fchown(descriptor, wanted.st_uid, wanted.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(wanted.st_mode))
        for name, value in like.attributes.items():
            os.setxattr(descriptor, name, value)
    except PermissionError as fault:
        raise NotWritten(path, "owner") from fault


def _sync_folder(held: Held) -> None:
    if held.folder is not None:
        try:
            os.fsync(held.folder)
        except OSError as fault:
            if fault.errno != errno.EINVAL:
                raise
