"""The layers of the package, held by import-linter and by nothing softer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BREACHES = {
    "model/upward.py": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import projguard.reading\n",
        "layers",
    ),
    "wording/sideways.py": ("def late() -> None:\n    import projguard.hooks\n", "layers"),
    "somewhere_else/__init__.py": ("", "layers"),
    "engine/yaml.py": ("import ruamel.yaml\n", "yaml"),
    "checks/circle/__init__.py": ("import projguard.checks.round\n", "cycles"),
}


def test_layers_hold() -> None:
    """Imports go down the layers, form no circle, and only the reading layer knows the YAML library."""
    done = lint_imports(ROOT, "layers", "cycles", "yaml")
    assert "Contracts: 3 kept, 0 broken." in done.stdout
    assert done.returncode == 0


def test_contracts_know_no_exceptions() -> None:
    """No import is excused, and none is left out because only a type checker sees it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert settings.keys() == {"root_packages", "include_external_packages", "contracts"}
    options = {option for contract in settings["contracts"] for option in contract}
    assert not {option for option in options if "ignore" in option or "skip" in option}


def test_only_reading_may_know_yaml() -> None:
    """Every layer but reading is on the list of those that must not import the YAML library."""
    listed = {name.removeprefix("projguard.") for name in contracts()["yaml"]["source_modules"]}
    present = {path.stem for path in (ROOT / "src" / "projguard").iterdir()} - {"__init__", "__pycache__", "py"}
    assert listed == {name for name in layers() if name in present} - {"reading"}


@pytest.mark.parametrize("path", BREACHES)
def test_breaches_are_seen(path: str, tmp_path: Path) -> None:
    """An upward, sideways or circular import, a package without a layer, and YAML elsewhere break a contract."""
    text, contract = BREACHES[path]
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    lay_out(tmp_path / "src" / "projguard")
    intruder = tmp_path / "src" / "projguard" / path
    intruder.parent.mkdir(exist_ok=True)
    intruder.write_text(text, encoding="utf-8")
    if contract == "cycles":
        (intruder.parents[1] / "round.py").write_text("import projguard.checks.circle\n", encoding="utf-8")
    done = lint_imports(tmp_path, contract)
    assert done.returncode == 1
    assert "Contracts: 0 kept, 1 broken." in done.stdout


def lay_out(package: Path) -> None:
    """Give each layer a package, those that are yet to come too."""
    for name in layers():
        if not (package / f"{name}.py").exists():
            (package / name).mkdir(exist_ok=True)
            (package / name / "__init__.py").touch()


def layers() -> list[str]:
    """List the names of the layers, from the top."""
    return re.findall(r"\w+", " ".join(contracts()["layers"]["layers"]))


def contracts() -> dict[str, dict[str, list[str]]]:
    """Read the contracts, by id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {contract["id"]: contract for contract in settings["contracts"]}


def lint_imports(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package in a folder's ``src``."""
    chosen = [part for contract in contracts for part in ("--contract", contract)]
    program = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo", *chosen],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
