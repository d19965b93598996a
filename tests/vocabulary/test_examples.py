"""Each check of the vocabulary answers the example that its description gives, and the page about them shows it."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from projguard.app.active import Active
from projguard.builtin import VOCABULARY
from projguard.checks import vocabulary
from projguard.hooks.described import Described, description_of
from projguard.reading.bundled import bundled

sys.path.insert(0, str(Path(__file__).parent))
page: Any = import_module("vocabulary_page")
NAMES = [name for names in VOCABULARY.values() for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_example_is_found(name: str, active: Active) -> None:
    """The bad example is found, with every value in its sentence; the good one is not."""
    described = description_of(active.checks[name])
    assert described is not None
    assert described.example is not None
    found = page.said_of(active, described, described.example.bad)
    assert found != []
    assert [said for said in found if "…" in said] == []
    assert page.said_of(active, described, described.example.good) == []


def test_page_is_current() -> None:
    """docs/vocabulary.md is what the descriptions and the run of their examples make of it."""
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), (
        "python tests/vocabulary/vocabulary_page.py writes it anew"
    )


def test_every_described_check_is_in_the_vocabulary() -> None:
    """No module of the vocabulary holds a check that no card could ask."""
    modules = {
        info.name: import_module(f"{vocabulary.__name__}.{info.name}") for info in iter_modules(vocabulary.__path__)
    }
    found = {
        name: tuple(key for key, value in vars(module).items() if isinstance(value, Described))
        for name, module in modules.items()
    }
    assert {name: set(names) for name, names in found.items() if names} == {
        name: set(names) for name, names in VOCABULARY.items()
    }


def test_editors_complete_the_names(active: Active) -> None:
    """The schema of card files lists every check of the vocabulary, so that an editor offers it."""
    schema = json.loads((bundled("schemas") / "rules.schema.json").read_text(encoding="utf-8"))
    for kind in ("rule", "question"):
        assert schema["$defs"][kind]["properties"]["check"]["examples"] == NAMES
    assert set(NAMES) <= set(active.checks)
