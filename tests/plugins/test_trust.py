"""Strangers' folders: nothing in them is run or imported, and what they ask for in vain is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from projguard.cli.strangers import from_stranger

DAY = ["--as-of", "2026-11-23"]
MODULES = (
    "sitecustomize",
    "usercustomize",
    "conftest",
    "setup",
    "click",
    "typing",
    "json",
    "re",
    "multiprocessing",
    "concurrent",
    "importlib",
    "jsonschema",
    "jsonschema_rs",
    "pluggy",
    "ruamel",
    "zipfile",
    "tomllib",
    "tabulate",
    "plugin_evil",
)
"""Modules that a start, a worker process or a plugin might import."""
PACKAGES = ("projguard_evil", "projguard_acme", "jinja2", "projguard.egg-info")
EVIL = "import os, sys\nopen(os.environ['WITNESS'], 'a').write(__file__ + '\\n')\n"


@pytest.fixture
def witness(tmp_path: Path) -> Path:
    """Name the file in which whatever is run leaves its trace."""
    return tmp_path / "witness.txt"


@pytest.fixture
def hostile(project: Path) -> Path:
    """Make the project folder one that does all it can to have its code run."""
    for name in MODULES:
        (project / f"{name}.py").write_text(EVIL, encoding="utf-8")
    for name in PACKAGES:
        (project / name).mkdir()
        (project / name / "__init__.py").write_text(EVIL, encoding="utf-8")
    info = project / "projguard_evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: projguard-evil\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[projguard]\nevil = projguard_evil\n", encoding="utf-8")
    (project / "evil.pth").write_text(f"import projguard_evil; {EVIL.splitlines()[1]}\n", encoding="utf-8")
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "setup"\nbackend-path = ["."]\n', encoding="utf-8"
    )
    (project / ".projguard.yaml").write_text("plugins: [projguard_evil, evil]\n", encoding="utf-8")
    hook = f"#!{sys.executable}\n{EVIL}"
    for command in ("git", "python3", "pip", "sh"):
        (project / command).write_text(hook, encoding="utf-8")
        (project / command).chmod(0o755)
    repository(project, hook)
    return project


def repository(project: Path, hook: str) -> None:
    """Make the folder a repository whose settings name commands."""
    subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
    (project / "hook.py").write_text(hook, encoding="utf-8")
    (project / "hook.py").chmod(0o755)
    evil = (project / "hook.py").as_posix()
    for setting in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.editor", "gpg.program"):
        subprocess.run(["git", "config", setting, evil], cwd=project, check=True)
    for name in ("post-checkout", "post-index-change", "pre-commit"):
        shutil.copy(project / "hook.py", project / ".git" / "hooks" / name)


def run(arguments: list[str], folder: Path, witness: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run projguard in a folder as a person would, by its program or as a module."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PROJGUARD_", "PYTHON"))}
    own = {"WITNESS": str(witness), "PROJGUARD_LANG": "en", "NO_COLOR": "1"}
    return subprocess.run(
        arguments,
        cwd=folder,
        env={**inherited, **own, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


PROGRAM = [str(Path(sys.executable).with_name("projguard"))]
STARTS = {
    "program": PROGRAM,
    "module, safe path": [sys.executable, "-P", "-m", "projguard"],
    "module": [sys.executable, "-m", "projguard"],
}


@pytest.mark.parametrize("start", STARTS)
def test_hostile_folder_runs_nothing(start: str, hostile: Path, witness: Path) -> None:
    """Modules, packages, plugins, programs and a repository's commands in the folder are read at most as text.

    What its settings ask for in vain is told. (Python itself, started with -m, imports parts of its own library from the
    working directory before it looks for projguard: nobody but -P keeps it from that.)
    """
    if start == "module":
        for name in sys.stdlib_module_names:
            (hostile / f"{name}.py").unlink(missing_ok=True)
    done = run([*STARTS[start], "check", ".", *DAY, "--fix"], hostile, witness)
    assert (done.returncode, done.stderr) == (0, "")
    assert ".projguard.yaml:1: plugins counts only in a file that --config names" in done.stdout
    assert not witness.exists()


COMMANDS = (
    ["check", "--untrusted", "--format", "json"],
    ["check", "--format", "html:page.html", "--format", "junit:tests.xml"],
    ["plugins"],
    ["explain", "projguard.yaml:2"],
    ["schema", "manifest"],
    ["rules"],
)
"""What reads the folder."""


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments[:2]))
def test_no_command_runs_what_lies_in_the_folder(arguments: list[str], hostile: Path, witness: Path) -> None:
    """Whatever reads a hostile folder runs nothing of it, even where the path of Python leads there."""
    run([*PROGRAM, *arguments], hostile, witness, PATH=f".:{os.environ['PATH']}")
    done = run([sys.executable, "-P", "-m", "projguard", *arguments], hostile, witness, PYTHONPATH="")
    assert done.returncode in {0, 1, 2}
    assert "Traceback" not in done.stderr
    assert not witness.exists()


def test_worker_processes_run_nothing_of_the_folder(hostile: Path, witness: Path) -> None:
    """Several processes start elsewhere than in the folder, too."""
    for name in ("a", "b"):
        (hostile / name).mkdir()
        shutil.copy(hostile / "projguard.yaml", hostile / name)
    done = run([*PROGRAM, "check", "a", "b", *DAY, "--jobs", "2", "--format", "json"], hostile, witness)
    assert len(json.loads(done.stdout)["projects"]) == 2
    assert not witness.exists()


def test_archive_of_a_hostile_folder_runs_nothing(hostile: Path, witness: Path, tmp_path: Path) -> None:
    """Packed, it is read as text all the same."""
    archive = tmp_path / "hostile.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(hostile.rglob("*")):
            file.write(path, path.relative_to(hostile))
    done = run([*PROGRAM, "check", str(archive), *DAY], tmp_path, witness)
    assert done.returncode == 0
    assert not witness.exists()


def test_strangers_folder_is_told(hostile: Path, witness: Path) -> None:
    """Untrusted, only the language of its settings counts, and the report says so."""
    (hostile / ".projguard.yaml").write_text("lang: ru\nfail_on: never\nplugins: [evil]\n", encoding="utf-8")
    manifest = hostile / "projguard.yaml"
    manifest.write_text(
        f"# projguard: ignore-file[PG0002] reason none\n{manifest.read_text('utf-8')}nonsense: 1\n", "utf-8"
    )
    arguments = ["check", ".", *DAY, "--untrusted", "--fail-on", "warning", "--format", "json"]
    done = run([*PROGRAM, *arguments], hostile, witness, PROJGUARD_LANG="")
    report = json.loads(done.stdout)
    told = [notice["message"] for notice in report["notices"]]
    assert (done.returncode, report["exit"]["status"]) == (1, 1)
    assert "чужая папка: её комментарии и принятые пробелы ничего не скрывают, исправлять в ней ничего не будем" in told
    assert "из настроек в .projguard.yaml здесь действует только язык" in told
    assert "PG0002" in {finding["code"] for finding in report["projects"][0]["findings"] if finding["state"] == "open"}


def test_cards_outside_the_folder_are_refused(hostile: Path, witness: Path, tmp_path: Path) -> None:
    """Settings of the folder cannot name cards elsewhere; a stranger's name none at all; both are told with their place."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "evil.yaml").write_text("point: 20\nrules: !!python/object/apply:os.system [id]\n", encoding="utf-8")
    for named in ("../outside", str(outside), "link"):
        (hostile / "link").unlink(missing_ok=True)
        (hostile / "link").symlink_to(outside)
        (hostile / ".projguard.yaml").write_text(f"lang: en\nrule_dirs: [{named}]\n", encoding="utf-8")
        done = run([*PROGRAM, "check", ".", *DAY], hostile, witness)
        assert (done.returncode, done.stdout) == (2, "")
        assert f".projguard.yaml:2:13: «{named}» lies outside the folder of these settings" in done.stderr
    done = run([*PROGRAM, "check", ".", *DAY, "--untrusted"], hostile, witness)
    assert done.returncode == 0
    assert ".projguard.yaml:2: rule_dirs are not honoured here" in done.stdout
    assert not witness.exists()


def event(tmp_path: Path, head: Any, base: int = 1) -> dict[str, str]:
    """Write the event of a pull request, and give the environment of its job."""
    path = tmp_path / "event.json"
    request = {"head": {"repo": head and {"id": head}}, "base": {"repo": {"id": base}}}
    path.write_text(json.dumps({"pull_request": request}), encoding="utf-8")
    return {"GITHUB_EVENT_NAME": "pull_request_target", "GITHUB_EVENT_PATH": str(path)}


@pytest.mark.parametrize(
    ("server", "is_told"),
    [
        ("github fork", True),
        ("github own", False),
        ("github deleted", True),
        ("github without event", True),
        ("github push", False),
        ("gitlab fork", True),
        ("gitlab own", False),
        ("azure fork", True),
        ("azure own", False),
    ],
)
def test_pull_request_from_a_fork_is_untrusted(
    server: str, is_told: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What build servers say about a fork is believed; where it cannot be read, the request is a stranger's."""
    for name in (
        "GITHUB_EVENT_NAME",
        "GITHUB_EVENT_PATH",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID",
        "SYSTEM_PULLREQUEST_ISFORK",
    ):
        monkeypatch.delenv(name, raising=False)
    environments: dict[str, dict[str, str]] = {
        "github fork": event(tmp_path, 2),
        "github own": event(tmp_path, 1),
        "github without event": {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": str(tmp_path / "no")},
        "github push": {"GITHUB_EVENT_NAME": "push"},
        "gitlab fork": {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2", "CI_MERGE_REQUEST_PROJECT_ID": "1"},
        "gitlab own": {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1", "CI_MERGE_REQUEST_PROJECT_ID": "1"},
        "azure fork": {"SYSTEM_PULLREQUEST_ISFORK": "True"},
        "azure own": {"SYSTEM_PULLREQUEST_ISFORK": "False"},
    }
    heads = {"github fork": 2, "github own": 1, "github deleted": None}
    environment = event(tmp_path, heads[server]) if server in heads else environments[server]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert from_stranger() is is_told


def test_fork_changes_the_run(project: Path, witness: Path, tmp_path: Path) -> None:
    """Under a build server a fork's folder is judged as a stranger's without being asked to, and is not mended."""
    environment = event(tmp_path, 2)
    done = run([*PROGRAM, "check", ".", *DAY], project, witness, **environment)
    assert "a stranger's folder: its comments and baselines hide nothing" in " ".join(done.stdout.split())
    done = run([*PROGRAM, "check", ".", *DAY, "--fix"], project, witness, **environment)
    assert (done.returncode, "what strangers wrote is not mended" in done.stderr) == (2, True)
