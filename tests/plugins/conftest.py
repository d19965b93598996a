"""What tests of plugins share: distributions that are installed in a folder on the path, and the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_projects"
COMMAND = [sys.executable, "-P", "-m", "projguard"]

Install: TypeAlias = Callable[..., Path]
Run: TypeAlias = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a folder of installed distributions that the path names."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def install(site: Path) -> Install:
    """Install a plugin as pip would leave it: a module, and the metadata of its distribution."""

    def put(name: str, source: str, *, version: str = "1.0", distribution: str = "", entry: str = "") -> Path:
        distribution = distribution or f"{name}-pack"
        module = f"plugin_{distribution.replace('-', '_')}"
        (site / f"{module}.py").write_text(dedent(source), encoding="utf-8")
        info = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n\nName: not-this\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        points = f"[console_scripts]\nx = y:z\n\n[projguard]\n{name} = {entry or module}\n\n[other]\nq = w\n"
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        return site / f"{module}.py"

    return put


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project folder."""
    return Path(shutil.copytree(SAMPLES / "website-healthy", tmp_path / "project"))


@pytest.fixture
def projguard(site: Path, project: Path) -> Run:
    """Run the command line in the project folder, with the installed plugins on the path."""

    def run(*arguments: str, folder: Path = project, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PROJGUARD_")}
        own = {"PYTHONPATH": str(site), "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=folder,
            env={**inherited, **own, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run
