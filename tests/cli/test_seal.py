"""``projguard seal``: what was agreed is recorded, and a later change is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the healthy project."""
    return Path(shutil.copytree(ROOT / "tests" / "base_project", tmp_path / "project"))


def projguard(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_a_change_after_the_agreement_is_noticed(folder: Path) -> None:
    """Every document with a day of agreement is sealed; one that changes afterwards is found, and not sealed anew."""
    manifest = folder / "projguard.yaml"
    before = manifest.read_text(encoding="utf-8")
    done = projguard("seal", folder=folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[2:4] == [
        "docs/editorial-policy.md: sealed as agreed in editorial_policy",
        "docs/guideline.md: sealed as agreed in guideline",
    ]
    sealed = manifest.read_text(encoding="utf-8")
    digest = sha256((folder / "docs" / "brief.md").read_bytes()).hexdigest()
    assert f"confirmed_by: igor, sha256: {digest}}}" in sealed
    without = "".join(
        line.partition(", sha256: ")[0] + line.partition(", sha256: ")[2][64:]
        for line in sealed.splitlines(keepends=True)
        if not line.startswith("  sha256: ")
    )
    assert without == before
    assert projguard("check", *DAY, folder=folder).returncode == 0
    with (folder / "docs" / "brief.md").open("a", encoding="utf-8") as brief:
        brief.write("\nИ ещё одна страница.\n")
    found = projguard("check", *DAY, "--format", "concise", folder=folder)
    assert "PG0010 agreed-document-changed: «docs/brief.md» changed after the agreement of 2026-09-11" in found.stdout
    again = projguard("seal", folder=folder)
    assert again.returncode == 1
    assert "docs/brief.md: not what was sealed in brief; agree on it anew" in again.stdout
    assert manifest.read_text(encoding="utf-8") == sealed


def test_what_is_not_there_is_not_sealed(folder: Path) -> None:
    """A document that is gone is told, status 1; the others are sealed."""
    (folder / "docs" / "guideline.md").unlink()
    done = projguard("seal", folder=folder)
    assert done.returncode == 1
    assert "docs/guideline.md: not sealed in guideline, since there is no such file" in done.stdout
    assert "docs/brief.md: sealed as agreed in brief" in done.stdout


def test_nothing_agreed_is_nothing_to_seal(folder: Path) -> None:
    """A document without a day on which it was agreed gets no seal."""
    text = "manifest_version: 1\nproject: {id: a, title: A}\nbrief: {file: docs/brief.md, sent_on: 2026-09-08}\n"
    (folder / "projguard.yaml").write_text(text, encoding="utf-8")
    done = projguard("seal", "--lang", "ru", folder=folder)
    assert done.returncode == 0
    assert done.stdout == "В манифесте нет раздела, где есть и документ, и день, когда о нём договорились.\n"
    assert (folder / "projguard.yaml").read_text(encoding="utf-8") == text


def test_what_cannot_be_read_is_said_with_its_place(folder: Path) -> None:
    """A manifest that its author must mend is told with line and column and the status 1."""
    (folder / "projguard.yaml").write_bytes(b"a: 1\nb: [")
    done = projguard("seal", folder=folder)
    assert done.returncode == 1
    assert done.stderr == "exit 1: projguard.yaml:2:4: The bracket [ is not closed, expected ]\n"
