"""``projguard check --fix`` as people call it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]
DAY = ("--as-of", "2026-11-23")
SPOILT = {
    "    due: 2026-12-04": "    due: 04.12.2026   # пятница",
    "budget: 1035000": "budget: 1 035 000",
    "    multiplier: 1.5": "    multiplier: 1,5",
    "weekend_multiplier: 2": "weekend_multiplier: x2",
    "fee_share: 0.25": "fee_share: 25%",
    'phone: "+7 900 000-00-10"': "phone: 79000000010",
    '  working_hours: "09:00-18:00"': "  working_hours: с 9.00 до 18.00",
    "on_silence: shift_deadline   #": "on_silence: shift_deadline   # projguard: ignore[PG0704] the client asked for it   #",
}
MISSPELT = {"  consolidated_by:": "  consolidatd_by:", "kind: media, hours": "kind: meda, hours"}
MENDED = {
    "    due: 04.12.2026   # пятница": "    due: 2026-12-04   # пятница",
    "budget: 1 035 000": "budget: 1035000",
    "    multiplier: 1,5": "    multiplier: 1.5",
    "weekend_multiplier: x2": "weekend_multiplier: 2",
    "fee_share: 25%": "fee_share: 0.25",
    "phone: 79000000010": 'phone: "+79000000010"',
    "  working_hours: с 9.00 до 18.00": '  working_hours: "09:00-18:00"',
    "   # projguard: ignore[PG0704] the client asked for it   #": "      #",
}
KILLS = int(os.environ.get("PROJGUARD_KILLS", "40")) // 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the healthy project with values typed as people type them, lines ended as on Windows."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "base_project", project)
    replace_in(project, SPOILT)
    return project


def replace_in(project: Path, texts: dict[str, str]) -> str:
    """Replace texts that stand once in the manifest, which gets line ends of Windows."""
    text = manifest_of(project).replace("\r\n", "\n")
    for old, new in texts.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (project / "projguard.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    return text.replace("\n", "\r\n")


def manifest_of(project: Path) -> str:
    """Read the manifest, line ends as they are."""
    return (project / "projguard.yaml").read_bytes().decode()


def projguard(*arguments: str, folder: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a folder."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, input=given, capture_output=True, check=False
    )


def test_safe_fixes_are_made(folder: Path) -> None:
    """Dates, sums, factors, shares, hours, phones and idle comments are mended; every other byte stays."""
    expected = manifest_of(folder)
    for old, new in MENDED.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    done = projguard("check", "--fix", *DAY, folder=folder)
    assert manifest_of(folder) == expected
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[-2:] == [
        "note: projguard.yaml: 8 fixes made",
        "exit 0: nothing at or above error",
    ]
    again = projguard("check", "--fix", "--format", "json", *DAY, folder=folder)
    assert manifest_of(folder) == expected
    assert json.loads(again.stdout)["notices"] == []


def test_unsafe_fixes_are_asked_for(folder: Path) -> None:
    """Misspelt fields and words are mended only when asked for."""
    text = replace_in(folder, {**{new: old for old, new in SPOILT.items()}, **MISSPELT})
    projguard("check", "--fix", *DAY, folder=folder)
    assert manifest_of(folder) == text
    done = projguard("check", "--unsafe-fixes", *DAY, folder=folder)
    assert "note: projguard.yaml: 2 fixes made" in done.stdout.decode()
    assert manifest_of(folder) == text.replace("consolidatd_by", "consolidated_by").replace("meda", "media")


def test_what_overlaps_waits_for_the_next_round(folder: Path) -> None:
    """A misspelt key is mended first, and the value that it hid in the round after."""
    text = replace_in(folder, {"budget: 1 035 000": "budgt: 1 035 000"})
    projguard("check", "--unsafe-fixes", *DAY, folder=folder)
    assert "\r\n  budget: 1035000\r\n" in manifest_of(folder)
    assert len(manifest_of(folder).splitlines()) == len(text.splitlines())


def test_a_portfolio_is_mended(folder: Path) -> None:
    """Each project of a folder is mended, and one that cannot be written stops no other."""
    second = folder.parent / "second"
    shutil.copytree(folder, second)
    (folder / "copy.yaml").hardlink_to(folder / "projguard.yaml")
    done = projguard("check", "--fix", "--format", "concise", *DAY, "project", "second", folder=folder.parent)
    assert done.returncode == 4
    assert done.stderr.decode().splitlines() == [
        (
            "project/projguard.yaml is not written: it has a second name (hard link), which would keep the old text; "
            "make a copy of it first"
        ),
        "second/projguard.yaml: 8 fixes made",
        "exit 4: project/projguard.yaml could not be written",
    ]
    assert "budget: 1035000" in manifest_of(second)


def test_a_diff_is_shown_and_nothing_written(folder: Path) -> None:
    """``--diff`` shows what git can apply; the status is that of the text as it is."""
    text = manifest_of(folder)
    done = projguard("check", "--diff", *DAY, folder=folder)
    assert manifest_of(folder) == text
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "projguard.yaml: 8 fixes could be made",
        "exit 1: 7 findings at or above error",
    ]
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=done.stdout, check=True)
    patched = manifest_of(folder)
    replace_in(folder, {})
    projguard("check", "--fix", *DAY, folder=folder)
    assert manifest_of(folder) == patched


def test_a_diff_of_standard_input(folder: Path) -> None:
    """A text from standard input is shown as it could be; it cannot be mended in place."""
    raw = (folder / "projguard.yaml").read_bytes()
    done = projguard("check", "-", "--stdin-filename", "projguard.yaml", "--diff", *DAY, folder=folder, given=raw)
    assert b"+    due: 2026-12-04   # " in done.stdout
    refused = projguard("check", "-", "--fix", folder=folder, given=raw)
    assert refused.returncode == 2
    assert "cannot be mended in place; --diff shows" in refused.stderr.decode()


def test_no_agreement_comes_of_a_misspelt_key(folder: Path) -> None:
    """A key whose right name would make an agreement count is left to a person, and that is said."""
    replace_in(folder, {"agreed: {date: 2026-09-14, with: [anna, vera": "agred: {date: 2026-09-14, with: [anna, vera"})
    done = projguard("check", "--unsafe-fixes", *DAY, "--lang", "ru", "--format", "concise", folder=folder)
    assert "agred: {date" in manifest_of(folder)
    assert "projguard.yaml:44:3: PG0002 не исправлено: стала бы действовать договорённость" in done.stderr.decode()


def test_selection_opens_no_way_around(folder: Path) -> None:
    """What a fix would turn green is seen though the rule about it does not run: a working day more makes a plan fit."""
    replace_in(folder, {"[mon, tue, wed, thu, fri]": "[mon, teu, wed, thu, fri]"})
    done = projguard("check", "--unsafe-fixes", "--select", "PG0005", *DAY, "--format", "concise", folder=folder)
    assert "[mon, teu, wed, thu, fri]" in manifest_of(folder)
    assert "PG0005 is not mended, since an agreement, approval, reading or date would count" in done.stderr.decode()


def test_skeletons_keep_failing_until_filled(folder: Path) -> None:
    """A brief that is named and not there is written as a skeleton, whose blanks are found; nothing is overwritten."""
    brief = folder / "docs" / "brief.md"
    brief.unlink()
    done = projguard("check", "--fix", *DAY, folder=folder)
    assert brief.read_text(encoding="utf-8").startswith("# Бриф\n")
    assert "note: docs/brief.md is a new skeleton; fill it in" in done.stdout.decode()
    assert done.returncode == 1
    assert "docs/brief.md: «уточнить» is a placeholder" in done.stdout.decode()


def test_no_skeleton_stands_for_an_approved_text(folder: Path) -> None:
    """Terms of reference that somebody approved are somewhere: no skeleton takes their place."""
    (folder / "docs" / "terms-of-reference.md").unlink()
    done = projguard("check", "--fix", *DAY, folder=folder)
    assert not (folder / "docs" / "terms-of-reference.md").exists()
    assert "PG0604" in done.stdout.decode()


def test_what_cannot_be_written_is_said(folder: Path) -> None:
    """A file with a second name is not replaced: status 4, the reason, and the findings as they are."""
    (folder / "copy.yaml").hardlink_to(folder / "projguard.yaml")
    text = manifest_of(folder)
    done = projguard("check", "--fix", *DAY, folder=folder)
    assert done.returncode == 4
    assert manifest_of(folder) == text
    shown = " ".join(done.stdout.decode().split())
    assert "projguard.yaml is not written: it has a second name (hard link)" in shown
    assert shown.endswith("exit 4: projguard.yaml could not be written")


def test_an_unreadable_manifest_is_never_rewritten(folder: Path) -> None:
    """A manifest that cannot be parsed stays as it is, byte for byte."""
    raw = (folder / "projguard.yaml").read_bytes() + "\tконец: [".encode()
    (folder / "projguard.yaml").write_bytes(raw)
    done = projguard("check", "--unsafe-fixes", *DAY, folder=folder)
    assert done.returncode == 1
    assert b"PG0001" in done.stdout
    assert (folder / "projguard.yaml").read_bytes() == raw


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--fix", "--untrusted"], "--untrusted: what strangers wrote is not mended."),
        (["--diff", "--format", "json"], "--diff goes to standard output; give the other formats a file."),
    ],
)
def test_wrong_requests(arguments: list[str], told: str, folder: Path) -> None:
    """A request that cannot be meant is refused with status 2, and nothing is written."""
    text = manifest_of(folder)
    done = projguard("check", *arguments, *DAY, folder=folder)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert manifest_of(folder) == text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_run_leaves_old_or_new(folder: Path) -> None:
    """``check --fix`` killed at any moment leaves the manifest as it was or as it should be, never a third text."""
    old = manifest_of(folder)
    started = time.monotonic()
    projguard("check", "--fix", *DAY, folder=folder)
    length = time.monotonic() - started
    new = manifest_of(folder)
    for number in range(KILLS):
        replace_in(folder, {})
        (folder / "projguard.yaml").write_bytes(old.encode())
        with subprocess.Popen([*COMMAND, "check", "--fix", *DAY], cwd=folder, stdout=subprocess.DEVNULL) as run:
            time.sleep(length * (0.7 + 0.35 * number / KILLS))
            run.send_signal(signal.SIGKILL)
        assert manifest_of(folder) in {old, new}
