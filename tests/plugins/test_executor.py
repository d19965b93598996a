"""Executors of plugins: projects checked elsewhere, as they would be here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

DAY = ["--as-of", "2026-11-23"]
POOL = """
from concurrent.futures import Future, ThreadPoolExecutor
from projguard.api import hookimpl

class Pool(ThreadPoolExecutor):
    def submit(self, function, *arguments):
        if any({breaks!r} in str(source.manifest) for source in arguments[-1]):
            return ThreadPoolExecutor.submit(self, lambda: 1 / 0)
        return ThreadPoolExecutor.submit(self, function, *arguments)

@hookimpl
def projguard_executor(config):
    if config.executor == "pool":
        assert config.scheduler == "tcp://here:1"
        return Pool(2)
    if config.executor == "odd":
        return 7
"""
POOLED = ["--executor", "pool", "--scheduler", "tcp://here:1"]


@pytest.fixture
def projects(project: Path, tmp_path: Path) -> Path:
    """Give a folder of some projects."""
    folder = tmp_path / "projects"
    for name in ("a", "b", "c"):
        shutil.copytree(project, folder / name)
    return folder


def test_projects_are_checked_elsewhere_alike(projects: Path, install: Any, projguard: Any) -> None:
    """The output is that of a run without an executor, byte for byte."""
    install("pool", POOL.format(breaks="nothing"))
    arguments = ["check", ".", *DAY, "--format", "json"]
    assert projguard(*arguments, *POOLED, folder=projects).stdout == projguard(*arguments, folder=projects).stdout


def test_project_that_fails_there_costs_no_other(projects: Path, install: Any, projguard: Any) -> None:
    """The project is named with the reason, the others are reported, and the status is 5."""
    install("pool", POOL.format(breaks="b/projguard"))
    done = projguard("check", ".", *DAY, *POOLED, "--format", "json", folder=projects)
    report = json.loads(done.stdout)
    assert done.returncode == 5
    assert [project["path"] for project in report["projects"]] == [f"{name}/projguard.yaml" for name in "abc"]
    assert [project["failures"] for project in report["projects"]] == [
        [],
        ["ZeroDivisionError: division by zero"],
        [],
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--executor", "cluster"], "no plugin gives the executor cluster"),
        (["--executor", "odd"], "gives something else from projguard_executor: int in place of an Executor"),
        (["--executor", "pool"], "the plugin pool (pool-pack 1.0) failed in projguard_executor: AssertionError"),
        (["--scheduler", "tcp://here:1"], "--scheduler goes with --executor."),
    ],
)
def test_executor_that_is_not_to_be_had_is_refused(
    arguments: list[str], told: str, projects: Path, install: Any, projguard: Any
) -> None:
    """Nothing is checked, and the status is 2."""
    install("pool", POOL.format(breaks="nothing"))
    done = projguard("check", ".", *arguments, folder=projects)
    assert (done.returncode, done.stdout, told in done.stderr) == (2, "", True)


ODD = """
from concurrent.futures import Executor, Future
from projguard.api import hookimpl

class Odd(Executor):
    def __init__(self, way):
        self.way = way

    def submit(self, function, *arguments):
        if self.way == "no-future":
            return 5
        reports = function(*arguments)
        future = Future()
        future.set_result(
            {"none": None, "text": "abc", "empty": [], "fewer": reports[1:], "twice": reports * 2}.get(
                self.way, reports[::-1]
            )
        )
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        raise RuntimeError("out of order")

@hookimpl
def projguard_executor(config):
    return Odd(config.executor)
"""


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("no-future", "TypeError: int in place of a Future"),
        ("none", "TypeError: NoneType (1) in place of the reports of 1 projects"),
        ("text", "TypeError: str (1) in place of the reports of 1 projects"),
        ("empty", "TypeError: nothing (0) in place of the reports of 1 projects"),
        ("fewer", "TypeError: nothing (0) in place of the reports of 1 projects"),
        ("twice", "TypeError: ProjectReport (2) in place of the reports of 1 projects"),
        ("reversed", ""),
    ],
)
def test_no_project_gets_lost_in_an_answer(way: str, told: str, projects: Path, install: Any, projguard: Any) -> None:
    """Whatever an executor answers, each project is reported once, in order, or named with what came in its place."""
    install("odd", ODD)
    done = projguard("check", ".", *DAY, "--executor", way, "--format", "json", folder=projects)
    report = json.loads(done.stdout)
    assert done.returncode == (5 if told else 0)
    assert [project["path"] for project in report["projects"]] == [f"{name}/projguard.yaml" for name in "abc"]
    assert [project["failures"] for project in report["projects"]] == [[told] if told else []] * 3
