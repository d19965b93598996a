"""The command line in a scratch folder, with nobody to ask."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

Command: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def projguard(tmp_path: Path) -> Command:
    """Run the command line."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PROJGUARD_")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from projguard.cli.main import main; main()", *arguments],
            cwd=tmp_path,
            env={**inherited, "PYTHONUTF8": "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run
