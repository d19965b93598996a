"""Every card carries an example that its rule catches and one that it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from projguard.catalogue.cards import read_catalogue
from projguard.catalogue.examples import read_example
from projguard.model.rule import Rule
from projguard.reading.bundled import bundled

RULES = read_catalogue(bundled("rules")).rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_example_is_caught(rule: Rule, judge: Any) -> None:
    """The bad example yields the rule's own finding."""
    report = judge(read_example(rule.bad), select=(rule.code,))
    assert [finding.code for finding in report.findings if finding.code == rule.code] != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_good_example_passes(rule: Rule, judge: Any) -> None:
    """The good example yields no error and no warning of the rule."""
    report = judge(read_example(rule.good), select=(rule.code,))
    said = [f.message for f in report.findings if f.code == rule.code and f.severity != "info"]
    assert said == []
