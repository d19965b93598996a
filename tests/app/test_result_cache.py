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

from projguard.app.result_cache import PAGE, seal_of

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
    return tmp_path / "cache" / "results-2.sqlite"


def keys(tmp_path: Path) -> set[str]:
    """Give the keys of everything that is kept."""
    with sqlite3.connect(results(tmp_path)) as connection:
        return {row[0] for row in connection.execute("SELECT key FROM results")}


def rewrite(tmp_path: Path, *, sealed: bool, **changes: Callable[[str], str]) -> None:
    """Change what is kept, by columns; ``sealed`` as the program itself would have written it."""
    with sqlite3.connect(results(tmp_path)) as connection:
        for key, *parts, seal in connection.execute("SELECT key, needs, state, report, seal FROM results").fetchall():
            named = dict(zip(("needs", "state", "report"), parts, strict=True))
            new = [changes.get(name, str)(part) for name, part in named.items()]
            row = (*new, seal_of(key, *new) if sealed else seal, key)
            connection.execute("UPDATE results SET needs = ?, state = ?, report = ?, seal = ? WHERE key = ?", row)


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
    rewrite(tmp_path, sealed=True, report=lambda report: report.replace("Лотос", "Ромашка"))
    assert "Ромашка" in check()
    assert "Ромашка" not in check("--no-cache")


def test_a_changed_entry_is_not_believed(check: Run, tmp_path: Path) -> None:
    """A report that is not as it was written is made anew, however well it reads."""
    check()
    rewrite(tmp_path, sealed=False, report=lambda report: report.replace("Лотос", "Ромашка"))
    assert "Ромашка" not in check()


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


NEEDS = '{"files": ["/etc/passwd", "../x", "a\\u0000b"], "folders": ["/"], "linked": [], "hashed": [], "zone": 5, "git": true}'


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("report", value) for value in ('["ProjectReport"]', '["Evil", 1]', "[" * 100_000)),
        *(("needs", value) for value in ("", "[]", "[" * 100_000, '{"files": [1]}', NEEDS)),
    ],
    ids=lambda value: value[:20],
)
def test_a_foreign_entry_is_judged_anew(check: Run, tmp_path: Path, column: str, value: str) -> None:
    """An entry that is no result of this version is not believed, though it is sealed like one."""
    cold = check()
    rewrite(tmp_path, sealed=True, **{column: lambda _: value})
    assert check() == cold


def test_a_link_in_place_of_the_file_is_not_followed(check: Run, tmp_path: Path) -> None:
    """What a link leads to is somebody else's: it stays as it is, and a file of its own takes the link's place."""
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (a)")
    before = other.read_bytes()
    results(tmp_path).parent.mkdir()
    results(tmp_path).symlink_to(other)
    check()
    assert (other.read_bytes(), results(tmp_path).is_symlink(), len(keys(tmp_path))) == (before, False, COUNT)


def test_a_file_damaged_inside_is_made_anew(check: Run, tmp_path: Path) -> None:
    """A file that opens, and is broken where the results are, costs one run; the next has them again."""
    cold = check()
    raw = bytearray(results(tmp_path).read_bytes())
    raw[PAGE + 8 :] = b"\xc8" * (len(raw) - PAGE - 8)
    results(tmp_path).write_bytes(raw)
    assert check() == cold
    assert check() == cold
    assert len(keys(tmp_path)) == COUNT


def test_a_name_that_is_no_utf_8_is_not_kept(check: Run, portfolio: Path, tmp_path: Path) -> None:
    """A folder with bytes of another encoding in its name is judged each time, beside those that are kept."""
    if sys.platform != "linux":
        pytest.skip("only Linux takes file names that are no UTF-8")
    os.rename(portfolio / "project-3", os.fsencode(portfolio / "project-") + b"\xff")  # noqa: PTH104 - bytes
    assert check() == check("--no-cache")
    assert len(keys(tmp_path)) == COUNT - 1


@pytest.mark.parametrize("seen_from", [".", "linked"])
def test_a_commit_is_seen_from_anywhere(portfolio: Path, tmp_path: Path, seen_from: str) -> None:
    """Days of commits are asked for anew after a commit, also from inside a repository, or through a link into it."""
    undated = {"projguard.yaml": ", updated_on: 2026-11-19", "kb/README.md": "updated: 2026-11-19\n"}
    for project in portfolio.glob("project-*"):
        for name, day in undated.items():
            text = (project / name).read_text(encoding="utf-8")
            (project / name).write_text(text.replace(day, ""), encoding="utf-8")
    folder = portfolio / "projects"
    folder.mkdir()
    for project in portfolio.glob("project-*"):
        project.rename(folder / project.name)
    (tmp_path / "linked").symlink_to(folder)
    where = folder if seen_from == "." else tmp_path

    def check(*arguments: str) -> str:
        command = [sys.executable, "-m", "projguard", "check", seen_from, "--format", "json", "--as-of", "2026-11-23"]
        environment = {**os.environ, "PROJGUARD_CACHE_DIR": str(tmp_path / "cache"), "PROJGUARD_LANG": "en"}
        done = subprocess.run([*command, *arguments], cwd=where, env=environment, capture_output=True, check=False)
        return done.stdout.decode()

    def commit(day: str, *arguments: str) -> None:
        dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
        who = ("-c", "user.name=Anna", "-c", "user.email=anna@example.com")
        for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "pages", *arguments)):
            subprocess.run(["git", *words], cwd=portfolio, env={**os.environ, **dates}, check=True)

    commit("2026-11-20")
    fresh = check()
    assert check() == fresh
    commit("2020-01-01", "--amend", "--reset-author")
    assert fresh != check() == check("--no-cache")
    scan = folder / "project-3" / "kb" / "scan.pdf"
    scan.write_bytes(b"12345")
    commit("2026-11-21")
    scanned = check()
    scan.write_bytes(b"54321")  # no longer what was committed
    assert scanned != check() == check("--no-cache")


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
