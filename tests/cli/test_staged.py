"""``check --staged``: the next commit is judged, not what lies in the folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]
NO_GUIDELINE = "docs/guideline.md: no such file of the guideline"


OWN_CARD = """
point: 21
pack: HR
title: {en: House rules, ru: Правила дома}
rules:
  - code: HR0101
    name: plan-missing
    family: evidence
    severity: {draft: error, kickoff: error, production: error, delivered: error, closed: error}
    check: file_exists
    params: {field: x_plan}
    title: {en: The plan is not there, ru: Плана нет}
    why: {en: A plan that nobody can read is none., ru: План без файла - не план.}
    remedy: {en: Write it., ru: Напишите его.}
    ask: self
    question: {en: Where is the plan?, ru: Где план?}
    messages:
      missing: {en: 'there is no {file}', ru: 'нет файла {file}'}
      empty: {en: '{file} is empty', ru: '{file} пуст'}
    examples:
      bad: |
        manifest: {x_plan: none.md}
      good: |
        manifest: {}
"""


def git(folder: Path, *words: str) -> None:
    """Run git as a person would."""
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@studio.example", "-c", "commit.gpgsign=false")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "-C", str(folder), *who, *words], env=clean, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with two healthy projects, everything committed."""
    for name in ("one", "two"):
        shutil.copytree(ROOT / "tests" / "base_project", tmp_path / name)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Two projects")
    return tmp_path


def check(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Check what is staged."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1", **variables}
    command = [*COMMAND, "check", "--staged", "--as-of", "2026-11-23", "--min-severity", "warning", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def edit(path: Path, old: str, new: str) -> None:
    """Change a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_index_is_judged_and_not_the_folder(repository: Path) -> None:
    """A gap that is mended in the folder and not staged is found; one that is staged is not hidden by the folder."""
    manifest = repository / "one" / "projguard.yaml"
    healthy = manifest.read_bytes()
    edit(manifest, "phase: production", "phase: launched")
    git(repository, "add", ".")
    manifest.write_bytes(healthy)
    done = check(repository, "one", "--format", "concise")
    assert done.returncode == 1
    assert (
        "one/projguard.yaml:8:10: error PG0005 wrong-format: project.phase: «launched», expected draft, kickoff,"
        in done.stdout
    )
    git(repository, "add", ".")
    edit(manifest, "phase: production", "phase: launched")
    assert check(repository).returncode == 0


def test_evidence_is_read_from_the_index(repository: Path) -> None:
    """A document that is deleted in the folder still counts until its deletion is staged, and the other way round."""
    (repository / "one" / "docs" / "guideline.md").unlink()
    assert check(repository, "one").returncode == 0
    git(repository, "add", "--all")
    git(repository, "restore", "--source=HEAD", "--worktree", "one/docs/guideline.md")
    done = check(repository, "one", "--format", "concise")
    assert done.returncode == 1
    assert NO_GUIDELINE in done.stdout


def test_an_index_of_some_files_alone_is_the_one_that_counts(repository: Path) -> None:
    """Where git commits some files from an index of its own, that index is judged."""
    other = {"GIT_INDEX_FILE": str(repository / "other-index")}
    shutil.copy(repository / ".git" / "index", other["GIT_INDEX_FILE"])
    edit(repository / "one" / "projguard.yaml", "phase: production", "phase: launched")
    git(repository, "add", ".")
    assert check(repository, "one").returncode == 1
    assert check(repository, "one", **other).returncode == 0


def test_only_what_a_commit_touches(repository: Path) -> None:
    """A changed manifest, a changed document and a changed setting make their projects count, other files none."""
    (repository / "notes.txt").write_text("x\n", encoding="utf-8")
    (repository / "one" / "unnamed.md").write_text("x\n", encoding="utf-8")
    git(repository, "add", ".")
    none = check(repository, "--touched", "notes.txt")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "exit 0: this commit touches no project\n")
    git(repository, "rm", "--quiet", "two/docs/guideline.md")
    done = check(repository, "--touched", "--format", "concise")
    assert done.returncode == 1
    assert NO_GUIDELINE in done.stdout
    assert "one/projguard.yaml" not in done.stdout
    named = check(repository, "--touched", "one/kb/README.md", "--format", "json")
    assert [line for line in named.stdout.splitlines() if '"path": "one/projguard.yaml"' in line]
    (repository / ".projguard.yaml").write_text("fail_on: never\n", encoding="utf-8")
    git(repository, "add", ".projguard.yaml")
    both = check(repository, "--touched", "-q")
    assert both.returncode == 0
    assert both.stdout.startswith("2 projects, 1 of them ready")


def test_a_link_in_the_index_leads_nowhere_outside(repository: Path) -> None:
    """A staged link counts as what it leads to inside the project, and as nothing where it leads out."""
    brief = repository / "one" / "docs" / "brief.md"
    brief.rename(brief.with_name("brief-2.md"))
    brief.symlink_to("brief-2.md")
    (repository / "two" / "docs" / "brief.md").unlink()
    (repository / "two" / "docs" / "brief.md").symlink_to("../../one/docs/brief-2.md")
    git(repository, "add", "--all")
    assert check(repository, "one").returncode == 0
    done = check(repository, "two", "--format", "concise")
    assert done.returncode == 1
    assert "docs/brief.md" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--fix",), "--staged: what git's index holds is not mended; leave --staged out."),
        (("-",), "--staged: standard input is not in git's index."),
        (("no-such-folder",), "There is no file or folder 'no-such-folder'."),
        ((os.sep,), "--staged: '/' lies in no git repository."),
    ],
)
def test_what_cannot_be_asked_of_the_index(repository: Path, words: tuple[str, ...], message: str) -> None:
    """What makes no sense with the index is refused, status 2."""
    done = check(repository, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_nothing_that_the_repository_names_is_run(repository: Path) -> None:
    """Hooks, monitors, filters and pagers of the repository's settings are left alone."""
    trap = repository / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{repository / 'sprung'}'\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "filter.x.clean",
        "filter.x.smudge",
        "diff.x.textconv",
    ):
        git(repository, "config", name, str(trap))
    (repository / ".gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    check(repository, "--touched", "one/projguard.yaml")
    assert check(repository).returncode == 0
    assert not (repository / "sprung").exists()


def test_documents_that_only_a_card_asks_about_count_too(repository: Path) -> None:
    """A file that no field of the schema names, but a card of one's own asks about, makes its project count."""
    cards = repository / "cards"
    cards.mkdir()
    (cards / "own.yaml").write_text(OWN_CARD, encoding="utf-8")
    (repository / ".projguard.yaml").write_text("rule_dirs: [cards]\nselect: [HR0101]\n", encoding="utf-8")
    manifest = repository / "one" / "projguard.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "x_plan: plan.md\n", encoding="utf-8")
    (repository / "one" / "plan.md").write_text("A plan\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "A plan")
    git(repository, "rm", "--quiet", "one/plan.md")
    done = check(repository, "--touched", "--format", "concise")
    assert done.returncode == 1, done.stderr
    assert "error HR0101 plan-missing: there is no plan.md" in done.stdout
