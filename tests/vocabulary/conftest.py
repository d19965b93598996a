"""What tests of packs share: a project whose settings name a folder of cards, and the command line in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMMAND = [sys.executable, "-P", "-c", "from projguard.cli.main import main; main()"]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def projguard(tmp_path: Path) -> Run:
    """Run the command line in a project folder whose settings name a folder of cards."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "base_project", project)
    (project / ".git").mkdir()
    (project / ".projguard.yaml").write_text("rule_dirs: [house]\n", encoding="utf-8")
    (project / "house").mkdir()
    shutil.copy(HERE / "house.yaml", project / "house" / "card.yaml")

    def run(*arguments: str, folder: Path = project) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PROJGUARD_")}
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=folder,
            env={**inherited, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture
def house(tmp_path: Path, projguard: Run) -> Path:
    """Give the folder of cards."""
    return tmp_path / "project" / "house"
