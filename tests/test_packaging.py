"""What an installation finds: the wheel carries cards and schemas, an editable install reads the originals."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("pyproject.toml", "README.md", "LICENSE", "src", "rules", "schemas", "tests/base_project")
RUN = """
import site, sys
site.addsitedir(sys.argv.pop(1))
sys.path.append(sys.argv.pop(1))
from projguard.cli.main import main
main()
"""


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
    """Each card file, each schema and the project of the examples stand below the package in the wheel."""
    names = set(zipfile.ZipFile(built(checkout, "wheel")).namelist())
    cards = {f"projguard/_data/rules/{path.name}" for path in (checkout / "rules").glob("*.yaml")}
    schemas = {f"projguard/_data/schemas/{path.name}" for path in (checkout / "schemas").glob("*.json")}
    assert len(cards) >= 12
    assert len(schemas) >= 4
    base = {f"projguard/_data/{path.relative_to(checkout / 'tests')}" for path in (checkout / "tests").rglob("*.*")}
    assert {name for name in names if "/_data/" in name} == cards | schemas | base
    assert {"projguard/py.typed", "projguard/cli/main.py", "projguard/reporters/html/templates/page.css"} <= names


def test_editable_install_has_no_copies(checkout: Path) -> None:
    """An editable install points at the checkout and carries no file that could grow stale."""
    names = zipfile.ZipFile(built(checkout, "editable")).namelist()
    assert [name for name in names if ".dist-info/" not in name] == ["_projguard.pth"]


def test_editable_install_sees_an_edited_card(checkout: Path, tmp_path: Path) -> None:
    """Who edits a card reads the new text at the next start."""
    site = tmp_path / "site"
    zipfile.ZipFile(built(checkout, "editable")).extractall(site)
    card = next((checkout / "rules").glob("06-*.yaml"))
    before = explain(site, "6")
    text = card.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    card.write_text(text.replace(title, 'title: {en: "A lighthouse is lit", ru: "Маяк горит"}', 1), encoding="utf-8")
    after = explain(site, "6")
    assert "A lighthouse is lit" not in before
    assert "A lighthouse is lit" in after


def built(checkout: Path, what: str) -> Path:
    """Build a wheel or an editable wheel of a checkout and give its path."""
    target = checkout.parent / what
    target.mkdir()
    program = f"import sys; from hatchling import build; build.build_{what}(sys.argv[1])"
    subprocess.run([sys.executable, "-c", program, str(target)], cwd=checkout, check=True, capture_output=True)
    return next(target.glob("*.whl"))


def explain(site: Path, what: str) -> str:
    """Run ``projguard explain`` from an installation in a folder of its own, away from the one under test."""
    libraries = sysconfig.get_path("purelib")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUN, str(site), libraries, "explain", what, "--lang", "en"],
        cwd=site,
        env={"PATH": os.environ["PATH"], "HOME": str(site), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
