"""Files are replaced as a whole or not at all."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from projguard.fixing import writing
from projguard.fixing.writing import NotWritten, Obstacle, create_file, write_atomically

OLD, NEW = "проект: старый\n".encode(), "проект: новый\n".encode()
KILLS = int(os.environ.get("PROJGUARD_KILLS", "40"))
"""How often a writer is killed; the long version has 200 and more."""
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, links and signals")


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Give a file with the old bytes."""
    path = tmp_path / "projguard.yaml"
    path.write_bytes(OLD)
    return path


def digest(content: bytes) -> str:
    """Give what is remembered of a content."""
    return sha256(content).hexdigest()


def names(folder: Path) -> list[str]:
    """Give the names in a folder, hidden ones too."""
    return sorted(entry.name for entry in folder.iterdir())


def refused(path: Path, name: str = "") -> Obstacle:
    """Try to write the new bytes and give the obstacle; nothing is left behind and nothing has changed."""
    before = {entry: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()}
    with pytest.raises(NotWritten) as refusal:
        write_atomically(str(path.parent), name or path.name, NEW, digest(OLD))
    assert {entry: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()} == before
    return refusal.value.obstacle


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755])
def test_mode_is_kept(manifest: Path, mode: int) -> None:
    """The new bytes stand under the same name with the same mode, whatever the umask, and nothing else is left."""
    manifest.chmod(mode)
    write_atomically(str(manifest.parent), manifest.name, NEW, digest(OLD))
    assert manifest.read_bytes() == NEW
    assert stat.S_IMODE(manifest.stat().st_mode) == mode
    assert names(manifest.parent) == [manifest.name]


def test_a_system_without_nameless_files_is_served(manifest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be filled before it has a name, a hidden one is filled instead."""
    monkeypatch.setattr(writing, "_NAMELESS", 0)
    write_atomically(str(manifest.parent), manifest.name, NEW, digest(OLD))
    assert manifest.read_bytes() == NEW
    assert names(manifest.parent) == [manifest.name]


@POSIX
def test_a_link_stays_a_link(manifest: Path) -> None:
    """Of a link below the folder the target is replaced; one that leads out is refused."""
    inside = manifest.parent / "kept" / "real.yaml"
    inside.parent.mkdir()
    manifest.rename(inside)
    manifest.symlink_to("kept/real.yaml")
    write_atomically(str(manifest.parent), manifest.name, NEW, digest(OLD))
    assert manifest.is_symlink()
    assert inside.read_bytes() == NEW
    outside = manifest.parent / "project" / "projguard.yaml"
    outside.parent.mkdir()
    outside.symlink_to("../kept/real.yaml")
    inside.write_bytes(OLD)
    assert refused(outside) == "outside"


@POSIX
def test_a_second_name_is_an_obstacle(manifest: Path) -> None:
    """A file with two names is not replaced, since the other name would keep the old text."""
    (manifest.parent / "copy.yaml").hardlink_to(manifest)
    assert refused(manifest) == "hard_links"


@pytest.mark.parametrize("path", ["../projguard.yaml", "/etc/projguard.yaml", "a\\b", ""])
def test_a_path_out_of_the_folder_is_refused(manifest: Path, path: str) -> None:
    """Nothing outside the folder is ever written, existing or new."""
    with pytest.raises(NotWritten, match="outside"):
        write_atomically(str(manifest.parent), path, NEW, digest(OLD))
    with pytest.raises(NotWritten, match="outside"):
        create_file(str(manifest.parent), path, NEW)


def test_a_file_that_changed_meanwhile_is_left_alone(manifest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else wrote since the file was read is never overwritten, up to the last moment."""
    manifest.write_bytes(OLD + b"# mine\n")
    assert refused(manifest) == "changed"
    manifest.write_bytes(OLD)
    create = writing._create

    def slow(*values: Any) -> None:
        create(*values)
        manifest.write_bytes(OLD + b"# yours\n")

    monkeypatch.setattr(writing, "_create", slow)
    with pytest.raises(NotWritten, match="changed"):
        write_atomically(str(manifest.parent), manifest.name, NEW, digest(OLD))
    assert manifest.read_bytes() == OLD + b"# yours\n"
    assert names(manifest.parent) == [manifest.name]


@POSIX
def test_a_pipe_or_nothing_in_its_place_is_refused(manifest: Path) -> None:
    """A pipe, a folder or nothing where the file was is an obstacle, and no reason to wait."""
    manifest.unlink()
    assert refused(manifest) == "missing"
    os.mkfifo(manifest)
    assert refused(manifest) == "special"


CALLS = ("open", "write", "fsync", "link", "replace", "fchmod")


@POSIX
@pytest.mark.parametrize(
    "fault", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EINTR], ids=errno.errorcode.get
)
@pytest.mark.parametrize("call", CALLS)
def test_a_failing_system_call_loses_nothing(
    manifest: Path, monkeypatch: pytest.MonkeyPatch, call: str, fault: int
) -> None:
    """Whichever step fails for whatever reason, the old or the new bytes stand there, and it is said."""
    real: Callable[..., Any] = getattr(os, call)
    count = 0
    for failing in range(20):
        count = 0
        manifest.write_bytes(OLD)

        def once(*values: Any, failing: int = failing, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == failing + 1:
                raise OSError(fault, os.strerror(fault))
            return real(*values, **options)

        monkeypatch.setattr(os, call, once)
        try:
            write_atomically(str(manifest.parent), manifest.name, NEW, digest(OLD))
        except NotWritten as refusal:
            told = refusal.obstacle
            assert manifest.read_bytes() == OLD or (call == "fsync" and count == 2), told
        else:
            assert count <= failing
        monkeypatch.undo()
        assert manifest.read_bytes() in {OLD, NEW}
        assert names(manifest.parent) == [manifest.name]
        if count <= failing:
            return
    pytest.fail("the calls never end")


def test_a_new_file_never_overwrites(tmp_path: Path) -> None:
    """A new file comes with the folders that it needs, and is refused where something stands already."""
    create_file(str(tmp_path), "docs/client/brief.md", NEW)
    assert (tmp_path / "docs" / "client" / "brief.md").read_bytes() == NEW
    with pytest.raises(NotWritten, match="exists"):
        create_file(str(tmp_path), "docs/client/brief.md", OLD)
    assert (tmp_path / "docs" / "client" / "brief.md").read_bytes() == NEW
    if os.name != "nt":
        (tmp_path / "out").symlink_to("..")
        with pytest.raises(NotWritten, match="outside"):
            create_file(str(tmp_path), "out/brief.md", NEW)


WRITER = """
import sys
from hashlib import sha256
from projguard.fixing.writing import write_atomically
root = sys.argv[1]
texts = [b"%s\\n" % (mark * 60_000) for mark in (b"o", b"n")]
print("ready", flush=True)
while True:
    for old, new in (texts, texts[::-1]):
        write_atomically(root, "projguard.yaml", new, sha256(old).hexdigest())
"""


@POSIX
def test_a_killed_writer_leaves_old_or_new(tmp_path: Path) -> None:
    """A process killed at any moment of writing leaves the old bytes or the new ones, never a third text."""
    manifest = tmp_path / "projguard.yaml"
    whole = {b"%s\n" % (mark * 60_000) for mark in (b"o", b"n")}
    chance = random.Random(20261123)  # noqa: S311 - moments, no secrets
    seen: set[bytes] = set()
    for _ in range(KILLS):
        manifest.write_bytes(b"o" * 60_000 + b"\n")
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.02))
            writer.send_signal(signal.SIGKILL)
        text = manifest.read_bytes()
        assert text in whole
        seen.add(text)
    assert KILLS < 20 or seen == whole
    leftover = [name for name in names(tmp_path) if name != manifest.name]
    assert [name for name in leftover if not name.startswith(".projguard.yaml.")] == []
