"""Each check of the vocabulary answers the example that its description gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.builtin import VOCABULARY
from projguard.catalogue.examples import read_example, write_project
from projguard.hooks.described import Described, description_of
from projguard.model.config import Config, Pack
from projguard.wording.sentences import Wording

BASE = Path(__file__).parents[1] / "base_project"
HEAD = """
point: 21
pack: XX
title: {en: Examples}
rules:
  - code: XX0001
    name: example
    family: consistency
    severity: {draft: error, kickoff: error, production: error, delivered: error, closed: error}
    title: {en: Example}
    why: {en: Why}
    remedy: {en: What}
    ask: self
    question: {en: Which}
"""
CHECKS = load_active(cache=False, only=()).checks
NAMES = [name for names in VOCABULARY.values() for name in names]


def card_of(described: Described) -> str:
    """Write a card file that asks what the example of a check asks."""
    assert described.example is not None
    return HEAD + indent(described.example.card, "    ")


@pytest.fixture
def asked(tmp_path: Path, active: Active) -> Callable[[str, str], list[str]]:
    """Judge a patch on the healthy project by one card; gives what is said."""

    def ask(card: str, patch: str) -> list[str]:
        folder = tmp_path / "cards"
        folder.mkdir(exist_ok=True)
        (folder / "card.yaml").write_text(card, encoding="utf-8")
        example = read_example(patch)
        manifest = write_project(tmp_path / "project", BASE, example)
        packs = (Pack(str(folder), "cards"),)
        config = Config(as_of=example.as_of, select=("XX0001",), packs=packs)
        examiner = Examiner(active, config)
        report = examiner.examine(manifest, "projguard.yaml")
        assert report.failures == ()
        words = Wording(lang="en", rules=examiner.active.by_code, points={})
        return [words.message(finding) for finding in report.findings if finding.code == "XX0001"]

    return ask


@pytest.mark.parametrize("name", NAMES)
def test_example_is_found(name: str, asked: Callable[[str, str], list[str]]) -> None:
    """The bad example is found, with every value in its sentence; the good one is not."""
    described = description_of(CHECKS[name])
    assert described is not None
    assert described.example is not None
    card = card_of(described)
    found = asked(card, described.example.bad)
    assert found != []
    assert [said for said in found if "…" in said] == []
    assert asked(card, described.example.good) == []
