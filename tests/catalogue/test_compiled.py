"""Where what may be lost at any time is kept."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from projguard.catalogue.compiled import cache_folder


@pytest.mark.parametrize("home", ["", "somewhere/relative"])
@pytest.mark.parametrize("cache", ["", "relative"])
def test_without_a_home_nothing_is_kept_in_the_working_directory(
    home: str, cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home or a cache folder that is no absolute path is not taken for one below the working directory."""
    monkeypatch.delenv("PROJGUARD_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    assert cache_folder().parent == Path(tempfile.gettempdir())


def test_a_home_has_the_usual_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a home it is the usual folder of caches, in the folder that is named for caches otherwise."""
    monkeypatch.delenv("PROJGUARD_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "projguard"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert cache_folder() == tmp_path / "caches" / "projguard"


def test_a_folder_that_others_may_write_to_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a home the folder lies where anybody may have made it: it is one's own alone, or none."""
    monkeypatch.delenv("PROJGUARD_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = cache_folder()
    assert (own.parent, own.stat().st_mode & 0o077) == (tmp_path, 0)
    own.chmod(0o777)
    assert cache_folder().parent == Path(os.devnull)
    own.rmdir()
    own.symlink_to(tmp_path / "elsewhere")
    assert cache_folder().parent == Path(os.devnull)
