"""Projects that did not change are not judged again, and nobody can tell by the report."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COUNT = 9
"""Projects of the portfolio; a smaller one is not worth opening a cache."""

Run = Callable[..., str]


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """Copy samples into a portfolio of healthy projects and one with gaps."""
    folder = tmp_path / "portfolio"
    for number in range(COUNT - 1):
        shutil.copytree(ROOT / "tests" / "base_project", folder / f"project-{number}")
    shutil.copytree(ROOT / "sample_projects" / "cafe-many-gaps", folder / "with-gaps")
    return folder


@pytest.fixture
def check(portfolio: Path, tmp_path: Path) -> Run:
    """Check the portfolio with a cache folder of its own; gives the JSON report."""

    def run(*arguments: str, **more: str) -> str:
        command = [
            sys.executable,
            "-m",
            "projguard",
            "check",
            str(portfolio),
            "--format",
            "json",
            "--lang",
            "en",
            *arguments,
        ]
        if "--as-of" not in arguments:
            command += ["--as-of", "2026-11-23"]
        environment = {**os.environ, "PROJGUARD_CACHE_DIR": str(tmp_path / "cache"), **more}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout

    return run


def results(tmp_path: Path) -> Path:
    """Give the file of kept results."""
    return tmp_path / "cache" / "results-1.sqlite"


def keys(tmp_path: Path) -> set[str]:
    """Give the keys of everything that is kept."""
    with sqlite3.connect(results(tmp_path)) as connection:
        return {row[0] for row in connection.execute("SELECT key FROM results")}


def test_a_second_run_gives_the_same_bytes(check: Run, tmp_path: Path) -> None:
    """What is recalled cannot be told from what is judged, with one process and with two, whatever the hash seed."""
    cold = check("--no-cache")
    assert not results(tmp_path).exists()
    assert check() == cold
    kept = keys(tmp_path)
    assert len(kept) == COUNT
    assert check(PYTHONHASHSEED="7") == cold
    assert check("--jobs", "2", PYTHONHASHSEED="8") == cold
    assert keys(tmp_path) == kept


def test_recalled_projects_are_not_judged(check: Run, tmp_path: Path) -> None:
    """A report comes from the file: what is written there is what is shown."""
    check()
    with sqlite3.connect(results(tmp_path)) as connection:
        connection.execute("UPDATE results SET report = replace(report, 'Лотос', 'Ромашка')")
    assert "Ромашка" in check()
    assert "Ромашка" not in check("--no-cache")


CHANGES: dict[str, Callable[[Path], object]] = {
    "manifest": lambda p: (p / "projguard.yaml").write_text(
        (p / "projguard.yaml").read_text(encoding="utf-8") + "x_note: 1\nsurprise: 1\n", encoding="utf-8"
    ),
    "evidence": lambda p: (p / "docs" / "brief.md").write_text("# Бриф\n\nуточнить\n", encoding="utf-8"),
    "evidence that is gone": lambda p: (p / "docs" / "brief.md").unlink(),
    "a page more": lambda p: (p / "kb" / "new.md").write_text("TODO\n", encoding="utf-8"),
    "a decision more": lambda p: (p / "kb" / "decisions" / "0009-x.md").write_text("# Без причины\n", encoding="utf-8"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_judged_anew(check: Run, portfolio: Path, change: Callable[[Path], object]) -> None:
    """A manifest, a document, a missing file, a page: whatever a report was made of, its change is seen."""
    before = check()
    change(portfolio / "project-3")
    after = check()
    assert after != before
    assert after == check("--no-cache")


@pytest.mark.parametrize(
    "arguments",
    [("--as-of", "2027-03-01"), ("--phase", "production"), ("--select", "PG05"), ("--severity", "PG0704=error")],
    ids=" ".join,
)
def test_another_question_has_another_answer(check: Run, arguments: tuple[str, ...]) -> None:
    """Day, phase, selection and levels belong to what a result is kept under."""
    check()
    assert check(*arguments) == check(*arguments, "--no-cache")


def test_settings_of_the_folder_count(check: Run, portfolio: Path) -> None:
    """A change of the folder's settings is seen."""
    check()
    (portfolio / ".projguard.yaml").write_text("ignore: [PG0505]\n", encoding="utf-8")
    assert check() == check("--no-cache")


@pytest.mark.parametrize("damage", [b"", b"no database", None], ids=["empty", "text", "torn"])
def test_a_damaged_file_is_made_anew(check: Run, tmp_path: Path, damage: bytes | None) -> None:
    """A file that is no database, or only half of one, costs time and nothing else."""
    cold = check()
    whole = results(tmp_path).read_bytes()
    results(tmp_path).write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    for companion in ("-wal", "-shm"):
        results(tmp_path).with_name(results(tmp_path).name + companion).unlink(missing_ok=True)
    assert check() == cold
    assert check() == cold


@pytest.mark.parametrize("report", ['["ProjectReport"]', '["Evil", 1]', "[" * 5000])
def test_a_foreign_entry_is_judged_anew(check: Run, tmp_path: Path, report: str) -> None:
    """An entry that is no report of this version is not believed."""
    cold = check()
    with sqlite3.connect(results(tmp_path)) as connection:
        connection.execute("UPDATE results SET report = ?", (report,))
    assert check() == cold


def test_a_cache_that_cannot_be_written_costs_only_time(check: Run, tmp_path: Path) -> None:
    """A file where the folder should be changes nothing in the report."""
    cold = check("--no-cache")
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    assert check() == cold


def test_many_writers_at_once(check: Run, portfolio: Path, tmp_path: Path) -> None:
    """Sixteen runs that write the same file all report the same, and leave it whole."""
    command = [sys.executable, "-m", "projguard", "check", str(portfolio), "--format", "json", "--as-of", "2026-11-23"]
    environment = {**os.environ, "PROJGUARD_CACHE_DIR": str(tmp_path / "cache"), "PROJGUARD_LANG": "en"}
    running = [
        subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(16)
    ]
    outputs = {process.communicate()[0].decode() for process in running}
    assert outputs == {check("--no-cache")}
    with sqlite3.connect(results(tmp_path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(keys(tmp_path)) == COUNT
