"""Projects that kill or hold up the process that checks them: each is named, and costs nobody else's result."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

DAY = ["--as-of", "2026-11-23"]
MISCHIEF = """
import itertools, os, time
from projguard.api import Message, PHASES, Rule, hookimpl

def both(text):
    return {"en": text, "ru": text}

RULE = Rule(
    code="BAD0001", name="bad-asks", point=20, pack="BAD", family="presence",
    severity=dict.fromkeys(PHASES, "warning"), title=both("Bad asks"), why=both("It matters"),
    remedy=both("Do it"), question=both("Did you?"), ask="team",
    messages={"none": Message(both("nothing"))}, check="bad_asks",
)

@hookimpl
def projguard_rules():
    return [RULE]

@hookimpl
def projguard_checks():
    return {"bad_asks": bad_asks}

def bad_asks(project, params):
    kind = project.document.path.split("/")[0].partition("-")[2]
    if kind == "dies":
        os._exit(3)
    if kind == "prints":
        print("I am no part of a report")
    if kind == "waits":
        time.sleep(1000)
    if kind == "spins":
        while True:
            try:
                time.sleep(0.1)
            except Exception:
                pass
    if kind == "never-comes-back":
        sum(itertools.repeat(0))
    return ()
"""
DIED = ["the process that checked it died"]
OVERDUE = ["it was not judged within 1 s"]


@pytest.fixture
def projects(project: Path, tmp_path: Path, install: Any) -> Path:
    """Give a folder of projects, some of which do harm, with a limit of one second."""
    install("bad", MISCHIEF)
    folder = tmp_path / "projects"
    for name in ("a", "b-dies", "c", "d-waits", "e", "f-spins", "g"):
        shutil.copytree(project, folder / name)
    (tmp_path / "house.yaml").write_text("limits: {project_seconds: 1}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_projects_that_do_harm_are_named(jobs: str, projects: Path, projguard: Any) -> None:
    """One dies, two hang: each is told with the reason, the others are judged in full, the status is 5."""
    started = time.monotonic()
    config = ["--config", str(projects.parent / "house.yaml")]
    done = projguard("check", ".", *DAY, *config, "--jobs", jobs, "--format", "json", folder=projects)
    report = json.loads(done.stdout)
    assert done.returncode == report["exit"]["status"] == 5
    assert done.stderr.endswith("exit 5: 3 failures inside projguard or a plugin\n")
    assert {project["path"].partition("/")[0]: project["failures"] for project in report["projects"]} == {
        "a": [],
        "b-dies": DIED,
        "c": [],
        "d-waits": OVERDUE,
        "e": [],
        "f-spins": OVERDUE,
        "g": [],
    }
    told = {
        project["path"][0]: project["findings"][0]["message"] for project in report["projects"] if project["failures"]
    }
    assert told["b"] == "The process that checked this project died"
    assert told["d"] == told["f"] == "Judging this project took longer than 1 s (limits.project_seconds)"
    whole = [project for project in report["projects"] if not project["failures"]]
    assert [project["readiness"] for project in whole] == [100] * 4
    assert time.monotonic() - started < 60


def test_project_that_never_gives_control_back_is_ended(projects: Path, projguard: Any) -> None:
    """Code of a library that hears no call is ended with its process, and the project named."""
    shutil.copytree(projects / "a", projects / "z-never-comes-back")
    for name in ("b-dies", "d-waits", "f-spins"):
        shutil.rmtree(projects / name)
    config = ["--config", str(projects.parent / "house.yaml")]
    done = projguard(
        "check", "g", "z-never-comes-back", *DAY, *config, "--jobs", "1", "--lang", "ru", "-v", folder=projects
    )
    assert done.returncode == 5
    assert "Проверка этого проекта не уложилась в 1 с (limits.project_seconds)" in done.stdout


def test_hanging_project_alone_is_named(projects: Path, projguard: Any) -> None:
    """A run of one project, which needs no other process, ends in time as well."""
    config = ["--config", str(projects.parent / "house.yaml")]
    done = projguard("check", "d-waits", *DAY, *config, folder=projects)
    assert done.returncode == 5
    assert "Judging this project took longer than 1 s (limits.project_seconds)" in done.stdout


def test_what_a_check_prints_is_no_part_of_the_report(projects: Path, projguard: Any) -> None:
    """A check that prints does so on standard error, wherever a project is checked."""
    shutil.move(projects / "a", projects / "a-prints")
    for paths in (["a-prints"], ["a-prints", "c"]):
        done = projguard("check", *paths, *DAY, "--format", "json", folder=projects)
        assert len(json.loads(done.stdout)["projects"]) == len(paths)
        assert "I am no part of a report\n" in done.stderr
