"""``projguard check`` as people and programs call it: statuses, selection, formats, standard input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_projects"
COMMAND = [sys.executable, "-m", "projguard"]
DAY = ["--as-of", "2026-11-23"]


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """Give a folder with copies of the samples."""
    return Path(shutil.copytree(SAMPLES, tmp_path / "samples"))


def projguard(*arguments: str, folder: Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a folder."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, input=given or b"", capture_output=True, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "status", "last"),
    [
        (["check", "website-healthy", *DAY], 0, "exit 0: nothing at or above error"),
        (["check", "cafe-many-gaps", *DAY], 1, "exit 1: 27 findings at or above error"),
        (["check", "shop-delivered", *DAY, "--fail-on", "warning"], 1, "exit 1: 2 findings at or above warning"),
        (["check", "cafe-many-gaps", *DAY, "--fail-on", "never"], 0, "exit 0: 66 findings, none of them fails the run"),
        (["check", "cafe-many-gaps", *DAY, "--lang", "ru"], 1, "код 1: 27 находок уровня «ошибка» и выше"),
        (["check", "website-healthy/kb", *DAY], 3, "exit 3: no projguard.yaml found in website-healthy/kb"),
        (["check", "nowhere"], 2, "Error: There is no file or folder 'nowhere'."),
        (["check", "--select", "PG0799"], 2, "Error: No rule fits 'PG0799'."),
        (["check", "--select", "decision-maker-misisng"], 2, "Did you mean 'decision-maker-missing'?"),
        (["check", "--fase", "kickoff"], 2, "Error: No such option '--fase'"),
        (["check", "--phase", "kikoff"], 2, "Did you mean 'kickoff'?"),
        (["check", "--lang", "rus"], 2, "Did you mean 'ru'?"),
        (["check", "--format", "jsn"], 2, "Did you mean 'json'?"),
        (["check", "--severity", "PG0704=eror"], 2, "Did you mean 'error'?"),
        (["check", "--as-of", "23.11.2026"], 2, "'23.11.2026' is no date of the form YYYY-MM-DD"),
        (["chek"], 2, "Did you mean 'check'?"),
    ],
)
def test_status_and_reason(arguments: list[str], status: int, last: str, projects: Path) -> None:
    """The status is the documented one, and the last line says why; a wrong request prints nothing on standard output."""
    done = projguard(*arguments, folder=projects)
    assert done.returncode == status, done.stderr.decode()
    text = (done.stdout if status in {0, 1} else done.stderr).decode().strip().splitlines()[-1]
    assert last in text
    assert status != 2 or done.stdout == b""


def test_json_fits_its_schema(projects: Path) -> None:
    """The JSON of a portfolio is valid, names every enabled rule once per project, and says the status."""
    done = projguard("check", ".", *DAY, "--extend-select", "AC", "--format", "json", folder=projects)
    report = json.loads(done.stdout)
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["exit"]["status"] == done.returncode == 1
    for project in report["projects"]:
        codes = [outcome["code"] for outcome in project["outcomes"]]
        assert len(codes) == len(set(codes)) == 81


def test_file_output_leaves_standard_output_empty(projects: Path) -> None:
    """A format with a file goes there alone; the last line stands on standard error."""
    done = projguard("check", "launch-at-risk", *DAY, "--format", "concise:found.txt", folder=projects)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().strip() == "exit 1: 5 findings at or above error"
    first = (projects / "found.txt").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("launch-at-risk/projguard.yaml:62:16: error PG0505 approver-absent: Sonia Greco is away")


def test_unwritable_file_is_status_4(projects: Path) -> None:
    """A report that cannot be written is told, with its path."""
    done = projguard("check", "website-healthy", *DAY, "--format", "json:no/such/folder.json", folder=projects)
    assert done.returncode == 4
    assert "exit 4:" in done.stderr.decode()


def test_standard_input_resolves_evidence_as_if_it_lay_there(projects: Path) -> None:
    """With ``-`` and ``--stdin-filename`` the text is judged with the evidence of that place."""
    manifest = projects / "website-healthy" / "projguard.yaml"
    name = "website-healthy/projguard.yaml"
    done = projguard("check", "-", "--stdin-filename", name, *DAY, folder=projects, given=manifest.read_bytes())
    assert done.returncode == 0, done.stdout.decode()
    lost = projguard("check", "-", *DAY, "--format", "concise", folder=projects, given=manifest.read_bytes())
    assert lost.returncode == 1
    assert lost.stdout.decode().startswith("<stdin>:")


def test_one_broken_manifest_hides_no_other(projects: Path) -> None:
    """A manifest that cannot be read is PG0001; the other projects are reported all the same."""
    (projects / "cafe-many-gaps" / "projguard.yaml").write_text("a: [1\n", encoding="utf-8")
    done = projguard("check", ".", *DAY, "--format", "json", folder=projects)
    report = json.loads(done.stdout)
    broken = next(project for project in report["projects"] if project["path"].startswith("cafe"))
    assert [finding["code"] for finding in broken["findings"]] == ["PG0001"]
    assert broken["readiness"] is None
    assert len(report["projects"]) == 7


def test_several_processes_give_the_same_bytes(projects: Path) -> None:
    """Two processes report what one reports, in the same order."""
    one = projguard("check", ".", *DAY, "--format", "json", "--jobs", "1", folder=projects)
    two = projguard("check", ".", *DAY, "--format", "json", "--jobs", "2", folder=projects)
    assert one.stdout == two.stdout


def test_closed_pipe_is_status_141(projects: Path) -> None:
    """Whoever stops reading ends the run quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "check", ".", *DAY, "-v"]
    done = subprocess.run(command, cwd=projects, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr


def test_explain_tells_what_is_found_at_a_place(projects: Path) -> None:
    """A place is explained by the rules that speak of it, each with its sentence."""
    done = projguard("explain", "launch-at-risk/projguard.yaml:62", *DAY, folder=projects)
    assert done.returncode == 0
    assert "Sonia Greco is away 2026-11-30 to 2026-12-11" in done.stdout.decode()
    assert "PG0505 approver-absent" in done.stdout.decode()


def test_rules_as_json_and_markdown(projects: Path) -> None:
    """The catalogue is there for programs and for pages too."""
    listed = json.loads(projguard("rules", "--format", "json", folder=projects).stdout)
    assert len(listed) == 81
    assert projguard("rules", "--format", "md", folder=projects).stdout.startswith(b"| code")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(shell: str, projects: Path) -> None:
    """Each shell gets its completion script."""
    environment = {**os.environ, "_PROJGUARD_COMPLETE": f"{shell}_source"}
    program = Path(sys.executable).with_name("projguard")
    done = subprocess.run([program], cwd=projects, env=environment, capture_output=True, text=True, check=False)
    if shell != "bash" or done.returncode == 0:
        assert "_PROJGUARD_COMPLETE" in done.stdout


def test_hostile_manifests_are_refused_within_a_second(projects: Path) -> None:
    """Deep nesting, an alias bomb and a huge file are PG0001, quickly."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    for text in ("a: " + "[" * 10_000, bomb, "a: " + "x" * 50_000_000):
        (projects / "cafe-many-gaps" / "projguard.yaml").write_text(text, encoding="utf-8")
        started = time.monotonic()
        done = projguard("check", "cafe-many-gaps", *DAY, "--format", "concise", folder=projects)
        assert done.returncode == 1
        assert b" PG0001 manifest-unreadable: " in done.stdout
        assert time.monotonic() - started < 5  # a second by itself; the rest is room for a busy machine


def test_commands_are_listed_in_whole_sentences() -> None:
    """The list of commands says what each does, to the end, in eighty columns."""
    done = subprocess.run(
        [*COMMAND, "--help"], capture_output=True, text=True, check=True, env={**os.environ, "PROJGUARD_LANG": "en"}
    )
    assert "..." not in done.stdout.partition("Commands:")[2]
    assert "  ask        Go through the open gaps and write the answers into the manifest\n" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
