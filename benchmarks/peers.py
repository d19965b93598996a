"""The peers, in an environment of their own, and the projects that everybody reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEALTHY = ROOT / "tests" / "base_project"
PEERS = ("yamllint==1.38.0", "check-jsonschema==0.39.0")


def install(folder: Path, *requirements: str) -> Path:
    """Install packages into a new environment, unless it has them already; gives the folder of its commands."""
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    done = folder / "installed.txt"
    wanted = "\n".join(requirements)
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", *requirements], check=True)
        done.write_text(wanted, encoding="utf-8")
    return commands


def install_projguard(folder: Path) -> Path:
    """Install this checkout as a user would, not editable, always anew."""
    shutil.rmtree(folder, ignore_errors=True)
    return install(folder, str(ROOT))


def copies(folder: Path, count: int) -> Path:
    """Lay out copies of the healthy project, each in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(count):
        shutil.copytree(HEALTHY, folder / f"project-{number:04}")
    return folder
