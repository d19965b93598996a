"""The peers, in environments of their own, and the projects that everybody reads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEALTHY = ROOT / "tests" / "base_project"
KEPT = ROOT / ".benchmarks"
"""Environments of peers, which are installed once."""
PEERS = ("yamllint==1.38.0", "check-jsonschema==0.39.0")
NODE_PEERS = {"@stoplight/spectral-cli": "6.16.3", "ajv-cli": "5.0.0", "ajv-formats": "3.0.1"}
RULESET = """\
rules:
  project-phase:
    description: The project names its phase.
    given: $.project
    severity: error
    then: {field: phase, function: truthy}
"""
"""One rule for Spectral: what a linter costs that does next to nothing."""


def install(folder: Path, *requirements: str) -> Path:
    """Install packages into a new environment, unless it has them already; gives the folder of its commands."""
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    done = folder / "installed.txt"
    wanted = "\n".join(requirements)
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(commands / "python"), "-m", "pip", "install", "-qq", *requirements], check=True)
        done.write_text(wanted, encoding="utf-8")
    return commands


def install_projguard(folder: Path, extra: str = "") -> Path:
    """Install this checkout as a user would, not editable, always anew."""
    shutil.rmtree(folder, ignore_errors=True)
    return install(folder, f"{ROOT}{extra}")


def install_node(folder: Path, packages: Mapping[str, str]) -> Path | None:
    """Install npm packages into a folder of their own; gives the folder of their commands, None where npm is missing."""
    if not shutil.which("npm"):
        return None
    package = json.dumps({"private": True, "dependencies": dict(packages)})
    named = folder / "package.json"
    if not named.exists() or named.read_text(encoding="utf-8") != package:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        (folder / "package.json").write_text(package, encoding="utf-8")
        subprocess.run(command, cwd=folder, check=True)
        named.write_text(package, encoding="utf-8")
    (folder / "one-rule.yaml").write_text(RULESET, encoding="utf-8")
    return folder / "node_modules" / ".bin"


def versions(commands: Path) -> dict[str, str]:
    """Name the packages of a Python environment with their versions."""
    command = [str(commands / "python"), "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout
    return {entry["name"]: entry["version"] for entry in json.loads(listed)}


def copies(folder: Path, count: int) -> Path:
    """Lay out copies of the healthy project, each in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(count):
        shutil.copytree(HEALTHY, folder / f"project-{number:05}")
    return folder
