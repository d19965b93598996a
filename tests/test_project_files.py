"""What stands in the repository speaks of the project alone, and every promise about it is kept by a file."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import projguard

ROOT = Path(__file__).parents[1]

MACHINE_FOLDER = re.compile(
    r"(?<![\w.$}/:>)-])/(?:home|root|work|mnt|opt|srv|Users|workspace|private|var/folders)/[\w.]"
)
REGISTRY_HOST = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian|ubuntu|crates)\.(?:org|com|io)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """List the files that git keeps."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("an unpacked archive: git tells what belongs to the project")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine(tracked: list[Path]) -> None:
    """No tracked file holds a path of somebody's machine or the address of a package registry."""
    assert len(tracked) > 50
    assert [place for path in tracked for place in places(path)] == []


@pytest.mark.parametrize("text", ["see /hom" + "e/anna/x", "open('/wor" + "k/x')", "get it from PyPI" + ".org/simple"])
def test_a_machine_is_recognised(text: str, tmp_path: Path) -> None:
    """The search above finds what it looks for, and says where."""
    path = tmp_path / "note.md"
    path.write_text("first\n" + text, encoding="utf-8")
    assert [place.partition(":")[2][:2] for place in places(path)] == ["2:"]


def test_the_version_stands_in_the_changelog() -> None:
    """The version that is installed is the newest one that the changelog describes."""
    version = importlib.metadata.version("projguard")
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == version
    assert projguard.__version__ == version


def places(path: Path) -> list[str]:
    """List the lines of a text file that name a machine's folder or a registry."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        return []  # a sample of another encoding, or a picture
    return [
        f"{path.name}:{number}: {line.strip()[:100]}"
        for number, line in enumerate(lines, start=1)
        if MACHINE_FOLDER.search(line) or REGISTRY_HOST.search(line)
    ]
