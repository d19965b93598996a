"""The hooks as pre-commit runs them: installed from a checkout, in a repository staged differently from its folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

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


@pytest.mark.parametrize("hook", ["projguard", "projguard-all"])
def test_what_is_staged_is_judged(repository: Path, checkout: Path, tmp_path: Path, hook: str) -> None:
    """A hook, installed from a checkout, fails for what is broken in the index alone, in one process with one summary."""
    command = [str(PRE_COMMIT), "try-repo", str(checkout), hook, "--all-files", "--verbose", "--color", "never"]
    done = subprocess.run(
        command, cwd=repository, env=environment(tmp_path), capture_output=True, encoding="utf-8", check=False
    )
    if UNREACHABLE.search(done.stdout) and os.environ.get(REQUIRED) != "required":
        pytest.skip("the packages of the hook could not be fetched: no network")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"- hook id: {hook}\n" in done.stdout
    assert "- exit code: 1\n" in done.stdout
    assert len(re.findall("^2 projects, 1 of them ready: 1 error", done.stdout, re.MULTILINE)) == 1
    assert len(re.findall("^exit 1: 1 finding ", done.stdout, re.MULTILINE)) == 1


def test_a_commit_is_stopped_only_for_what_it_changes(repository: Path) -> None:
    """What ``projguard`` runs passes where the commit touches no project, whatever the past holds, and fails where it does."""
    (repository / "notes.txt").write_text("x\n", encoding="utf-8")
    git(repository, "add", "notes.txt")
    passed = run_hook("projguard", repository, "notes.txt")
    assert (passed.returncode, passed.stderr) == (0, "exit 0: this commit touches no project\n")
    git(repository, "add", "two")
    failed = run_hook("projguard", repository, "notes.txt", "two/projguard.yaml")
    assert failed.returncode == 1
    assert "two/projguard.yaml:8:10" in failed.stdout
    assert run_hook("projguard-all", repository).returncode == 1


def test_manifests_are_mended_in_place(repository: Path) -> None:
    """What ``projguard-fix`` runs changes the file, which is what pre-commit fails for; run again, it changes nothing."""
    manifest = repository / "one" / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("2026-11-20", "20.11.2026", 1), encoding="utf-8")
    for _ in range(2):
        assert run_hook("projguard-fix", repository, "one/projguard.yaml").returncode == 0
        assert manifest.read_text(encoding="utf-8") == text


def test_the_list_of_hooks_is_valid() -> None:
    """pre-commit accepts the list of hooks."""
    done = subprocess.run(
        [PRE_COMMIT, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


def run_hook(hook: str, repository: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run what pre-commit would, without an installation."""
    listed = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    entry = next(one for one in listed if one["id"] == hook)
    words = [*shlex.split(entry["entry"])[1:], *entry["args"], *files]
    command = [sys.executable, "-c", "from projguard.cli.main import main; main()", *words]
    env = {**environment(repository), "PROJGUARD_LANG": "en"}
    return subprocess.run(command, cwd=repository, env=env, capture_output=True, encoding="utf-8", check=False)


def environment(home: Path) -> dict[str, str]:
    """Give a home to pre-commit in which nothing is installed, and no settings of this machine."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PROJGUARD_"))}
    quick = {"PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    return {**clean, **quick, "PRE_COMMIT_HOME": str(home / ".pre-commit-home"), "COLUMNS": "80"}
