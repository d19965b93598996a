from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from projguard.reading import git_dates as module
from projguard.reading.git_dates import GitDates, git_dates

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FIRST, SECOND = "2026-10-01", "2026-11-02"
PAGES = ["kb/README.md", "kb/словарь *.md"]


def git(folder: Path, *words: str, day: str = FIRST) -> None:
    """Run git as a person would, on a given day."""
    stamp = f"{day}T12:00:00+03:00"
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@studio.example", "-c", "commit.gpgsign=false")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = {**clean, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    subprocess.run(["git", "-C", str(folder), *who, *words], env=env, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with a project below its root: two pages, one of them changed a month later."""
    project = tmp_path / "origin" / "clients" / "cafe"
    (project / "kb").mkdir(parents=True)
    for page in PAGES:
        (project / page).write_text("one\n", encoding="utf-8")
    git(tmp_path / "origin", "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "one")
    (project / PAGES[0]).write_text("two\n", encoding="utf-8")
    git(project, "commit", "--quiet", "--all", "-m", "two", day=SECOND)
    return project


def test_each_file_has_the_day_of_its_last_commit(repository: Path) -> None:
    """Files have the day of the commit that changed them last, whatever their names; an unknown file has none."""
    dates = {PAGES[0]: date.fromisoformat(SECOND), PAGES[1]: date.fromisoformat(FIRST)}
    assert git_dates(str(repository), [*PAGES, "kb/none.md"]) == GitDates(state="ok", dates=dates)
    assert git_dates(str(repository), []) == GitDates(state="ok")


def test_a_modified_file_has_no_date(repository: Path) -> None:
    """A file that is not as it was committed, or not committed at all, has no date."""
    (repository / PAGES[0]).write_text("three\n", encoding="utf-8")
    (repository / "kb" / "new.md").write_text("new\n", encoding="utf-8")
    (repository / PAGES[1]).unlink()
    assert git_dates(str(repository), [*PAGES, "kb/new.md"]) == GitDates(state="ok")


def test_a_checkout_with_other_line_ends_is_unmodified(repository: Path) -> None:
    """Line ends that a checkout on Windows gives a file are no modification."""
    (repository / PAGES[0]).write_bytes(b"two\r\n")
    assert PAGES[0] in git_dates(str(repository), PAGES).dates


def test_a_shallow_clone_tells_no_dates(repository: Path, tmp_path: Path) -> None:
    """In a clone that holds the last commit alone, the dates are unknown."""
    origin = repository.parents[1].as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", origin, "shallow")
    assert git_dates(str(tmp_path / "shallow" / "clients" / "cafe"), PAGES) == GitDates(state="shallow")


def test_a_branch_called_grafted_is_no_shallow_clone(repository: Path) -> None:
    """Names of branches say nothing about the history."""
    git(repository, "branch", "grafted")
    assert git_dates(str(repository), PAGES).state == "ok"


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, without a commit and without git the dates are unknown."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert git_dates(str(tmp_path), PAGES).state == "absent"
    git(tmp_path, "init", "--quiet")
    assert git_dates(str(tmp_path), PAGES).state == "absent"
    monkeypatch.setenv("PATH", "")
    assert git_dates(str(tmp_path), PAGES).state == "absent"


def test_nothing_that_the_repository_names_is_run(repository: Path, tmp_path: Path) -> None:
    """Hooks, pagers, filters, signature programs and file monitors of the repository's settings stay unused."""
    trace = tmp_path / "trace"
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\necho run >> '{trace}'\ncat\n", encoding="utf-8")
    spy.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "gpg.program",
        "filter.spy.clean",
        "diff.external",
        "diff.spy.textconv",
    ):
        git(repository, "config", setting, str(spy))
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "core.hooksPath", str(tmp_path))
    (repository / ".gitattributes").write_text("*.md filter=spy diff=spy\n", encoding="utf-8")
    os.utime(repository / PAGES[0], (0, 0))
    trace.unlink(missing_ok=True)
    index = repository.parents[1] / ".git" / "index"
    before = index.read_bytes()
    assert len(git_dates(str(repository), PAGES).dates) == 2
    assert not trace.exists()
    assert index.read_bytes() == before


def test_a_hook_of_another_repository_does_not_mislead(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's own variables, as they are set inside a hook, are not passed on."""
    monkeypatch.setenv("GIT_DIR", "elsewhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere/.git/index")
    assert len(git_dates(str(repository), PAGES).dates) == 2


def test_a_folder_that_looks_like_a_repository_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that brings the inside of a repository along, settings included, is not taken for one."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    git(tmp_path, "init", "--quiet", "--bare", "project")
    assert git_dates(str(tmp_path / "project"), PAGES).state == "absent"


def test_many_files_are_asked_for_at_once(repository: Path) -> None:
    """More names than a command line takes are looked up all the same."""
    many = [f"kb/{'long' * 20}{number}.md" for number in range(1000)]
    assert len(git_dates(str(repository), [*many, *PAGES]).dates) == 2


def test_an_endless_history_is_given_up(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that does not answer in time counts as absent."""
    sleeper = tmp_path / "bin" / "git"
    sleeper.parent.mkdir()
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    sleeper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{sleeper.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(module, "_LONGEST", 0.2)
    assert git_dates(str(repository), PAGES).state == "absent"
