"""Every scenario file is carried out: what is given, what is typed, what is printed, the exit status."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from projguard.cli.main import main

HERE = Path(__file__).parent
FILES = sorted(HERE.rglob("*.txt"))


def _load(path: Path) -> Any:
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


told = _load(HERE / "scenario.py")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Run projguard as a shell would, at 80 columns, in English unless a command says otherwise."""
    for name in (
        "PROJGUARD_LANG",
        "PROJGUARD_CONFIG",
        "PROJGUARD_DEBUG",
        "FORCE_COLOR",
        "COLUMNS",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def once(arguments: list[str]) -> Any:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments, prog_name="projguard")
        out, err = capsys.readouterr()
        return told.Result(int(ended.value.code or 0), out, err)

    return once


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HERE).with_suffix("").as_posix())
def test_scenario(path: Path, run: Any, tmp_path: Path) -> None:
    """What the file says comes true."""
    scenario = told.read_scenario(path.read_text(encoding="utf-8"))
    assert scenario.title.endswith(".")
    told.Player(tmp_path, run).play(scenario)


def test_lines_of_a_file_are_changed_where_they_stand() -> None:
    """A line that is named becomes others, lines without one go to the end or to the top."""
    assert told.changed("a\nb\nc\n", ("- b", "+ d", "+ e", "^ x")) == "x\na\nd\ne\nc\n"
    assert told.changed("a\n", ("+ b",)) == "a\nb\n"
    with pytest.raises(AssertionError, match="stands 2 times"):
        told.changed("a\na\n", ("- a", "+ b"))


def test_every_sentence_is_known() -> None:
    """A step that nobody defined fails, instead of being passed over."""
    with pytest.raises(AssertionError, match="no step is called"):
        told.Player(HERE, lambda _: told.Result(0, "", "")).play(told.read_scenario("T.\n\nThen it snows.\n"))


def test_a_scenario_without_status_fails() -> None:
    """Each scenario says an exit status."""
    with pytest.raises(AssertionError, match="no step says"):
        told.Player(HERE, lambda _: told.Result(0, "", "")).play(
            told.read_scenario("T.\n\nIt prints:\n    x\n")._replace(steps=())
        )
