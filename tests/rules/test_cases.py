"""The cases of each rule: one small patch a file, with the findings that it must give, sentence and place included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from projguard.catalogue.cards import read_catalogue
from projguard.catalogue.examples import read_example
from projguard.model.finding import Finding
from projguard.model.limits import Limits
from projguard.model.source import dotted
from projguard.reading.bundled import bundled
from projguard.reading.yaml_document import read_document

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.yaml"))
RULES = {rule.name: rule for rule in read_catalogue(bundled("rules")).rules}
REQUIRED = {rule.code: [needed.code for needed in rule.requires] for rule in RULES.values()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_case(case: Path, judge: Any, wording: Any) -> None:
    """The rule says exactly what the case expects: code, sentence, place and severity."""
    text = case.read_text(encoding="utf-8")
    data = read_document(text.encode(), case.name, Limits()).data
    code = RULES[case.parent.name].code
    select = tuple(data.get("select") or with_required(code))
    report = judge(read_example(text, beside=("select", "expect")), select=select)
    found = [said(finding, wording) for finding in report.findings if finding.code == code]
    assert sorted(found) == sorted(expected(entry) for entry in data["expect"])
    assert report.failures == ()
    assert case.stem.partition("-")[0] == ("failing" if found else "passing")


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_cases(name: str) -> None:
    """Each rule has a folder with a failing and a passing case."""
    stems = [path.stem for path in (HERE / name).glob("*.yaml")]
    assert any(stem.startswith("failing") for stem in stems)
    assert any(stem.startswith("passing") for stem in stems)


def with_required(code: str) -> list[str]:
    """Give a rule and the rules that it requires, directly or not."""
    codes = [code]
    for known in codes:
        codes += [needed for needed in REQUIRED[known] if needed not in codes]
    return codes


def said(finding: Finding, wording: Any) -> tuple[str, str, str, str]:
    """Give what a case states of a finding; its place is a field, or file and line where no field can be named."""
    location = finding.location
    is_field = location.path == "projguard.yaml" and location.key_path != ()
    at = dotted(location.key_path) if is_field else f"{location.path}:{location.span.start.line + 1}"
    return finding.code, finding.severity, at, wording.message(finding)


def expected(entry: dict[str, str]) -> tuple[str, str, str, str]:
    """Give what a case states."""
    return entry["code"], entry["severity"], entry["at"], entry["message"]
