"""The samples show what their page promises, word for word, in both languages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "sample_projects"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())
COMMAND = [sys.executable, "-m", "projguard", "check"]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("name", NAMES)
def test_output_is_the_one_beside_it(name: str, lang: str, tmp_path: Path) -> None:
    """The output of a sample is the text that stands beside its folder."""
    shutil.copytree(SAMPLES / name, tmp_path / name)
    expected = (SAMPLES / f"{name}.{lang}.txt").read_text(encoding="utf-8")
    assert output_of(tmp_path, name, lang) == expected


def test_every_text_has_its_sample() -> None:
    """No text is left over from a sample that is gone."""
    texts = {path.name.partition(".")[0] for path in SAMPLES.glob("*.txt")}
    assert texts == set(NAMES)


def output_of(folder: Path, name: str, lang: str) -> str:
    """Check one sample at 80 columns without colour, as of the day for which it was written."""
    command = [*COMMAND, name, "--as-of", "2026-11-23", "--lang", lang]
    environment = {"PYTHONUTF8": "1", "PATH": "", "NO_COLOR": "1"}
    done = subprocess.run(
        command, check=False, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout
