"""``check --watch`` as a real process: it checks, waits, checks what changed, and ends with Ctrl-C."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAY = ["--as-of", "2026-11-23"]
WAITS = "Watching for changes; Ctrl-C ends.\n"


class Watching:
    """A process that watches, and everything that it has printed."""

    def __init__(self, folder: Path, log: Path, *arguments: str) -> None:
        self.log = log
        command = [
            sys.executable,
            "-u",
            "-m",
            "projguard",
            "check",
            *DAY,
            "--watch",
            "--watch-interval",
            "0.05",
            *arguments,
        ]
        environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
        with log.open("wb") as both:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=both, stderr=both, process_group=0
            )

    def text(self) -> str:
        """Give what is printed so far."""
        return self.log.read_text(encoding="utf-8")

    def round(self, number: int) -> str:
        """Wait for the end of a round, the first is 0, and give what was printed in it."""
        end = time.monotonic() + 30
        while time.monotonic() < end and self.process.poll() is None:
            rounds = self.text().split(WAITS)
            if len(rounds) > number + 1:
                return rounds[number]
            time.sleep(0.02)
        pytest.fail(f"waited in vain: {self.text()}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of three projects."""
    for name in ("a", "b", "c"):
        shutil.copytree(ROOT / "tests" / "base_project", tmp_path / "projects" / name)
    return tmp_path / "projects"


@pytest.fixture
def watching(folder: Path, tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    """Start watching; whatever still runs after the test is ended."""
    started: list[Watching] = []

    def start(*arguments: str) -> Watching:
        started.append(Watching(folder, tmp_path / "log.txt", *arguments))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def edit(file: Path, old: str, new: str) -> None:
    """Change a file as an editor does: another one in its place."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    other = file.with_name("." + file.name + ".tmp")
    other.write_text(text.replace(old, new), encoding="utf-8")
    other.replace(file)


def test_only_what_changed_is_checked_again(folder: Path, watching: Callable[..., Watching]) -> None:
    """A manifest, evidence, a new project, settings, in turn: each is noticed, and nothing that was printed goes away."""
    watch = watching("--format", "concise", "--min-severity", "warning", ".")
    first = watch.round(0)
    assert first == "exit 0: nothing at or above error\n"

    edit(folder / "b" / "projguard.yaml", "manifest_version: 1", "manifest_version: 1\nclinet: {}")
    second = watch.round(1)
    assert second.startswith("Changed: b/projguard.yaml\nb/projguard.yaml:")
    assert "clinet" in second
    assert "a/projguard.yaml" not in second

    (folder / "c" / "kb" / "README.md").unlink()
    third = watch.round(2)
    assert third.startswith("Changed: c/kb/README.md\nc/")
    assert "b/projguard.yaml" not in third

    shutil.copytree(ROOT / "sample_projects" / "cafe-many-gaps", folder / "d")
    fourth = watch.round(3)
    assert re.search(r"^d/projguard\.yaml:\d+:\d+: error", fourth, re.MULTILINE)
    assert fourth.endswith("exit 1: 27 findings at or above error\n")

    (folder / ".projguard.yaml").write_text("select: [PG0002]\n", encoding="utf-8")
    fifth = watch.round(4)
    assert fifth.startswith("Changed: .projguard.yaml\nb/projguard.yaml:3:1: warning PG0002 ")
    assert fifth.endswith("\nexit 0: nothing at or above error\n")
    assert "d/" not in fifth

    (folder / ".projguard.yaml").write_text("selct: [PG0001]\n", encoding="utf-8")
    assert ".projguard.yaml:1:1: " in watch.round(5)
    (folder / ".projguard.yaml").write_text("ignore: [ALL]\nselect: [PG0001]\n", encoding="utf-8")
    assert watch.round(6).startswith("Changed: .projguard.yaml\n")

    os.killpg(watch.process.pid, signal.SIGINT)
    assert watch.process.wait(timeout=10) == 130
    whole = watch.text()
    assert whole.startswith(first + WAITS + second + WAITS + third + WAITS + fourth + WAITS)
    assert whole.endswith(WAITS + "exit 130: the watch is over\n")
    assert "\x1b" not in whole


def test_cards_are_watched_and_a_file_gets_the_whole_report(
    folder: Path, tmp_path: Path, watching: Callable[..., Watching]
) -> None:
    """A card of a folder that the settings name concerns every project; a report in a file is always of all."""
    shutil.copytree(ROOT / "sample_projects" / "cafe-many-gaps", folder / "d")
    card = folder / "house" / "house.yaml"
    watch = watching(".", "--format", "json:all.json", "--format", "concise", "--min-severity", "error")
    watch.round(0)
    whole = (folder / "all.json").read_bytes()
    edit(folder / "a" / "docs" / "brief-media.md", "\n", "\n\n")
    second = watch.round(1)
    assert second.startswith("Changed: a/docs/brief-media.md\nd/docs/brief.md:")
    assert (folder / "all.json").read_bytes() == whole

    card.parent.mkdir()
    made = subprocess.run(
        [sys.executable, "-m", "projguard", "new", "rule", "house-asks", "--output", str(card.parent)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    watch.round(2)
    (folder / ".projguard.yaml").write_text("rule_dirs: [house]\n", encoding="utf-8")
    assert ".projguard.yaml" in watch.round(3)
    new = next(card.parent.glob("*.yaml"))
    new.write_text("points: nonsense\n", encoding="utf-8")
    assert f"Changed: house/{new.name}\n" in watch.round(4)
    watch.process.send_signal(signal.SIGTERM)
    assert watch.process.wait(timeout=10) == 143


def test_a_folder_that_goes_and_comes_back(folder: Path, tmp_path: Path, watching: Callable[..., Watching]) -> None:
    """A folder that is gone is told once, and what lies around it is not watched in its place; its return is noticed."""
    watch = watching("--format", "concise", "--min-severity", "warning", "a")
    watch.round(0)
    (folder / "a").rename(tmp_path / "away")
    assert watch.round(1).endswith("Error: There is no file or folder 'a'.\n")
    edit(folder / "b" / "projguard.yaml", "manifest_version: 1", "manifest_version: 1\nclinet: {}")
    (tmp_path / "away").rename(folder / "a")
    assert "b/" not in watch.round(2)
    assert watch.text().count(WAITS) == 3


def test_outputs_beside_a_link_to_their_folder_are_no_change(folder: Path, watching: Callable[..., Watching]) -> None:
    """A folder that changes with the report in it, and that a link leads to, does not make the watch go round for ever."""
    (folder / "a" / "all").symlink_to("..")
    watch = watching(".", "--format", "json:all.json")
    watch.round(0)
    time.sleep(1)
    edit(folder / "b" / "projguard.yaml", "manifest_version: 1", "manifest_version: 1\nclinet: {}")
    assert watch.round(1).startswith("Changed: b/projguard.yaml\n")


@pytest.mark.parametrize(("repository", "told"), [(".", ".git"), ("projects", ".git"), ("projects/b", "b/.git")])
def test_a_commit_is_noticed(
    repository: str, told: str, folder: Path, tmp_path: Path, watching: Callable[..., Watching]
) -> None:
    """A commit alone makes the projects of its repository be checked again: git knows then when pages were written."""
    silent = {"projguard.yaml": ", updated_on: 2026-11-19", "kb/README.md": "updated: 2026-11-19\n"}
    for name, day in silent.items():
        text = (folder / "b" / name).read_text(encoding="utf-8")
        (folder / "b" / name).write_text(text.replace(day, ""), encoding="utf-8")
    top = tmp_path / repository
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=top, check=True)
    watch = watching("--format", "concise", "--min-severity", "warning", ".")
    assert "b/projguard.yaml:236:24: error PG1004" in watch.round(0)
    who = {f"GIT_{role}_{part}": "a@b" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-20T12:00:00")
    for words in (("add", "-A", "--", ":!log.txt"), ("commit", "-qm", "pages")):
        subprocess.run(["git", *words], cwd=top, env={**os.environ, **who, **days}, check=True)
    assert watch.round(1) == f"Changed: {told}/refs/heads/main\nexit 0: nothing at or above error\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-"], "Error: --watch: standard input does not change."),
        ([".", "--fix"], "Error: --watch and --fix do not go together."),
        (["nowhere"], "Error: There is no file or folder 'nowhere'."),
    ],
)
def test_what_cannot_be_watched_is_refused(arguments: list[str], told: str, folder: Path) -> None:
    """A wrong request ends the watch before it begins, with status 2."""
    command = [sys.executable, "-m", "projguard", "check", "--watch", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en"}
    done = subprocess.run(command, cwd=folder, env=environment, input="", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
