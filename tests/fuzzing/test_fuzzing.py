"""The fuzzer finds what is broken; what it found before stays mended; a short slice of it runs here."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))

from fuzz import one  # noqa: E402 - the repository's own tools are no installed package
from fuzz.mutate import Mutator, read_dictionary  # noqa: E402 - likewise
from fuzz.targets import TARGETS, seeds_of  # noqa: E402 - likewise

FOUND = sorted((ROOT / "fuzz" / "regressions").glob("*/*"))
SLICE = 60
"""Inputs per target at each run of the tests; a release takes a million."""


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    """An input that once broke a promise breaks it no more."""
    assert one.fault_of(TARGETS[path.parent.name], path.read_bytes()) == ""


@pytest.mark.parametrize("name", TARGETS)
def test_a_slice_of_changed_seeds(name: str) -> None:
    """No promise is broken by the first inputs of the fuzzer, which are the same at each run."""
    mutator = Mutator(seeds_of(name), read_dictionary(one.DICTIONARY), 20261123)
    inputs = [mutator.next() for _ in range(SLICE)]
    assert len(set(inputs)) > SLICE // 2
    assert {fault for text in inputs if (fault := one.fault_of(TARGETS[name], text))} == set()


def breaks(text: bytes) -> None:
    """Break on a certain word."""
    if b"overtime" in text:
        raise ValueError("overtime")


def test_a_broken_promise_is_found_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks a promise is reported once and kept, cut down to what matters."""
    monkeypatch.setitem(TARGETS, "reader", breaks)
    report = one.mutated("reader", 0.3, 1, tmp_path)
    finds = report["finds"]
    assert isinstance(finds, dict)
    assert [fault.partition(" in ")[0] for fault in finds] == ["crash: ValueError"]
    assert [(tmp_path / name).read_bytes() for name in finds.values()] == [b"overtime"]


def test_what_takes_too_long_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that does not end is stopped and named."""
    monkeypatch.setattr(one, "HANGS_AFTER", 0.05)
    assert one.fault_of(lambda _: time.sleep(5), b"") == "hang: longer than 0.05 s"


def test_the_command_prints_its_table(tmp_path: Path) -> None:
    """Each target has a row with the number of inputs, the sum comes last."""
    command = [sys.executable, "-m", "fuzz", "--minutes", "0.02", "--targets", "reader", "--keep", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0] == ["target", "inputs", "are", "inputs", "crashes", "hangs"]
    assert rows[2][:2] == ["reader", "changed"]
    assert int(rows[2][2].replace(",", "")) > 0
    assert rows[-1][0] == "all"


def test_the_process_reports_as_json(tmp_path: Path) -> None:
    """One target in a process of its own tells how many inputs it tried."""
    command = [sys.executable, "-m", "fuzz.one", "cards", "--seconds", "0.1", "--into", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["inputs"] > 0
