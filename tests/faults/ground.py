"""The ground on which faults are tried: a project with gaps, what a run may do to it, and what counts as a loss."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
PROJGUARD = (sys.executable, "-m", "projguard")
AS_OF = ("--as-of", "2026-11-23", "--lang", "en")
SIGNALLED = {130, 143, 129, 141, -2, -15, -1, -13, -9}
DOCUMENTED = {0, 1, 2, 3, 4, 5} | SIGNALLED
LINE = re.compile(r"^exit \d", re.MULTILINE)
Verdict = Literal["survived", "lost", "false green", "broken"]
VERDICTS: tuple[Verdict, ...] = ("survived", "lost", "false green", "broken")

FIXABLE = """\
# Даты и числа так, как их набирают / dates and numbers as they are typed
manifest_version: 1
project: {id: lotos, title: "Сайт", phase: kickoff, start: 30.11.2026}   # a comment
client: {name: Лотос}
people:
  lena: {name: Лена, side: agency, role: account_manager}
pricing:
  currency: RUB
  budget: "450 000"
"""
"""A manifest with gaps, some of which ``--fix`` mends."""


@dataclass(slots=True)
class Tally:
    """What became of the tries of one kind of fault."""

    name: str
    counts: Counter[Verdict] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    of: int = 0
    """How many there are to try, where that is known."""
    skipped: str = ""
    """Why nothing was tried; empty where something was."""

    def add(self, verdict: Verdict, what: str) -> None:
        """Count one try; what did not survive is told."""
        self.counts[verdict] += 1
        if verdict != "survived":
            self.told.append(f"{self.name}: {verdict}: {what}")

    @property
    def tried(self) -> int:
        """Count all tries."""
        return sum(self.counts.values())


def new_project(folder: Path) -> Path:
    """Lay out the project with gaps anew; gives its manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "brief.md").write_text("# Бриф\n\nуточнить\n", encoding="utf-8")
    manifest = folder / "projguard.yaml"
    manifest.write_text(FIXABLE + "brief: {file: docs/brief.md}\n", encoding="utf-8")
    return manifest


def environment(**more: str) -> dict[str, str]:
    """Give the environment of a run: nothing of the person's own, the same at each run."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT / "src"),
        **more,
    }


def run(
    arguments: Sequence[str], folder: Path, *, env: Mapping[str, str] | None = None, before: Sequence[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """Run projguard in a folder, behind another command where one is given."""
    return subprocess.run(
        [*before, *PROJGUARD, *arguments],
        cwd=folder,
        env=dict(env or environment()),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def verdict(
    done: subprocess.CompletedProcess[bytes], manifest: Path, allowed: Sequence[bytes], *, may_be_green: bool = False
) -> tuple[Verdict, str]:
    """Judge one run: the manifest is one of the allowed texts, gaps are not green, and no traceback is shown."""
    content = manifest.read_bytes() if manifest.is_file() else b""
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    last = said.strip().rpartition("\n")[2][:160]
    if content not in allowed:
        return "lost", f"{len(content)} bytes in the manifest; {last}"
    if done.returncode == 0 and not may_be_green:
        return "false green", last
    if "Traceback" in said or done.returncode not in DOCUMENTED:
        return "broken", f"status {done.returncode}; {last}"
    if done.returncode not in SIGNALLED and not LINE.search(said) and "Error:" not in said:
        return "broken", f"status {done.returncode} without a last line; {last}"
    return "survived", ""


def fixed_text(folder: Path) -> bytes:
    """Give the bytes of the manifest after ``check --fix`` without any fault."""
    manifest = new_project(folder)
    before = manifest.read_bytes()
    run(["check", ".", "--fix", *AS_OF], folder)
    after = manifest.read_bytes()
    if after == before:
        raise RuntimeError("nothing was fixed: the ground is not what it should be")
    return after


def every(numbers: Sequence[int], most: int) -> Iterator[int]:
    """Choose at most so many of a row of numbers, evenly spread."""
    step = max(1, -(-len(numbers) // most))
    yield from numbers[::step]
