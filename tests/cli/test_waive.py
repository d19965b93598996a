"""``projguard waive``: one waiver more, and every other byte as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]
DAY = ("--as-of", "2026-11-23")
REASON = "Клиент сам просил: сдать в субботу"
WAIVE = ("waive", "PG0704", "--until", "2026-12-20", "--reason", REASON, "--approved-by", "igor", *DAY)
ITEM = '{rule: PG0704, reason: "Клиент сам просил: сдать в субботу", approved_by: igor, until: 2026-12-20}'
LISTED = {
    "no list yet": ("", f"\nwaivers:\n  - {ITEM}\n"),
    "an empty one": ("\nwaivers:   # пока ничего\n", f"\nwaivers:   # пока ничего\n  - {ITEM}\n"),
    "a list, its dashes under the key, a comment behind": (
        "\nwaivers:\n- {rule: PG0905, reason: a b c d e, approved_by: igor, until: 2026-12-10}   # до сдачи\n# конец\n",
        (
            "\nwaivers:\n- {rule: PG0905, reason: a b c d e, approved_by: igor, until: 2026-12-10}   # до сдачи\n"
            f"- {ITEM}\n# конец\n"
        ),
    ),
    "a list in brackets over several lines": (
        (
            "\nwaivers: [\n  {rule: PG0905, reason: a b c d e, approved_by: igor, until: 2026-12-10},\n"
            "  {rule: PG0906, reason: a b c d e, approved_by: igor, until: 2026-12-10},\n]\n"
        ),
        "\nwaivers: [\n  {rule: PG0905, reason: a b c d e, approved_by: igor, until: 2026-12-10},\n"
        "  {rule: PG0906, reason: a b c d e, approved_by: igor, until: 2026-12-10},\n" + f"  {ITEM},\n]\n",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the healthy project, which has comments, rows in brackets and Cyrillic."""
    return Path(shutil.copytree(ROOT / "tests" / "base_project", tmp_path / "project"))


def projguard(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", LISTED)
def test_a_waiver_adds_its_lines_and_nothing_else(name: str, ending: str, folder: Path) -> None:
    """The new lines are laid out as the author does it; with a byte order mark and any line ends the rest stays."""
    before, after = LISTED[name]
    manifest = folder / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_bytes(("\ufeff" + (text + before).replace("\n", ending)).encode())
    done = projguard(*WAIVE, folder=folder)
    assert done.returncode == 0, done.stderr
    assert manifest.read_bytes().decode() == "\ufeff" + (text + after).replace("\n", ending)


def test_it_says_what_it_covers(folder: Path) -> None:
    """A waiver of a gap hides it; one that covers nothing now says so. The place is written by what identifies it."""
    manifest = folder / "projguard.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("    due: 2026-12-04", "    due: 2026-12-05"), encoding="utf-8"
    )
    assert "PG0704" in projguard("check", *DAY, "--format", "concise", folder=folder).stdout
    done = projguard(*WAIVE, "--at", "/deliverables/7/due", folder=folder)
    assert done.stdout == "projguard.yaml:250: PG0704 is waived until 2026-12-20\n"
    assert "    scope: /deliverables/id=launch/due\n" in manifest.read_text(encoding="utf-8")
    assert "PG0704" not in projguard("check", *DAY, "--format", "concise", folder=folder).stdout
    again = projguard(*WAIVE, "--at", "deliverables/id=build/due", folder=folder)
    assert "It covers nothing now: the gap is closed, or lies elsewhere.\n" in again.stdout


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("waive", "PG07O4", *WAIVE[2:]), "No rule fits 'PG07O4'. Did you mean 'PG0704'?"),
        ((*WAIVE, "--reason", "так вышло"), "The waiver for PG0704: the reason has 2 words, expected at least 5"),
        ((*WAIVE, "--reason", "TBD a b c d e"), "The waiver for PG0704: the reason is a placeholder «TBD a b c d e»"),
        ((*WAIVE, "--approved-by", "igr"), "The waiver for PG0704: «igr» is not in people"),
        ((*WAIVE, "--approved-by", "anna"), "The waiver for PG0704: approved by the account manager (Анна Котова)"),
        ((*WAIVE, "--until", "2026-11-22"), "The waiver for PG0704 ended on 2026-11-22"),
        ((*WAIVE, "--until", "2026-02-30"), "--until: '2026-02-30' is no date of the form YYYY-MM-DD"),
        ((*WAIVE, "--at", "/deliverables/id=gone"), "Nothing stands at '/deliverables/id=gone'"),
        (("waive", "PG0001", *WAIVE[2:]), "PG0001 cannot be waived"),
        ((*WAIVE, "nowhere"), "There is no file or folder 'nowhere'."),
        (WAIVE[:4], "Missing option '--reason'"),
    ],
)
def test_what_would_not_hold_is_not_written(changed: tuple[str, ...], told: str, folder: Path) -> None:
    """A waiver that PG0007 would speak of is refused with its sentence, status 2, and the file stays."""
    raw = (folder / "projguard.yaml").read_bytes()
    done = projguard(*changed, folder=folder)
    assert done.returncode == 2
    assert told in done.stderr
    assert (folder / "projguard.yaml").read_bytes() == raw


def test_an_owner_does_not_waive_his_own(folder: Path) -> None:
    """Who makes a product accepts no gap of it."""
    done = projguard(*WAIVE, "--approved-by", "gleb", "--at", "/deliverables/id=launch/due", folder=folder)
    assert done.returncode == 2
    assert "approved by Глеб Орлов, who owns what it is about" in done.stderr


def test_one_project_is_meant(folder: Path) -> None:
    """Without a project the status is 3, with an unreadable one 1, and of several one must be named."""
    assert projguard(*WAIVE, "docs", folder=folder).returncode == 3
    shutil.copytree(folder, folder.parent / "another")
    several = projguard(*WAIVE, "..", folder=folder)
    assert several.returncode == 2
    assert "2 projects lie in '..'; name one." in several.stderr
    (folder / "projguard.yaml").write_bytes(b"a: [")
    unreadable = projguard(*WAIVE, folder=folder)
    assert unreadable.returncode == 1
    assert unreadable.stderr == "exit 1: projguard.yaml:1:4: The bracket [ is not closed, expected ]\n"
    assert (folder / "projguard.yaml").read_bytes() == b"a: ["


def test_only_yaml_is_written_to(folder: Path) -> None:
    """A manifest in JSON is left as it is."""
    (folder / "projguard.yaml").unlink()
    text = '{"manifest_version": 1, "project": {"id": "a", "title": "A"}}'
    (folder / "projguard.json").write_text(text, encoding="utf-8")
    done = projguard(*WAIVE, folder=folder)
    assert done.returncode == 2
    assert "projguard.json: only a manifest in YAML can be written to." in done.stderr
    assert (folder / "projguard.json").read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_replaced(folder: Path) -> None:
    """A file with a second name is left alone: status 4, and why."""
    (folder / "copy.yaml").hardlink_to(folder / "projguard.yaml")
    done = projguard(*WAIVE, folder=folder)
    assert done.returncode == 4
    assert "the file has a second name (hard link)" in done.stderr
