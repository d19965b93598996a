"""The truth table of gates in docs/control.md: each row is tried."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from projguard.cli.main import main

ROOT = Path(__file__).parents[1]
BASE = ROOT / "tests" / "base_project"
BASE_TEXT = (BASE / "projguard.yaml").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<found>[^|]+) \| `(?P<asked>--[^`]+)` \| (?P<status>\d) \|$", re.MULTILINE)
ROWS = [
    (row["found"], row["asked"], int(row["status"]))
    for row in ROW.finditer((ROOT / "docs" / "control.md").read_text(encoding="utf-8"))
]
FRIDAY, SATURDAY = "    due: 2026-12-04\n", "    due: 2026-12-05\n"
DAY = ("--as-of", "2026-11-23")
WAIVER = "waivers:\n  - {rule: PG0704, reason: the client asked for a Saturday, approved_by: igor, until: 2026-12-20}\n"
ERROR = ("--select", "PG0704", "--severity", "PG0704=error")
DUE = ("--select", "PG0708", "--severity", "PG0708=error", "--as-of", "2026-12-07")


class Made(NamedTuple):
    """A folder that is ready, and the options with which exactly the thing in question is found."""

    options: tuple[str, ...]
    text: Callable[[str], str] = str
    """Changes the healthy manifest."""
    accept: str = ""
    """Options of ``projguard baseline``, run before."""
    after: Callable[[str], str] = str
    """Changes the manifest after that, or after it was committed."""
    commits: bool = False


def _saturday(text: str) -> str:
    return text.replace(FRIDAY, SATURDAY)


def _commented(text: str) -> str:
    return text.replace(FRIDAY, SATURDAY[:-1] + "   # projguard: ignore[PG0704] reason the client asked for it\n")


FOUND = {
    "nothing": Made(("--select", "PG0704", *DAY)),
    "a note": Made(("--select", "PG0606", *DAY)),
    "a warning of point 7": Made(("--select", "PG0704", *DAY), _saturday),
    "an error": Made((*ERROR, "--as-of", "2026-11-25"), _saturday, commits=True),
    "an error that only became due": Made(DUE, commits=True),
    "an error that became due in a changed manifest": Made(DUE, commits=True, after=lambda text: text + "# a change\n"),
    "a waived error": Made((*ERROR, *DAY), lambda text: _saturday(text) + WAIVER),
    "a suppressed error": Made((*ERROR, *DAY), _commented),
    "an accepted error": Made((*ERROR, *DAY), _saturday, "--due 2026-12-31"),
    "an overdue error": Made((*ERROR, *DAY), _saturday, "--due 2026-11-22"),
    "an accepted gap that is closed": Made((*ERROR, *DAY), _saturday, "--due 2026-12-31", lambda _: BASE_TEXT),
    "a manifest that cannot be read": Made(DAY, lambda text: text + "project: [\n"),
    "no project": Made(DAY, lambda _: ""),
    "rules that are all off": Made(("--select", "PG0704", "--severity", "PG0704=off", *DAY)),
}


@pytest.mark.parametrize(("found", "asked", "status"), ROWS, ids=[f"{found}, {asked}" for found, asked, _ in ROWS])
def test_row(found: str, asked: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends as the table says."""
    made = FOUND[found]
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    manifest = tmp_path / "projguard.yaml"
    write(manifest, made.text(BASE_TEXT))
    if made.accept:
        assert run("baseline", *made.options, *made.accept.split()) == 0
    if made.commits:
        commit(tmp_path)
    write(manifest, made.after(made.text(BASE_TEXT)))
    assert run("check", *made.options, *asked.split(), "--format", "concise") == status


def test_every_case_has_rows() -> None:
    """The table tells each case, and knows no other."""
    assert {found for found, _, _ in ROWS} == set(FOUND)
    assert len(ROWS) >= 30


def write(manifest: Path, text: str) -> None:
    """Write a manifest; without text there is none."""
    manifest.write_text(text, encoding="utf-8") if text else manifest.unlink(missing_ok=True)


def run(*arguments: str) -> int:
    """Run projguard and give its exit status."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments), prog_name="projguard")
    return int(ended.value.code or 0)


def commit(folder: Path) -> None:
    """Commit everything on the day by which the table judges."""
    moment = "2026-11-23T12:00:00+0000"
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run(["git", *words], cwd=folder, env={"PATH": os.environ["PATH"], **who, **when}, check=True)
