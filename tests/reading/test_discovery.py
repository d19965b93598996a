from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from projguard.model.limits import Limits
from projguard.model.values import Text
from projguard.reading.discovery import UNOPENED, find_projects, read_bytes, search_projects
from projguard.reading.unreadable import Unreadable

Lay = Callable[..., None]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Give a function that writes empty files."""

    def write(*names: str) -> None:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    return write


def found(folder: Path, *exclude: str) -> list[str]:
    """List the manifests below a folder by their paths."""
    return [path.relative_to(folder).as_posix() for path in find_projects(folder, exclude)]


def refusal(manifest: Path, limits: Limits | None = None) -> Unreadable:
    """Read a manifest that is refused, within two seconds."""
    start = time.process_time()
    with pytest.raises(Unreadable) as caught:
        read_bytes(manifest, limits or Limits())
    assert time.process_time() - start < 2
    return caught.value


def test_a_folder_with_a_manifest_is_one_project(tmp_path: Path, lay: Lay) -> None:
    """A folder with a manifest is one project, whatever lies below it; a file is a manifest whatever its name."""
    lay("projguard.yml", "sub/projguard.yaml", "other.yaml")
    assert found(tmp_path) == ["projguard.yml"]
    assert find_projects(tmp_path / "other.yaml") == (tmp_path / "other.yaml",)


def test_all_projects_below_a_folder(tmp_path: Path, lay: Lay) -> None:
    """Projects below a folder are found, sorted, those inside other projects too; hidden folders and links are not searched."""
    lay("b/projguard.yml", "a/projguard.yaml", "a/sub/projguard.yaml", "a/a/deep/projguard.yaml", "c/notes.md")
    lay(".git/projguard.yaml", "a/.venv/projguard.yaml", "b/node_modules/x/projguard.yaml", "projguard.yaml.d/x.md")
    (tmp_path / "c" / "link").symlink_to(tmp_path / "a")
    assert found(tmp_path) == ["a/projguard.yaml", "a/a/deep/projguard.yaml", "a/sub/projguard.yaml", "b/projguard.yml"]
    assert found(tmp_path / "c") == []


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("archive/**", ["live"]),
        ("archive", ["live"]),
        ("2025/", ["archive/old", "live"]),
        ("*/archive", ["archive/old", "live"]),
        ("li*", ["2025/archive/x", "archive/old"]),
        ("Archive", ["2025/archive/x", "archive/old", "live"]),
    ],
)
def test_excluded_folders(tmp_path: Path, lay: Lay, pattern: str, left: list[str]) -> None:
    """A pattern excludes a folder with all that is in it: by its name, or with a slash by its path."""
    lay("archive/old/projguard.yaml", "2025/archive/x/projguard.yaml", "live/projguard.yaml")
    assert found(tmp_path, pattern) == [f"{folder}/projguard.yaml" for folder in left]


def test_a_target_that_does_not_exist(tmp_path: Path) -> None:
    """A path that does not exist is told from a folder that holds no project."""
    assert find_projects(tmp_path) == ()
    with pytest.raises(FileNotFoundError):
        find_projects(tmp_path / "none")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_folders_that_cannot_be_listed(tmp_path: Path, lay: Lay) -> None:
    """A folder that may not be looked into is named, and the others are searched."""
    lay("a/projguard.yaml", "b/projguard.yaml")
    (tmp_path / "a").chmod(0)
    try:
        found = search_projects(tmp_path)
        assert (found.manifests, found.unlisted) == ((str(tmp_path / "b" / "projguard.yaml"),), (tmp_path / "a",))
    finally:
        (tmp_path / "a").chmod(0o755)


def test_of_two_manifests_the_usual_one_is_found(tmp_path: Path, lay: Lay) -> None:
    """A folder below is one project, by the manifest with the most usual name; a link among the manifests is told."""
    lay("a/projguard.toml", "a/projguard.yml", "a/projguard.json", "b/projguard.json", "b/projguard.toml")
    assert found(tmp_path) == ["a/projguard.yml", "b/projguard.json"]
    assert not search_projects(tmp_path).linked
    (tmp_path / "a" / "projguard.yaml").symlink_to("projguard.yml")
    assert found(tmp_path) == ["a/projguard.yaml", "b/projguard.json"]
    assert search_projects(tmp_path).linked


def test_a_manifest_is_read(tmp_path: Path) -> None:
    """The bytes of a manifest are given as they are, also through a link inside the project's folder."""
    (tmp_path / "real.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    (tmp_path / "projguard.yaml").symlink_to("real.yaml")
    assert read_bytes(tmp_path / "projguard.yaml", Limits()) == b"\xef\xbb\xbfa: 1\r\n"


def test_two_manifests(tmp_path: Path, lay: Lay) -> None:
    """A folder with both names is refused, naming both."""
    lay("projguard.yaml", "projguard.yml")
    refused = refusal(find_projects(tmp_path)[0])
    assert refused.message == "two_manifests"
    assert refused.values == {"one": Text("projguard.yaml"), "other": Text("projguard.yml")}


def test_a_folder_in_place_of_a_manifest(tmp_path: Path) -> None:
    """A folder that is called like a manifest is refused and not searched."""
    (tmp_path / "projguard.yaml").mkdir()
    (tmp_path / "projguard.yaml" / "projguard.yaml").touch()
    assert found(tmp_path) == ["projguard.yaml"]
    assert refusal(tmp_path / "projguard.yaml").message == "not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_place_of_a_manifest(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused without waiting."""
    os.mkfifo(tmp_path / "projguard.yaml")
    assert refusal(tmp_path / "projguard.yaml").message == "not_a_file"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("../secret.yaml", "link_outside"),
        ("/etc/hostname", "link_outside"),
        ("none.yaml", "not_there"),
        (".", "not_a_file"),
    ],
)
def test_links_in_place_of_a_manifest(tmp_path: Path, target: str, message: str) -> None:
    """A link that leads out of the project, nowhere or to a folder is refused, and the contents are not read."""
    (tmp_path / "secret.yaml").write_text("token: x", encoding="utf-8")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "projguard.yaml").symlink_to(target)
    refused = refusal(tmp_path / "project" / "projguard.yaml")
    assert (refused.message, refused.text, dict(refused.values)) == (message, "", {})
    assert message not in UNOPENED


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, ("no_permission", {})),
        (errno.EPERM, ("no_permission", {})),
        (errno.EIO, ("io_error", {"reason": Text(os.strerror(errno.EIO))})),
        (errno.EMFILE, ("io_error", {"reason": Text(os.strerror(errno.EMFILE))})),
    ],
)
def test_a_manifest_that_is_not_handed_out(
    tmp_path: Path, lay: Lay, monkeypatch: pytest.MonkeyPatch, number: int, said: tuple[str, dict[str, Text]]
) -> None:
    """A manifest that may not be read, or that a disk fails to give, is told from one that is wrong."""
    lay("projguard.yaml")
    real = os.open

    def failing(path: str, flags: int, **options: int) -> int:
        if path == "projguard.yaml":
            raise OSError(number, os.strerror(number))
        return real(path, flags, **options)

    monkeypatch.setattr(os, "open", failing)
    refused = refusal(tmp_path / "projguard.yaml")
    assert (refused.message, refused.values) == said
    assert refused.message in UNOPENED


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A file of 50 MB is refused at once, with its size and the limit."""
    with (tmp_path / "projguard.yaml").open("wb") as file:
        file.truncate(50_000_000)
    refused = refusal(tmp_path / "projguard.yaml")
    assert refused.message == "too_large"
    assert (refused.values["size"], refused.values["limit"]) == (50_000_000, 1_048_576)
