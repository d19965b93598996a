"""Kept results and plugins: what a plugin says today counts, whatever it said before under the same version."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

COUNT = 9
RULE = """
from projguard.api import Message, PHASES, Rule, hookimpl
from house.question import house_asks

def both(text):
    return {"en": text, "ru": text}

RULE = Rule(
    code="HS0001", name="house-asks", point=20, pack="HS", family="presence",
    severity=dict.fromkeys(PHASES, "warning"), title=both("House asks"), why=both("It matters"),
    remedy=both("Do it"), question=both("Did you?"), ask="team",
    messages={"none": Message(both("nothing"))}, check="house_asks",
)

@hookimpl
def projguard_rules():
    return [RULE]

@hookimpl
def projguard_checks():
    return {"house_asks": house_asks}
"""
QUESTION = """
import json
from pathlib import Path
from projguard.api import Problem

ASKS = json.loads(Path(__file__).with_name("asks.json").read_text())

def house_asks(project, params):
    if ASKS:
        yield Problem(message="none", at=("project",))
"""


@pytest.mark.parametrize("place", ["checkout", "lib/site-packages"])
def test_changed_code_is_asked_anew(place: str, project: Path, tmp_path: Path, install: Any, projguard: Any) -> None:
    """A check of another package, or a table that it reads, counts as it is now, installed or in a checkout."""
    for number in range(COUNT):
        shutil.copytree(project, tmp_path / "projects" / str(number))
    install("house", RULE)
    package = tmp_path / place / "house"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "question.py").write_text(QUESTION, encoding="utf-8")
    (package / ".#question.py").symlink_to("anna@desk.1")  # the lock of an editor
    environment = {
        "PYTHONPATH": f"{tmp_path / 'site'}:{package.parent}",
        "PROJGUARD_CACHE_DIR": str(tmp_path / "cache"),
    }

    def found() -> int:
        arguments = ["check", ".", "--as-of", "2026-11-23", "--select", "HS", "--format", "json"]
        done = projguard(*arguments, folder=tmp_path / "projects", **environment)
        assert done.returncode == 0, done.stderr
        return sum(len(report["findings"]) for report in json.loads(done.stdout)["projects"])

    for asks, expected in ((False, 0), (False, 0), (True, COUNT), (True, COUNT)):
        (package / "asks.json").write_text(json.dumps(asks), encoding="utf-8")
        assert found() == expected
