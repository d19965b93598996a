"""Several processes end as one: by a signal for all of them, and not because one of them is gone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "base_project"
COUNT = 240
"""Projects: the last one is far away when the first ones are reported."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for the processes of a run")


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of many projects, each with two notes."""
    folder = tmp_path_factory.mktemp("portfolio")
    for number in range(COUNT):
        shutil.copytree(BASE, folder / f"p{number:03}")
    return folder


def started(portfolio: Path) -> subprocess.Popen[str]:
    """Start a check with two processes in a group of its own."""
    command = [sys.executable, "-m", "projguard", "check", ".", "--as-of", "2026-11-23", "--lang", "en"]
    return subprocess.Popen(
        [*command, "--format", "concise", "--jobs", "2", "--no-cache"],
        cwd=portfolio,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def projects_of(lines: str) -> list[str]:
    """Give the folder that each line is about."""
    return [line.partition("/")[0] for line in lines.splitlines()]


def test_a_signal_for_all_ends_all(portfolio: Path) -> None:
    """A termination of the whole group is told once, behind what was reported until then."""
    with started(portfolio) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        first = run.stdout.readline()
        os.killpg(run.pid, signal.SIGTERM)
        rest, said = run.stdout.read(), run.stderr.read()
    assert (run.returncode, said) == (143, "exit 143: interrupted before the end\n")
    assert "p000" in projects_of(first + rest)
    assert f"p{COUNT - 1}" not in projects_of(rest)


@pytest.mark.parametrize("wait", [0, 0.02, 0.05])
def test_an_interrupt_while_processes_start_is_told_once(wait: float, portfolio: Path) -> None:
    """An interrupt of the terminal, which reaches every process, finds none that shows how far it came."""
    with started(portfolio) as run:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        while len(children.read_text(encoding="ascii").split()) < 2:  # one of them only keeps count for Python
            time.sleep(0.001)
        time.sleep(wait)
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate()
    assert (run.returncode, said) == (130, "exit 130: interrupted before the end\n")


@pytest.mark.parametrize("children", [1, 2, 3])
def test_a_termination_while_processes_start_is_one_line(children: int, portfolio: Path) -> None:
    """Whoever starts processes ends with nothing half told: none of them waits in vain for what it is to do."""
    with started(portfolio) as run:
        there = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        while len(there.read_text(encoding="ascii").split()) < children:
            pass
        run.terminate()
        _, said = run.communicate()
    assert run.returncode == 143
    assert said in {"exit 143: SIGTERM\n", "exit 143: interrupted before the end\n"}


def test_a_process_that_is_killed_costs_no_project(portfolio: Path) -> None:
    """What a killed process had at hand is checked again, and every project is reported once, in order."""
    with started(portfolio) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        first = run.stdout.readline()
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii").split()
        os.kill(int(children[-1]), signal.SIGKILL)
        rest, said = run.stdout.read(), run.stderr.read()
    assert (run.returncode, said) == (0, "exit 0: nothing at or above error\n")
    assert projects_of(first + rest) == [f"p{number:03}" for number in range(COUNT) for _ in range(2)]


@pytest.mark.parametrize(
    "manifest", ["", "manifest_version: 1\n  x: [\n"], ids=["no project", "a project that is none"]
)
def test_processes_that_start_for_nothing_go(manifest: str, tmp_path: Path) -> None:
    """A folder of many folders and hardly a project is checked as ever, and nobody is left behind."""
    for number in range(COUNT):
        (tmp_path / f"p{number:03}").mkdir()
    shutil.copytree(BASE, tmp_path / "p000", dirs_exist_ok=True)
    if manifest:
        (tmp_path / "p001" / "projguard.yaml").write_text(manifest, encoding="utf-8")
    with started(tmp_path) as run:
        lines, said = run.communicate()
    assert projects_of(lines) == (["p000", "p000", "p001"] if manifest else ["p000", "p000"])
    assert run.returncode == bool(manifest), said
    assert said.count("\n") == 1
    for _ in range(100):
        if not is_alive(run.pid):
            break
        time.sleep(0.05)
    assert not is_alive(run.pid)


def is_alive(group: int) -> bool:
    """Tell whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
