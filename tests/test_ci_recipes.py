"""What build servers take from this repository: an action, a job template, a script. Each is run with what it would call."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
PROJGUARD = Path(sys.executable).with_name("projguard")
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def read(path: str) -> Any:
    """Read a YAML file of the repository."""
    return YAML(typ="safe").load(ROOT / path)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Make a folder with a project in it whose name has blanks and signs of a shell, and programs that stand for others."""
    shutil.copytree(ROOT / "tests" / "base_project", tmp_path / "a $(touch sprung) b")
    programs = tmp_path / "bin"
    programs.mkdir()
    write_program(
        programs / "pipx", f'[ "$1 $2 $4" = "run --spec projguard" ] || exit 9\nshift 4\nexec "{PROJGUARD}" "$@"\n'
    )
    write_program(programs / "pip", '[ "$*" = "install --quiet projguard" ]\n')
    write_program(programs / "projguard", f'exec "{PROJGUARD}" "$@"\n')
    return tmp_path


def write_program(path: Path, script: str) -> None:
    """Write a shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
    path.chmod(0o755)


def run(script: str, work: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a build server does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROJGUARD_", "GITHUB_", "CI"))}
    path = f"{work / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=work,
        env={**kept, "PATH": path, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_checks_what_it_is_told_to(work: Path) -> None:
    """Paths, options and gate reach the check as they are; nothing in an input is read as a part of the script."""
    step = read(".github/actions/projguard/action.yml")["runs"]["steps"][0]
    assert all("${{" not in step[part] for part in ("run", "shell"))
    inputs = {
        "PATHS": "a $(touch sprung) b\n",
        "ARGS": "--format=json:report.json\n--select=PG0005\n--severity=PG0005=info",
        "GATE": "ci",
        "PROJGUARD_LANG": "en",
        "SOURCE": "somewhere",
    }
    assert set(step["env"]) == set(inputs)
    done = run(step["run"], work, **inputs)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr == "exit 0: nothing fails the gate ci\n"
    assert (work / "report.json").is_file()
    assert not (work / "sprung").exists()


def test_the_action_checks_everything_by_default(work: Path) -> None:
    """Without inputs the working directory is checked; the defaults of the action are options that exist."""
    action = read(".github/actions/projguard/action.yml")
    given = {name: str(one["default"]) for name, one in action["inputs"].items()}
    variables = {"PATHS": given["paths"], "ARGS": given["args"], "GATE": given["gate"], "PROJGUARD_LANG": given["lang"]}
    done = run(action["runs"]["steps"][0]["run"], work, SOURCE="somewhere", **variables)
    assert done.returncode in {0, 1}, done.stderr
    assert "ООО «Северный дом»" in done.stdout


def test_the_job_of_gitlab_leaves_its_reports(work: Path) -> None:
    """Every file that the job template hands over is written."""
    job = read("ci/projguard.gitlab-ci.yml")[".projguard"]
    done = run("\n".join(job["script"]), work, **{name: str(value) for name, value in job["variables"].items()})
    assert done.returncode in {0, 1}, done.stderr
    reports = job["artifacts"]["reports"]
    assert all((work / name).is_file() for name in (*job["artifacts"]["paths"], *reports.values()))


def test_the_script_takes_status_and_paths_as_they_are(work: Path) -> None:
    """The script for other servers ends as the check does, and leaves its reports in a folder."""
    write_program(
        work / "bin" / "python3",
        f'mkdir -p "$3/bin"\ncp "{work}/bin/projguard" "$3/bin/"\nprintf "#!/bin/sh\\n" >"$3/bin/pip"\nchmod +x "$3/bin/pip"\n',
    )
    script = (ROOT / "ci" / "projguard.sh").read_text(encoding="utf-8")
    assert os.access(ROOT / "ci" / "projguard.sh", os.X_OK)
    (work / "recipe").write_text(script, encoding="utf-8")
    done = run('sh ./recipe "a \\$(touch sprung) b"', work, PROJGUARD_REPORTS="out", PROJGUARD_LANG="en")
    assert done.returncode in {0, 1}, done.stderr
    assert sorted(path.name for path in (work / "out").iterdir()) == ["projguard.html", "projguard.xml"]
    assert not (work / "sprung").exists()
    assert run("sh ./recipe no-such-folder", work, PROJGUARD_REPORTS="out").returncode == 2
