"""Regular files, read without ever waiting: a pipe or a device in their place is told, not read."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, size: int) -> bytes:
    """Give at most so many bytes of a file; raises OSError for one that cannot be opened, or is no regular file."""
    descriptor = os.open(path, _FLAGS)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            known = stat.S_ISDIR(mode)
            raise OSError(errno.EISDIR if known else errno.EINVAL, "Is a directory" if known else "Not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(size)
    finally:
        os.close(descriptor)
