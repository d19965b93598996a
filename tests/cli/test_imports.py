"""What quick commands do not load: a hook at every commit pays for every module."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from projguard.cli.main import COMMANDS, main
from projguard.cli.speech import paragraphs

BASE = Path(__file__).parents[1] / "base_project"
HEAVY = (
    "_pyrepl", "argparse", "asyncio", "attr", "babel", "cel_expr_python", "concurrent.futures", "csv", "ctypes", "dask", "dataclasses",
    "difflib", "distributed", "doctest", "ftplib", "html", "http", "icalendar", "importlib.metadata", "importlib.resources", "jinja2",
    "jsonpath_rfc9535", "jsonschema", "logging", "lsprotocol", "markupsafe", "multiprocessing", "numpy", "optparse", "packaging",
    "pdb", "pickle", "pkg_resources", "pkgutil", "pydoc", "pygls", "queue", "referencing", "regex", "rpds", "setuptools",
    "shutil", "sqlite3", "ssl", "subprocess", "tabulate", "tarfile", "tempfile", "tomllib", "unittest", "urllib.request", "wcwidth", "xml", "xmlrpc",
    "yaml", "zipfile",
)  # fmt: skip
"""Modules of the standard library and of others that this run has no use for."""
OWN = (
    "projguard.app.attempts", "projguard.app.days", "projguard.app.drawing", "projguard.app.mending", "projguard.app.recall", "projguard.app.refused",
    "projguard.app.since", "projguard.app.watching", "projguard.app.workers", "projguard.authoring",
    "projguard.app.observers", "projguard.cli.elsewhere", "projguard.cli.fixes", "projguard.cli.refusals", "projguard.cli.staged",
    "projguard.engine.baseline", "projguard.engine.overrides", "projguard.engine.secrecy", "projguard.hooks.described", "projguard.hooks.reporter",
    "projguard.model.pictures", "projguard.project.care", "projguard.project.items",
    "projguard.reading.baseline_file", "projguard.reading.git_dates", "projguard.reading.git_files", "projguard.reading.json_tree",
    "projguard.reading.toml_settings", "projguard.reading.yaml_syntax",
    "projguard.fixing", "projguard.lsp", "projguard.reporters.html", "projguard.reporters.json_report", "projguard.testing",
)  # fmt: skip
"""Our own, of other commands, formats and larger runs."""
SCRIPT = """
import os, sys
from projguard.cli.start import main
end = os._exit
def tell(status):
    sys.stdout.flush()
    print(status, *sys.modules, file=sys.stderr)
    sys.stderr.flush()
    end(status)
os._exit = tell
sys.argv[0] = "projguard"
main()
"""


def test_check_of_a_healthy_project_loads_nothing_heavy(tmp_path: Path) -> None:
    """Templates, schemas' explanations, tables, processes, databases, servers: none is imported to say that all is well."""
    project = shutil.copytree(BASE, tmp_path / "project")
    (project / ".git").mkdir()  # the search for settings ends here
    modules = loaded_by("check", str(project), "--as-of", "2026-11-23", "--lang", "en")
    assert "projguard.app.examine" in modules
    assert [name for name in modules if is_of(name, (*HEAVY, *OWN))] == []


def test_list_of_commands_loads_none_of_them() -> None:
    """``projguard --help`` says of each command what the command says of itself, and imports none."""
    modules = loaded_by("--help")
    assert "projguard.cli.main" in modules
    assert [name for name in modules if is_of(name, ("projguard.app", "projguard.cli.check"))] == []
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in COMMANDS}
    assert {name: paragraphs(command.help or "")[0] for name, command in commands.items() if command} == COMMANDS


def loaded_by(*arguments: str) -> list[str]:
    """Give the modules that a successful run has loaded at its end."""
    environment = {**os.environ, "PYTHONNOUSERSITE": "1"}
    command = [sys.executable, "-c", SCRIPT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    status, *modules = done.stderr.split()
    assert (status, done.returncode) == ("0", 0), done.stderr
    return modules


def is_of(module: str, names: tuple[str, ...]) -> bool:
    """Tell whether a module is one of those named, or inside one."""
    return any(module == name or module.startswith(f"{name}.") for name in names)
