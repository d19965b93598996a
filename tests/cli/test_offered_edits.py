"""Fixes that other programs carry out: what SARIF replaces and what a review suggests mends the manifest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_projects"
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """Give a healthy project in whose Russian text a date is typed the Russian way and a word is misspelt."""
    folder = Path(shutil.copytree(SAMPLES / "website-healthy", tmp_path / "project"))
    manifest = folder / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    for old, new in (("due: 2026-10-01, done_on", "due: 01.10.2026, done_on"), ("within: P", "witin: P")):
        assert old in text
        text = text.replace(old, new, 1)
    manifest.write_text(text, encoding="utf-8")
    return folder


def test_other_programs_mend_the_manifest(dated: Path) -> None:
    """Replacements of SARIF and suggestions of rdjson are the same edits, and nothing is found after them."""
    assert check(dated, "--format", "sarif:p.sarif", "--format", "rdjson:p.json") == 1
    original = (dated / "projguard.yaml").read_text(encoding="utf-8")
    [run] = json.loads((dated / "p.sarif").read_text(encoding="utf-8"))["runs"]
    fixes = [fix for result in run["results"] for fix in result.get("fixes", ())]
    changes = [change for fix in fixes for change in fix["artifactChanges"]]
    assert {change["artifactLocation"]["uri"] for change in changes} == {"projguard.yaml"}
    by_sarif = original
    for replacement in last_first([new for change in changes for new in change["replacements"]]):
        by_sarif = replaced_by_characters(by_sarif, replacement)
    diagnostics = json.loads((dated / "p.json").read_text(encoding="utf-8"))["diagnostics"]
    by_review = original.encode()
    suggestions = [suggestion for diagnostic in diagnostics for suggestion in diagnostic.get("suggestions", ())]
    for suggestion in sorted(suggestions, key=lambda one: -one["range"]["start"]["line"]):
        by_review = replaced_by_bytes(by_review, suggestion)
    assert by_sarif == by_review.decode()
    assert by_sarif != original
    (dated / "projguard.yaml").write_text(by_sarif, encoding="utf-8")
    assert check(dated, "--format", "concise:left.txt") == 0
    assert (dated / "left.txt").read_text(encoding="utf-8") == ""


def check(folder: Path, *formats: str) -> int:
    """Check a project and give the status."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PROJGUARD_"))}
    return subprocess.run([*COMMAND, "check", *DAY, *formats], cwd=folder, env=environment, check=False).returncode


def last_first(replacements: list[Any]) -> list[Any]:
    """Put the replacements that stand last first, so that places stay what they are."""
    return sorted(replacements, key=lambda one: -one["deletedRegion"]["startLine"])


def replaced_by_characters(text: str, replacement: Any) -> str:
    """Carry out a replacement of SARIF; columns are counted in code points, as the run says."""
    region, lines = replacement["deletedRegion"], text.splitlines(keepends=True)
    assert region["startLine"] == region["endLine"]
    line = lines[region["startLine"] - 1]
    inserted = replacement["insertedContent"]["text"]
    lines[region["startLine"] - 1] = line[: region["startColumn"] - 1] + inserted + line[region["endColumn"] - 1 :]
    return "".join(lines)


def replaced_by_bytes(text: bytes, suggestion: Any) -> bytes:
    """Carry out a suggestion of rdjson; columns are counted in bytes."""
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    assert start["line"] == end["line"]
    lines = text.splitlines(keepends=True)
    line = lines[start["line"] - 1]
    lines[start["line"] - 1] = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    return b"".join(lines)
