"""What tests of whole projects share: the active checklist, and projects made from patches on the healthy one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.app.settings import Request
from projguard.app.work import settings_at
from projguard.catalogue.examples import Example, write_project
from projguard.model.config import Config
from projguard.model.report import ProjectReport
from projguard.wording.sentences import Wording

BASE = Path(__file__).parent / "base_project"
NODE_MODULES = Path(__file__).parent / "consumers" / "node_modules"
REQUIRED = "PROJGUARD_CONSUMERS"
"""Environment variable: where it is ``required``, a program that is not installed fails the tests that need it."""

Judge: TypeAlias = Callable[..., ProjectReport]
Consumer: TypeAlias = Callable[[str], Path]


@pytest.fixture(scope="session")
def consumer() -> Consumer:
    """Find a program, or an npm package's folder, that reads what projguard writes; skips where it is missing."""

    def find(name: str) -> Path:
        for path in (NODE_MODULES / ".bin" / name, NODE_MODULES / name):
            if path.exists():
                return path
        if found := shutil.which(name):
            return Path(found)
        missing = f"{name} is not installed; tests/consumers/install does it"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(missing)
        pytest.skip(missing)

    return find


@pytest.fixture(scope="session")
def active() -> Active:
    """Give the checklist with all checks, read anew from the card files."""
    return load_active(cache=False)


@pytest.fixture(scope="session")
def wording(active: Active) -> Wording:
    """Give the English texts."""
    return Wording(lang="en", rules=active.by_code, points={point.number: point for point in active.points})


@pytest.fixture
def judge(active: Active, tmp_path: Path) -> Judge:
    """Write the healthy project with an example's changes and check it."""

    def check(
        example: Example, select: tuple[str, ...] = (), edit: Callable[[Path], None] = lambda _: None
    ) -> ProjectReport:
        manifest = write_project(tmp_path / "project", BASE, example)
        edit(manifest.parent)
        config = Config(as_of=example.as_of, phase=example.phase, select=select)
        if example.settings:
            (manifest.parent / ".git").mkdir()
            said = frozenset({"select"} if select else ())
            config = settings_at(manifest.parent, Request(config=config, said=said), active).config
        return Examiner(active, config).examine(manifest, "projguard.yaml")

    return check
