"""Files as git holds them, in the index or at a commit, read as if they lay in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from projguard.reading.below import EvidenceState, Opened, Parts
from projguard.reading.git_command import ask_git, git_command, git_environment

if TYPE_CHECKING:
    from subprocess import Popen

_LINK = "120000"
_REGULAR = ("100644", "100755", "100664")
_LINKS = 40
"""Links followed for one path, as for files in a folder."""
_LARGEST = 33_554_432
"""Bytes; of a larger file only the size is known, as nothing reads more of one project."""


class Snapshot(NamedTuple):
    """Where the files of a project stand in git."""

    top: str
    """Folder of the repository's working tree."""
    folder: str
    """Folder of the project below it, forward slashes; empty for the top itself."""
    revision: str = ""
    """Full name of a commit; empty: the index."""


class Kept(NamedTuple):
    """One file that git holds."""

    mode: str
    blob: str


class _Named(NamedTuple):
    name: str
    folder: bool

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        del follow_symlinks  # what a link leads to is no entry of its folder
        return self.folder


class _Stop(Exception):  # noqa: N818 - ends a walk; what it carries is a state, not an error
    def __init__(self, state: EvidenceState) -> None:
        super().__init__(state)
        self.state: EvidenceState = state


def repository_of(path: Path) -> tuple[str, str] | None:
    """Give the top of the working tree that a path lies in, and the path below it; None outside of repositories.

    The path may be gone.
    """
    real = Path(os.path.realpath(path.parent)) / path.name if path.name else Path(os.path.realpath(path))
    folder = next(each for each in (real, *real.parents) if each.is_dir())
    told = ask_git(str(folder), "rev-parse", "--show-toplevel")
    if told is None:
        return None
    top = os.fsdecode(told).rstrip("\r\n")
    try:
        inside = real.relative_to(top)
    except ValueError:
        return None
    return top, "" if inside == Path() else inside.as_posix()


def commit_of(top: str, revision: str) -> str:
    """Give the full name of the commit that a word stands for; empty where it stands for none."""
    if not revision or revision.startswith("-") or "\0" in revision:
        return ""
    told = ask_git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return told.decode("ascii", "replace").strip() if told else ""


def kept_files(top: str, folder: str, revision: str = "") -> Mapping[str, Kept]:
    """List what git holds below a folder, by path from that folder; empty where it cannot tell."""
    below = f"{folder}/" if folder else ""
    where = ("--", below) if below else ()
    if revision:
        told = ask_git(top, "ls-tree", "-r", "-z", "--full-tree", revision, *where)
    else:
        told = ask_git(top, "ls-files", "--stage", "-z", *where, index=True)
    return dict(_listed(told or b"", len(below)))


def _listed(told: bytes, prefix: int) -> Iterator[tuple[str, Kept]]:
    for line in told.split(b"\0"):
        head, _, name = line.partition(b"\t")
        words = head.decode("ascii", "replace").split()
        if len(words) == 3:
            # The index says "mode blob stage", a tree "mode type blob"; of a conflict nothing is taken.
            is_tree = words[1] in {"blob", "commit", "tree"}
            if is_tree or words[2] == "0":
                yield os.fsdecode(name)[prefix:], Kept(words[0], words[2] if is_tree else words[1])


class Blobs:
    """Contents by git's names for them, from one process that is started when the first is asked for."""

    def __init__(self, top: str) -> None:
        self.top = top
        self._process: Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def opened(self, blob: str) -> Opened:
        """Give a descriptor from which a content can be read."""
        from tempfile import TemporaryFile

        try:
            size, content = self._content(blob)
            with TemporaryFile() as file:
                file.write(content)
                if len(content) != size:
                    file.truncate(size)
                file.seek(0)
                return Opened(os.dup(file.fileno()), "ok", size)
        except OSError as fault:
            return Opened(-1, "unreadable", fault=fault.errno or 0)

    def text(self, blob: str) -> str:
        """Give a short content as text: that of a link is where it leads."""
        return os.fsdecode(self._content(blob)[1])

    def _content(self, blob: str) -> tuple[int, bytes]:
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise OSError("git cannot be asked")
        process.stdin.write(f"{blob}\n".encode("ascii"))
        process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) != 3:
            raise OSError(f"git does not have {blob}")
        size = int(head[2])
        if size > _LARGEST:
            self.close()
            return size, b""
        content = process.stdout.read(size + 1)[:size]
        if len(content) != size:
            raise OSError(f"git gave {blob} in part")
        return size, content

    def _start(self) -> Popen[bytes]:
        import subprocess

        command = git_command(self.top, "cat-file", "--batch")
        if command is None:
            raise OSError("there is no git")
        self._process = subprocess.Popen(
            command,
            env=git_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process


class GitFiles:
    """The files of one project's folder as git holds them; links are followed as long as they stay below it."""

    def __init__(self, snapshot: Snapshot, blobs: Blobs) -> None:
        self._blobs = blobs
        self._kept = kept_files(*snapshot)
        self._folders: dict[str, dict[str, bool]] = {"": {}}
        for path in self._kept:
            *above, name = path.split("/")
            for depth, step in enumerate(above):
                self._folders.setdefault("/".join(above[:depth]), {})[step] = True
            self._folders.setdefault("/".join(above), {})[name] = False

    def open(self, parts: Parts) -> Opened:
        """Open a regular file; the caller closes the descriptor."""
        try:
            path = self._resolve(parts)
        except _Stop as stop:
            return Opened(-1, stop.state)
        except OSError as fault:
            return Opened(-1, "unreadable", fault=fault.errno or 0)
        if path in self._folders:
            return Opened(-1, "directory")
        kept = self._kept.get(path)
        if kept is None:
            return Opened(-1, "missing")
        return self._blobs.opened(kept.blob) if kept.mode in _REGULAR else Opened(-1, "special")

    def entries(self, parts: Parts) -> Sequence[_Named] | EvidenceState:
        """List a folder by name, hidden entries left out; a state where there is none, special where a file stands."""
        try:
            path = self._resolve(parts)
        except _Stop as stop:
            return stop.state
        except OSError:
            return "unreadable"
        if path not in self._folders:
            return "special" if path in self._kept else "missing"
        inside = self._folders[path].items()
        return [_Named(name, is_folder) for name, is_folder in sorted(inside) if name[0] != "."]

    def _resolve(self, parts: Parts) -> str:
        """Replace every link by where it leads."""
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
            kept = self._kept.get("/".join((*walked, part)))
            if kept is None or kept.mode != _LINK:
                walked.append(part)
                continue
            links += 1
            target = self._blobs.text(kept.blob)
            if links > _LINKS:
                raise _Stop("missing")
            if target.startswith("/"):
                raise _Stop("outside")
            ahead.extend(step for step in reversed(target.split("/")) if step not in {"", "."})
        return "/".join(walked)
