"""What an installation finds: the wheel carries cards and schemas, an editable install reads the originals."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("pyproject.toml", "README.md", "LICENSE", "src", "rules", "schemas")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what a build needs into a folder of its own."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, folder)
    return folder


def test_wheel_carries_cards_and_schemas(checkout: Path) -> None:
    """Each card file and each schema at the top of the repository stands below the package in the wheel."""
    names = set(zipfile.ZipFile(built(checkout, "wheel")).namelist())
    cards = {f"projguard/_data/rules/{path.name}" for path in (checkout / "rules").glob("*.yaml")}
    schemas = {f"projguard/_data/schemas/{path.name}" for path in (checkout / "schemas").glob("*.json")}
    assert cards
    assert len(schemas) >= 4
    assert {name for name in names if "/_data/" in name} == cards | schemas
    assert "projguard/py.typed" in names


def test_editable_install_has_no_copies(checkout: Path) -> None:
    """An editable install points at the checkout and carries no file that could grow stale."""
    names = zipfile.ZipFile(built(checkout, "editable")).namelist()
    assert [name for name in names if ".dist-info/" not in name] == ["_projguard.pth"]


def built(checkout: Path, what: str) -> Path:
    """Build a wheel or an editable wheel of a checkout and give its path."""
    target = checkout.parent / what
    target.mkdir()
    program = f"import sys; from hatchling import build; build.build_{what}(sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, str(target)], cwd=checkout, check=True, capture_output=True)
    return next(target.glob("*.whl"))
