"""Several formats in one run: where they go, what one that fails costs, what a build server gets beside the text."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from projguard.builtin import FORMATS

SAMPLES = Path(__file__).parents[2] / "sample_projects"
COMMAND = [sys.executable, "-m", "projguard"]
DAY = ("--as-of", "2026-11-23", "--lang", "en")


@pytest.fixture
def risky(tmp_path: Path) -> Path:
    """Give a folder with one project that has errors."""
    shutil.copytree(SAMPLES / "launch-at-risk", tmp_path / "launch")
    return tmp_path


def projguard(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, on no build server unless one is named."""
    hosts = ("GITHUB_", "TF_BUILD", "GITLAB_", "PROJGUARD_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(hosts)}
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**inherited, "PYTHONUTF8": "1", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_all_formats_in_one_run(risky: Path) -> None:
    """One run writes every format, each to its file, and each is what it would be alone."""
    wanted = [word for name in FORMATS for word in ("--format", f"{name}:out.{name}")]
    done = projguard("check", "launch", *DAY, *wanted, folder=risky)
    assert (done.returncode, done.stdout) == (1, "")
    assert {name for name in FORMATS if (risky / f"out.{name}").stat().st_size > 100} == {*FORMATS}
    for name in ("text", "json", "markdown"):
        alone = projguard("check", "launch", *DAY, "--format", f"{name}:alone", folder=risky)
        assert alone.returncode == 1
        assert (risky / f"out.{name}").read_bytes() == (risky / "alone").read_bytes(), name


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (("json", "csv"), "--format: only one format can go to standard output; give the others a file."),
        (("json:a", "csv:./a"), "--format: two formats cannot go to one file, '"),
        (("jsom",), "--format: 'jsom' is not one of azure, checkstyle, concise, csv, "),
    ],
)
def test_wrong_requests(formats: tuple[str, ...], said: str, risky: Path) -> None:
    """Two formats for one place, and one that nobody gives, are refused before anything is written."""
    wanted = [word for text in formats for word in ("--format", text)]
    done = projguard("check", "launch", *DAY, *wanted, folder=risky)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (risky / "a").exists()


def test_unwritable_output_stops_no_other(risky: Path) -> None:
    """A file that cannot be written is told with its reason and status 4; the others are whole and say so too."""
    (risky / "folder").mkdir()
    wanted = (
        "--format",
        "sarif:no/such/p.sarif",
        "--format",
        "csv:folder",
        "--format",
        "json:p.json",
        "--format",
        "text",
    )
    done = projguard("check", "launch", *DAY, *wanted, folder=risky)
    assert done.returncode == 4
    *_, first, second, last = done.stdout.splitlines()
    assert first == "error: no/such/p.sarif could not be written: No such file or directory"
    assert second == "error: folder could not be written: Is a directory"
    assert last == "exit 4: no/such/p.sarif could not be written"
    assert "Not ready" in done.stdout or "has gaps" in done.stdout
    report = json.loads((risky / "p.json").read_text(encoding="utf-8"))
    assert report["exit"]["status"] == 4
    assert len(report["projects"]) == 1
    assert sorted(path.name for path in risky.iterdir()) == ["folder", "launch", "p.json"]


def test_unwritable_output_alone_is_told_on_standard_error(risky: Path) -> None:
    """Without text on standard output the reason stands on standard error, the status on its last line."""
    done = projguard("check", "launch", *DAY, "--format", "json:no/p.json", folder=risky)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.splitlines() == [
        "no/p.json could not be written: No such file or directory",
        "exit 4: no/p.json could not be written",
    ]


def test_full_disk_is_told(risky: Path) -> None:
    """Standard output that takes no more costs its own report only."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "check", "launch", *DAY, "--format", "json", "--format", "csv:p.csv"],
            cwd=risky,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr.splitlines()[0] == "standard output could not be written: No space left on device"
    assert (risky / "p.csv").read_text(encoding="utf-8").count("\n") > 5


@pytest.mark.parametrize("command", ["questions", "plan"])
def test_full_disk_is_told_by_every_command(command: str, risky: Path) -> None:
    """What a command writes for itself has the same status where standard output takes no more."""
    with Path("/dev/full").open("w") as full:
        words = [*COMMAND, command, "launch", *DAY]
        done = subprocess.run(words, cwd=risky, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    told = "exit 4: standard output could not be written (No space left on device)\n"
    assert (done.returncode, done.stderr) == (4, told)


@pytest.mark.parametrize("words", [("check", "launch"), ("questions", "launch"), ("plan", "launch")])
@pytest.mark.parametrize("file", ["launch/projguard.yaml", "link.md", ".projguard.yaml"])
def test_nothing_is_written_over_a_manifest(words: tuple[str, ...], file: str, risky: Path) -> None:
    """A report in the place of a manifest or of settings, through a link too, is refused, and the file is kept."""
    (risky / "link.md").symlink_to("launch/projguard.yaml")
    before = (risky / "launch" / "projguard.yaml").read_bytes()
    done = projguard(*words, *DAY, "--format", f"{'text' if words[0] == 'plan' else 'markdown'}:{file}", folder=risky)
    assert (done.returncode, done.stdout) == (2, "")
    told = f"--format: '{file}' is a manifest or settings; nothing is written over it."
    assert told in " ".join(done.stderr.split())
    assert (risky / "launch" / "projguard.yaml").read_bytes() == before


def test_a_pipe_that_nobody_reads_is_told(risky: Path) -> None:
    """A named pipe without a reader costs its own report only, and no run waits for one without end."""
    os.mkfifo(risky / "pipe")
    for words in (
        ("check", "launch", "--format", "csv:p.csv", "--format", "json:pipe"),
        ("plan", "launch", "--format", "text:pipe"),
    ):
        done = projguard(*words, *DAY, folder=risky)
        assert done.returncode == 4
        assert "pipe could not be written" in done.stderr
        assert "No such device or address" in done.stderr
    assert (risky / "p.csv").read_text(encoding="utf-8").count("\n") > 5


def test_what_a_command_writes_is_like_any_other_file(risky: Path) -> None:
    """A link stays a link, a device a device, and the umask says who may read."""
    (risky / "kept.md").write_text("old", encoding="utf-8")
    (risky / "link.md").symlink_to("kept.md")
    assert projguard("plan", "launch", *DAY, "--format", "markdown:link.md", folder=risky).returncode == 0
    assert projguard("plan", "launch", *DAY, "--format", "markdown:/dev/null", folder=risky).returncode == 0
    mask = os.umask(0)
    os.umask(mask)
    assert (risky / "link.md").is_symlink()
    assert (risky / "kept.md").read_text(encoding="utf-8").startswith("# ")
    assert (risky / "kept.md").stat().st_mode & 0o777 == 0o666 & ~mask
    assert Path("/dev/null").is_char_device()


def test_closed_pipe_costs_no_file(risky: Path) -> None:
    """Whoever stops reading standard output ends it quietly; the files are written all the same."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "check", "launch", *DAY, "--format", "text", "--format", "json:p.json"]
    done = subprocess.run(command, cwd=risky, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")
    assert json.loads((risky / "p.json").read_text(encoding="utf-8"))["projects"]


def test_files_are_like_any_other(risky: Path) -> None:
    """A report may be read by whom the umask lets; a link stays a link; a pipe is written to, not replaced."""
    (risky / "kept.json").write_text("old", encoding="utf-8")
    (risky / "link.json").symlink_to("kept.json")
    os.mkfifo(risky / "pipe")
    reader = os.open(risky / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    done = projguard("check", "launch", *DAY, "--format", "json:link.json", "--format", "gitlab:pipe", folder=risky)
    assert done.returncode == 1
    assert json.loads(os.read(reader, 60_000))[0]["check_name"] == "PG0505"
    os.close(reader)
    assert (risky / "pipe").is_fifo()
    assert (risky / "link.json").is_symlink()
    assert json.loads((risky / "kept.json").read_text(encoding="utf-8"))["version"] == 1
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((risky / "kept.json").stat().st_mode) == 0o666 & ~mask


def test_programs_read_utf_8(risky: Path) -> None:
    """What programs read is UTF-8 whatever the terminal's encoding is."""
    done = subprocess.run(
        [*COMMAND, "check", "launch", "--as-of", "2026-11-23", "--lang", "ru", "--format", "csv"],
        cwd=risky,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1251"},
        capture_output=True,
        check=False,
    )
    assert "Согласующего" in done.stdout.decode("utf-8") or "заместителя" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("environment", "begin"),
    [({"GITHUB_ACTIONS": "true"}, "::error file=launch/"), ({"TF_BUILD": "True"}, "##vso[task.logissue type=error;")],
)
def test_build_server_gets_annotations_beside_the_text(environment: dict[str, str], begin: str, risky: Path) -> None:
    """On a build server the text is what it is elsewhere, with the annotations before its last line."""
    plain = projguard("check", "launch", *DAY, folder=risky).stdout.splitlines()
    lines = projguard("check", "launch", *DAY, folder=risky, **environment).stdout.splitlines()
    added = [line for line in lines if line.startswith(("::", "##"))]
    assert [line for line in lines if line not in added] == plain
    assert added[0].startswith(begin)
    assert lines[-1] == "exit 1: 5 findings at or above error"


def test_other_formats_are_left_alone_on_a_build_server(risky: Path) -> None:
    """Only text gets annotations: what a program reads stays as it is."""
    done = projguard("check", "launch", *DAY, "--format", "json", folder=risky, GITHUB_ACTIONS="true")
    assert json.loads(done.stdout)["exit"]["status"] == 1


@pytest.mark.parametrize("formats", [(), ("--format", "github:notes.txt")])
def test_summary_of_a_job_is_added_to(formats: tuple[str, ...], risky: Path) -> None:
    """Where GitHub names a file for the summary, the report is added to what stands there."""
    summary = risky / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    hosted = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = projguard("check", "launch", *DAY, *formats, folder=risky, **hosted)
    assert done.returncode == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n## `")
    assert text.rstrip().endswith("`exit 1: 5 findings at or above error`")


def test_gitlab_log_is_the_text(risky: Path) -> None:
    """GitLab takes annotations from a file, so its log is the text alone."""
    plain = projguard("check", "launch", *DAY, folder=risky).stdout
    assert projguard("check", "launch", *DAY, folder=risky, GITLAB_CI="true").stdout == plain


@pytest.mark.parametrize(
    "arguments",
    [
        ("a\n::error::x",),
        ("a\n::x", "--phase", "draft\n::y"),
        (".", "--format", "json:no\n::x/y"),
        ("--select", "\n::x"),
    ],
)
def test_typed_words_are_no_commands(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What was typed, which may be the name of a stranger's file, begins no line of what is told."""
    done = projguard("check", *arguments, *DAY, folder=tmp_path, GITHUB_ACTIONS="true")
    assert done.returncode in {2, 3}
    assert not [line for line in (done.stdout + done.stderr).splitlines() if line.lstrip().startswith("::")]


def test_unwritable_place_is_no_command(risky: Path) -> None:
    """A place that cannot be written is told so that no runner obeys its name."""
    done = projguard("check", "launch", *DAY, "--format", "json:::error::x/y", folder=risky)
    assert done.returncode == 4
    assert done.stderr.startswith("\\x3a:error::x/y could not be written: ")


def test_refusal_is_no_command(tmp_path: Path) -> None:
    """A folder named like a runner's command is shown in a refusal so that no runner obeys it."""
    folder = tmp_path / "::error::x"
    folder.mkdir()
    (folder / "projguard.yaml").write_text("manifest_version: 1\n", encoding="utf-8")
    (folder / ".projguard.yaml").write_text("selekt: []\n", encoding="utf-8")
    done = projguard("check", "::error::x", *DAY, folder=tmp_path, GITHUB_ACTIONS="true")
    assert done.returncode == 2
    assert not [line for line in done.stderr.splitlines() if line.lstrip().startswith("::")]
    assert "there is no setting selekt" in done.stderr


def test_help_names_every_format(tmp_path: Path) -> None:
    """Whoever asks for help sees the name of each format."""
    told = projguard("check", "--help", folder=tmp_path).stdout
    assert [name for name in FORMATS if not re.search(rf"\b{name}\b", told)] == []
