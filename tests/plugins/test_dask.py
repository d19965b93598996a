"""``--executor dask`` on a real cluster: a scheduler and two workers, one of which is killed while it works."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

DAY = ["--as-of", "2026-11-23"]
COUNT = 60
SLOW = """
import os, time
from pathlib import Path
from projguard.api import hookimpl

@hookimpl
def projguard_rules():
    from projguard.api import PHASES, Message, Rule
    def both(text):
        return {"en": text, "ru": text}
    return [Rule(
        code="SLOW0001", name="slow-asks", point=20, pack="SLOW", family="presence",
        severity=dict.fromkeys(PHASES, "warning"), title=both("Slow asks"), why=both("It matters"),
        remedy=both("Do it"), question=both("Did you?"), ask="team",
        messages={"none": Message(both("nothing"))}, check="slow_asks",
    )]

@hookimpl
def projguard_checks():
    return {"slow_asks": slow_asks}

def slow_asks(project, params):
    if folder := os.environ.get("SLOW_MARKS"):
        Path(folder, str(os.getpid())).touch()
        time.sleep(0.03)
    return ()
"""

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(site: Path, tmp_path: Path) -> Iterator[Start]:
    """Start processes of a cluster, with the installed plugins on their path, and end them after the test."""
    started: list[subprocess.Popen[bytes]] = []
    marks = tmp_path / "marks"
    marks.mkdir()

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(site), "SLOW_MARKS": str(marks)}
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
        with (tmp_path / f"{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log))
        return started[-1]

    yield run
    for process in reversed(started):
        process.kill()
        process.wait()


@pytest.fixture
def projects(project: Path, tmp_path: Path, install: Any) -> Path:
    """Give a folder of many projects, and a plugin whose check takes its time on the cluster."""
    install("slow", SLOW)
    folder = tmp_path / "projects"
    for number in range(COUNT):
        shutil.copytree(project, folder / f"p{number:02}")
    return folder


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """Wait until something holds, and give it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    pytest.fail("waited in vain")


@pytest.mark.skipif(find_spec("distributed") is None, reason="distributed, the extra dask, is not installed")
def test_a_worker_killed_at_work_costs_nothing(projects: Path, tmp_path: Path, start: Start, projguard: Any) -> None:
    """Its projects go to the other worker: the report is that of a run without a cluster, byte for byte."""
    place = tmp_path / "scheduler.json"
    start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(place))
    until(lambda: place.exists() and place.stat().st_size)
    address = json.loads(place.read_text(encoding="utf-8"))["address"]
    worker = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    first, second = (start("dask_worker", address, *worker) for _ in range(2))
    arguments = ["check", ".", *DAY, "--format", "json"]
    command = [sys.executable, "-P", "-m", "projguard", *arguments, "--executor", "dask", "--scheduler", address]
    until(lambda: b"Registered to" in (tmp_path / "1.log").read_bytes() + (tmp_path / "2.log").read_bytes())
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PROJGUARD_LANG": "en"}
    with subprocess.Popen(
        command, cwd=projects, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        until((tmp_path / "marks" / str(first.pid)).exists)
        first.send_signal(signal.SIGKILL)
        there, told = run.communicate(timeout=40)
    assert (run.returncode, told.decode()) == (0, "exit 0: nothing at or above error\n")
    assert (tmp_path / "marks" / str(second.pid)).exists()
    here = projguard(*arguments, folder=projects)
    assert len(json.loads(there)["projects"]) == COUNT
    assert there.decode() == here.stdout


@pytest.mark.skipif(find_spec("distributed") is None, reason="distributed, the extra dask, is not installed")
def test_scheduler_that_is_not_there_is_refused(project: Path, projguard: Any) -> None:
    """The address is named with the reason, the status is 2, and nothing is checked."""
    done = projguard("check", ".", *DAY, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9", folder=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the scheduler tcp://127.0.0.1:9 does not answer: " in done.stderr
    assert "Traceback" not in done.stderr


def test_dask_without_its_parts_is_refused(project: Path, projguard: Any, site: Path) -> None:
    """Without an address, or without the extra, the sentence says what is missing."""
    done = projguard("check", ".", "--executor", "dask", folder=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the executor dask needs --scheduler with the address of its scheduler" in done.stderr
    (site / "distributed.py").write_text("raise ImportError('not installed')\n", encoding="utf-8")
    done = projguard("check", ".", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9", folder=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the executor dask needs an extra of projguard: pip install 'projguard[dask]'" in done.stderr
