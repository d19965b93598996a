"""The example plugin and a new one, installed as wheels into an environment of their own beside projguard's wheel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "acme-pack"
MANIFEST = """\
manifest_version: 1
project: {id: north, title: "North <b>", phase: production, start: 2026-11-01}
client: {name: North Ltd}
people:
  igor: {name: Igor, side: agency}
deliverables:
  - {id: logo, title: Logo, kind: design}
brand:
  colours: ["#c8102e"]
  approved_by: igor
"""


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment with projguard's wheel and the example's, once for all processes that run these tests.

    What projguard depends on is borrowed from the environment of the tests.
    """
    own = tmp_path_factory.getbasetemp()
    top = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, done = top / "environment", top / "environment.done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(1200):
            if done.exists():
                break
            time.sleep(0.1)
        return folder
    try:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        site = next(folder.glob("lib/python*/site-packages"), folder / "Lib" / "site-packages")
        (site / "beside.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        install(folder, ROOT, EXAMPLE)
    finally:
        done.touch()
    return folder


def install(environment: Path, *folders: Path) -> None:
    """Build wheels of folders and install them, as ``pip install`` does, without asking an index."""
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--no-input"]
    command = [sys.executable, "-m", "pip", "--python", str(program(environment, "python")), "install", *options]
    done = subprocess.run([*command, *map(str, folders)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def program(environment: Path, name: str) -> Path:
    """Find a program of an environment."""
    return environment / ("Scripts" if os.name == "nt" else "bin") / name


def run(environment: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run projguard as it is installed in an environment."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PROJGUARD_", "PYTHON"))}
    return subprocess.run(
        [program(environment, "projguard"), *arguments],
        cwd=folder,
        env={**inherited, "PROJGUARD_LANG": "en", "NO_COLOR": "1", "PYTHONUTF8": "1", "HOME": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_example_plugin_works_as_installed(environment: Path, tmp_path: Path) -> None:
    """Its rule, reporter and schema keys work beside projguard, and it is named with distribution and version."""
    folder = tmp_path / "north"
    folder.mkdir()
    (folder / "projguard.yaml").write_text(MANIFEST, encoding="utf-8")

    listed = json.loads(run(environment, "plugins", "--format", "json", folder=folder).stdout)["plugins"]
    (acme,) = (plugin for plugin in listed if plugin["name"] == "acme")
    assert (acme["distribution"], acme["version"], acme["state"]) == ("acme-pack", "1.0.0", "loaded")
    assert acme["gives"] == {
        "projguard_checks": ["acme_brand_colours"],
        "projguard_reporters": ["acme-mail"],
        "projguard_rule_dirs": ["ACME0001"],
        "projguard_schemas": ["brand"],
    }

    schema = json.loads(run(environment, "schema", "manifest", folder=folder).stdout)
    assert schema["properties"]["brand"]["properties"]["approved_on"] == {"$ref": "#/$defs/date"}

    arguments = ["check", "--select", "ACME,PG0002,PG0005", "--as-of", "2026-11-23", "--format", "acme-mail"]
    done = run(environment, *arguments, folder=folder)
    assert done.returncode == 1
    assert done.stdout == (
        "Subject: projects as of 2026-11-23\n"
        "\n"
        "North <b>\n"
        "- #c8102e: approved by Igor, who is not the client (ACME0001)\n"
        "\n"
        "1 finding at or above error\n"
    )
    assert "ACME0001 brand-colours-unapproved" in run(environment, "explain", "ACME0001", folder=folder).stdout
    without = run(environment, *arguments[:-2], "--no-plugins", folder=folder)
    assert (without.returncode, "No rule fits 'ACME'" in without.stderr) == (2, True)


def test_examples_own_tests_pass(environment: Path, tmp_path: Path) -> None:
    """The tests of the example pass against what is installed, and its cards against their own examples."""
    copied = shutil.copytree(EXAMPLE / "tests", tmp_path / "tests")
    assert passed(environment, Path(copied)) == "7 passed"
    cards = next(environment.glob("**/site-packages/acme_pack/cards"))
    done = run(environment, "test", str(cards), folder=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "exit 0: every card passes (1)")


def test_new_plugin_builds_installs_and_passes_its_tests(environment: Path, tmp_path: Path) -> None:
    """`projguard new plugin rocket && pip install ./rocket && projguard plugins`: named, and its own tests pass."""
    done = run(environment, "new", "plugin", "rocket-science", folder=tmp_path)
    assert done.returncode == 0
    assert "pip install ./rocket-science" in done.stdout
    folder = tmp_path / "rocket-science"
    try:
        install(environment, folder)
        listed = run(environment, "plugins", folder=tmp_path).stdout
        assert "rocket-science  projguard-rocket-science 0.1.0\n" in listed
        assert "rule_dirs: ROCKETSC0001\n" in listed
        assert "schemas: rocket_science\n" in listed
        assert passed(environment, folder) == "3 passed"
    finally:
        for path in environment.glob("lib/python*/site-packages/projguard_rocket_science*"):
            shutil.rmtree(path)


def passed(environment: Path, folder: Path) -> str:
    """Run the tests of a folder in an environment, and say how many passed."""
    command = [
        str(program(environment, "python")),
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        str(folder),
    ]
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "PROJGUARD_"))}
    own = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        command, cwd=folder, env={**inherited, **own}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()[-1].partition(" in ")[0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Acme", "'Acme' is no name of a plugin: small letters, digits and hyphens, such as acme."),
        ("../acme", "'../acme' is no name of a plugin"),
        ("a1", "'a1' gives no letters of its own for the codes of its rules; two to eight are needed."),
        ("pg", "'pg' gives no letters of its own"),
        ("there", "'there' is there already: nothing is changed."),
    ],
)
def test_new_plugin_of_an_impossible_name_is_refused(name: str, told: str, tmp_path: Path) -> None:
    """A name that is none, or a folder that is there, ends with 2, and nothing is written."""
    (tmp_path / "there").mkdir()
    environment = Path(sys.executable).parents[1]
    done = run(environment, "new", "plugin", name, folder=tmp_path)
    assert (done.returncode, told in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
