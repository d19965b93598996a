"""``projguard history``: a project's past, each commit judged with its own evidence on its own day."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]


def git(folder: Path, *words: str, day: str = "2026-10-01") -> None:
    """Run git as a person would, on a given day."""
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@studio.example", "-c", "commit.gpgsign=false")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    stamp = f"{day}T12:00:00+03:00"
    env = {**clean, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    subprocess.run(["git", "-C", str(folder), *who, *words], env=env, check=True, capture_output=True)


def commit(folder: Path, day: str) -> None:
    """Commit everything."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Work", day=day)


def projguard(folder: Path, *words: str, status: int = 0) -> str:
    """Run the command line."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1", "COLUMNS": "80"}
    done = subprocess.run(
        [*COMMAND, *words], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout if not status else done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository in which a project becomes healthy, loses a document, cannot be read, and is healthy again."""
    top = tmp_path_factory.mktemp("past")
    folder = Path(shutil.copytree(ROOT / "tests" / "base_project", top / "client"))
    manifest = folder / "projguard.yaml"
    healthy = manifest.read_text(encoding="utf-8")
    guideline = (folder / "docs" / "guideline.md").read_bytes()
    git(top, "init", "--quiet")
    manifest.write_text(healthy.replace("phase: production", "phase: draft"), encoding="utf-8")
    commit(top, "2026-11-20")
    manifest.write_text(healthy, encoding="utf-8")
    commit(top, "2026-11-21")
    (folder / "docs" / "guideline.md").unlink()
    manifest.write_text(healthy + "# the guideline is gone\n", encoding="utf-8")
    commit(top, "2026-11-22")
    manifest.write_text("project: [\n", encoding="utf-8")
    commit(top, "2026-11-23")
    manifest.write_text(healthy, encoding="utf-8")
    (folder / "docs" / "guideline.md").write_bytes(guideline)
    commit(top, "2026-11-24")
    (top / "other.txt").write_text("no commit of the manifest\n", encoding="utf-8")
    commit(top, "2026-11-25")
    return folder


def test_each_commit_is_judged_on_its_own_day(project: Path) -> None:
    """A line per commit of the manifest says how ready the project was then, with the evidence of that commit."""
    rows = list(csv.DictReader(projguard(project, "history", "--format", "csv").splitlines()))
    assert [(row["day"], row["phase"], row["readiness"], row["errors"], row["point_4"]) for row in rows] == [
        ("2026-11-20", "draft", "100", "0", "green"),
        ("2026-11-21", "production", "100", "0", "green"),
        ("2026-11-22", "production", "90", "1", "red"),
        ("2026-11-23", "", "", "1", ""),
        ("2026-11-24", "production", "100", "0", "green"),
    ]
    assert all(len(row["commit"]) == 40 for row in rows)


def test_the_table_says_what_it_comes_to(project: Path) -> None:
    """Below the table stand the days until the project was ready, and the point that opened again."""
    shown = projguard(project, "history", "--last", "4", "--lang", "en").splitlines()
    assert shown[0] == "Readiness over time: Северный дом: новый сайт и ведение соцсетей"
    assert shown[2].split() == ["day", "commit", "phase", "ready", "✖", "▲", *map(str, range(1, 11))]
    assert [line[:10] for line in shown[3:7]] == ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]
    assert "90 %" in shown[4]
    assert shown[5].split()[2:] == ["?", "?", "1", "0", "?"]
    assert max(map(len, shown)) <= 80
    assert shown[8:] == [
        "From the first version to the first that was ready: 0 days.",
        "Open again on 2026-11-22, clear since 2026-11-21: 4 Guideline or template",
    ]


def test_a_merge_counts_on_the_day_of_the_merge(tmp_path: Path) -> None:
    """What a branch changed is one line, that of the merge, resolved conflicts included."""
    shutil.copytree(ROOT / "tests" / "base_project", tmp_path, dirs_exist_ok=True)
    manifest = tmp_path / "projguard.yaml"
    healthy = manifest.read_text(encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path, "2026-11-20")
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    manifest.write_text(healthy.replace("phase: production", "phase: draft"), encoding="utf-8")
    commit(tmp_path, "2026-11-21")
    git(tmp_path, "checkout", "--quiet", "main")
    manifest.write_text(healthy.replace("phase: production", "phase: kickoff"), encoding="utf-8")
    commit(tmp_path, "2026-11-22")
    git(tmp_path, "merge", "--quiet", "--no-commit", "--strategy", "ours", "side")
    manifest.write_text(healthy.replace("phase: production", "phase: draft"), encoding="utf-8")
    commit(tmp_path, "2026-11-23")
    rows = list(csv.DictReader(projguard(tmp_path, "history", "--format", "csv").splitlines()))
    assert [(row["day"], row["phase"]) for row in rows] == [
        ("2026-11-20", "production"),
        ("2026-11-22", "kickoff"),
        ("2026-11-23", "draft"),
    ]


def test_the_page_of_a_project_draws_its_past(project: Path) -> None:
    """The HTML report shows the line of the commits before the day of the report, with its text alternative."""
    page = projguard(project, "check", "--as-of", "2026-11-24", "--format", "html", "--lang", "en")
    assert "Readiness from 100\u202f% on 2026-11-20 to 100\u202f% on 2026-11-24." in page
    assert page.count("2026-11-22") >= 1


def test_without_commits_there_is_no_past(tmp_path: Path, project: Path) -> None:
    """A project that git does not know is told, status 3."""
    shutil.copytree(project, tmp_path / "client")
    told = projguard(tmp_path / "client", "history", status=3)
    assert told == "exit 3: git knows no commit of projguard.yaml\n"
