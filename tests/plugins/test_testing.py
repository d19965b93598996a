"""``projguard.testing``: what the tests of a plugin are written with."""

from __future__ import annotations

import types
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from projguard.testing import assert_passed, assert_said, judge, render

MANIFEST = """\
manifest_version: 1
project: {id: north, title: North, phase: draft, start: 2026-11-01}
client: {name: Acme}
x_floor: 3
"""
PLUGIN = """
from projguard.api import *

RULE = Rule(
    code="ACME0001", name="acme-floor", point=20, pack="ACME", family="presence",
    severity=dict.fromkeys(PHASES, "warning"), title={"en": "Floor"}, why={"en": "Why"}, remedy={"en": "Do"},
    question={"en": "Which?"}, ask="team", check="acme_floor",
    messages={"high": Message({"en": "floor {floor} is high", "ru": "этаж {floor} высокий"})},
)

@hookimpl
def projguard_rules():
    return [RULE]

@hookimpl
def projguard_checks():
    return {"acme_floor": acme_floor}

def acme_floor(project, params):
    floor = project["x_floor"].integer()
    if floor == 13:
        raise ValueError("unlucky")
    if floor and floor > 2:
        yield Problem("high", ("x_floor",), values={"floor": floor})
"""


@pytest.fixture
def plugin() -> types.ModuleType:
    """Make the module of a plugin that is not installed."""
    module = types.ModuleType("acme")
    exec(PLUGIN, vars(module))  # noqa: S102 - the test's own text
    return module


def test_rule_is_run_on_a_text(plugin: Any) -> None:
    """A finding is told with its place, in words of the language asked for; nothing needs to be installed."""
    judged = judge(MANIFEST, rules="ACME0001", plugin=plugin)
    assert judged.lines() == ["projguard.yaml:4:10: warning ACME0001: floor 3 is high"]
    said = assert_said(judged, "ACME0001", message="is high", line=4, pointer="/x_floor")
    assert (said.severity, said.state, said.column) == ("warning", "open", 10)
    assert judge(MANIFEST, rules=["ACME"], plugin=plugin, lang="ru").said[0].message == "этаж 3 высокий"
    assert_passed(judge(MANIFEST.replace("3", "1"), rules="ACME0001", plugin=plugin), "ACME0001")


def test_what_was_said_instead_is_told(plugin: Any) -> None:
    """An assertion that fails shows everything that was said, and how the rule ended."""
    judged = judge(MANIFEST, rules="ACME0001", plugin=plugin)
    with pytest.raises(AssertionError, match="nobody said: ACME0001 on line 9\nstate of ACME0001: failed\nprojguard"):
        assert_said(judged, "ACME0001", line=9)
    with pytest.raises(AssertionError, match="ACME0001 did not pass"):
        assert_passed(judged, "ACME0001")
    with pytest.raises(AssertionError, match="state of PG0501: not among the rules that ran"):
        assert_passed(judged, "PG0501")
    crashed = judge(MANIFEST.replace("3", "13"), rules="ACME0001", plugin=plugin)
    with pytest.raises(AssertionError, match=r"state of ACME0001: crashed\nACME0001 of acme .*: ValueError: unlucky"):
        assert_passed(crashed, "ACME0001")


def test_documents_phase_and_day_can_be_given() -> None:
    """Files lie beside the manifest, and the text is judged as of a day and in a phase; installed rules take part."""
    text = f"{MANIFEST}brief: {{file: docs/brief.md, sent_on: 2026-11-02}}\n"
    there = judge(text, rules="PG0601", files={"docs/brief.md": "# Brief\n" + "word " * 80}, phase="kickoff")
    assert_passed(there, "PG0601")
    assert_said(judge(text, rules="PG0601", phase="kickoff", as_of=date(2026, 12, 1)), "PG0601")


def test_folder_of_cards_is_run_on_a_text(tmp_path: Path, plugin: Any) -> None:
    """Cards need no plugin around them; they may ask a check of one."""
    card = Path(__file__).parents[1].joinpath("vocabulary", "house.yaml").read_text(encoding="utf-8")
    (tmp_path / "card.yaml").write_text(card, encoding="utf-8")
    text = f"{MANIFEST}deliverables: [{{id: logo, title: Logo, kind: design}}]\n"
    judged = judge(text, rules="LT0101", cards=tmp_path, phase="production")
    assert_said(judged, "LT0101", message="Logo has no owner", line=5)
    asking = card.replace(
        "given: $.deliverables[*]\n    check: present\n    params: {fields: [owner]}", "check: acme_floor"
    )
    (tmp_path / "card.yaml").write_text(
        asking.replace("missing: {en: '{name}", "high: {en: '{floor}").replace("ru: '{name}", "ru: '{floor}"),
        encoding="utf-8",
    )
    assert_said(judge(text, rules="LT0101", cards=tmp_path, plugin=plugin), "LT0101", message="3 has no owner", line=4)


def test_reporter_is_run_on_what_was_judged(plugin: Any) -> None:
    """A format is written from head to tail, as the command line writes it."""
    judged = judge(MANIFEST, rules="ACME0001", plugin=plugin)
    assert render("concise", judged, plugin=plugin) == (
        "projguard.yaml:4:10: warning ACME0001 acme-floor: floor 3 is high\n"
    )
    assert '"status": 0' in render("json", judged, plugin=plugin)
