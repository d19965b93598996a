"""The hooks as pre-commit runs them: installed from a checkout, in a repository staged differently from its folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
PACKAGED = ("src", "rules", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
UNREACHABLE = re.compile(
    r"Temporary failure in name resolution|Could not find a version|Max retries|Network is unreachable"
)
REQUIRED = "PROJGUARD_CONSUMERS"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *words: str) -> None:
    """Run git as a person would."""
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@studio.example", "-c", "commit.gpgsign=false")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "-C", str(folder), *who, *words], env=clean, check=True, capture_output=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a checkout of projguard with everything that its wheel is made of."""
    folder = tmp_path_factory.mktemp("projguard")
    for name in PACKAGED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "A checkout")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty home for pre-commit, so that the hooks are installed anew."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository: ``one`` is broken in the index and mended in the folder, ``two`` the other way round."""
    for name in ("one", "two"):
        shutil.copytree(ROOT / "tests" / "base_project", tmp_path / name)
    # Rules that ask for no day: what is found does not depend on when the test runs.
    (tmp_path / ".projguard.yaml").write_text("select: [PG0002, PG0005]\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    set_phase(tmp_path / "one", "launched")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Two projects")
    set_phase(tmp_path / "one", "production")
    set_phase(tmp_path / "two", "launched")
    return tmp_path


def set_phase(project: Path, phase: str) -> None:
    """Change the phase of a project in the folder."""
    manifest = project / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r"phase: \w+", f"phase: {phase}", text, count=1), encoding="utf-8")


def try_repo(repository: Path, checkout: Path, home: Path, hook: str) -> subprocess.CompletedProcess[str]:
    """Run one hook over all files; skips where its packages cannot be fetched."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PROJGUARD_"))}
    done = subprocess.run(
        [PRE_COMMIT, "try-repo", str(checkout), hook, "--all-files", "--verbose", "--color", "never"],
        cwd=repository,
        env={**clean, "PRE_COMMIT_HOME": str(home), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if "InstallError" in done.stdout or UNREACHABLE.search(done.stdout):
        reason = "the hook's packages could not be fetched: no network"
        if os.environ.get(REQUIRED) != "required" and UNREACHABLE.search(done.stdout):
            pytest.skip(reason)
    return done


@pytest.mark.parametrize("hook", ["projguard", "projguard-all"])
def test_what_is_staged_is_judged(repository: Path, checkout: Path, home: Path, hook: str) -> None:
    """A hook fails for what is broken in the index alone, in one process with one summary, and passes once that is mended."""
    broken = try_repo(repository, checkout, home, hook)
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert f"- hook id: {hook}\n" in broken.stdout
    assert "- exit code: 1\n" in broken.stdout
    assert broken.stdout.count("2 projects, 1 of them ready: 1 error.\n") == 1
    assert len(re.findall(r"^exit 1: ", broken.stdout, re.MULTILINE)) == 1
    git(repository, "add", "one")
    mended = try_repo(repository, checkout, home, hook)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "2 projects, 2 of them ready" in mended.stdout


def test_a_commit_that_touches_no_project_passes(repository: Path, checkout: Path, home: Path) -> None:
    """Where nothing is staged but a note, the hook has nothing to say against it."""
    git(repository, "add", "two")
    git(repository, "commit", "--quiet", "-m", "Broken, and in the past")
    (repository / "notes.txt").write_text("x\n", encoding="utf-8")
    git(repository, "add", "notes.txt")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PROJGUARD_"))}
    done = subprocess.run(
        [PRE_COMMIT, "try-repo", str(checkout), "projguard", "--verbose", "--color", "never"],
        cwd=repository,
        env={**clean, "PRE_COMMIT_HOME": str(home), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if UNREACHABLE.search(done.stdout) and os.environ.get(REQUIRED) != "required":
        pytest.skip("the hook's packages could not be fetched: no network")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "exit 0: this commit touches no project\n" in done.stdout


def test_manifests_are_mended_in_place(repository: Path, checkout: Path, home: Path) -> None:
    """The mending hook changes the file and fails by that; run again, it passes."""
    manifest = repository / "one" / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("2026-11-20", "20.11.2026", 1), encoding="utf-8")
    git(repository, "add", "one")
    first = try_repo(repository, checkout, home, "projguard-fix")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "- files were modified by this hook\n" in first.stdout
    assert manifest.read_text(encoding="utf-8") == text
    git(repository, "add", "one")
    assert try_repo(repository, checkout, home, "projguard-fix").returncode == 0
