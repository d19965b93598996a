"""A standard output that is closed or full ends every command with status 4 and the reason, never with 5."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "base_project"
WHERE = {">&-": "Bad file descriptor", ">/dev/full": "No space left on device"}

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("command", ["rules", "explain PG0501", "waivers .", "config show .", "plan ."])
def test_what_cannot_be_written_is_told(command: str, where: str) -> None:
    """A command that writes a page says that nobody got it, and why."""
    done = run(f"{command} --lang en {where}")
    assert done.returncode == 4
    assert done.stderr == f"exit 4: standard output could not be written ({WHERE[where]})\n"


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("form", ["text", "json", "concise"])
def test_a_report_that_cannot_be_written_is_told(form: str, where: str) -> None:
    """A check says so too: its last line has the status, the line before it the reason."""
    done = run(f"check . --as-of 2026-11-23 --lang en --format {form} {where}")
    assert done.returncode == 4
    assert done.stderr == (
        f"standard output could not be written: {WHERE[where]}\nexit 4: standard output could not be written\n"
    )


def test_a_report_in_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    """Who closes standard output and asks for a file gets the file, and no other output lands in it."""
    report = tmp_path / "report.json"
    done = run(f"check . --as-of 2026-11-23 --lang en --format json:{report} >&-")
    assert (done.returncode, done.stderr) == (0, "exit 0: nothing at or above error\n")
    assert report.read_text(encoding="utf-8").startswith('{"version": 1, ')


def run(arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command by the shell, which closes what the command must not find."""
    command = f'"{sys.executable}" -m projguard {arguments}'
    return subprocess.run(["bash", "-c", command], cwd=BASE, capture_output=True, check=False, text=True, timeout=60)
