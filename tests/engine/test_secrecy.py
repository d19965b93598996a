"""No rule quotes what another one found to be a secret."""

from __future__ import annotations

from typing import Any

import pytest

from projguard.catalogue.examples import read_example

TOKEN = f"ghp_{'0123456789abcdefghij' * 2}"


@pytest.mark.parametrize(
    ("patch", "code", "message"),
    [
        (
            f"manifest: {{people: {{igor: {{phone: {TOKEN}}}}}}}",
            "PG0005",
            "people.igor.phone: «***», expected a phone number in quotes",
        ),
        (
            'manifest: {knowledge_base: {owner: "пароль: Zima-2026"}}',
            "PG0004",
            "knowledge_base.owner: «***» is not in people",
        ),
        (
            'files: {qa/runs/2026-11-20-build.md: "# Прогон\\n- [ ] пароль: Zima-2026\\n"}',
            "PG0906",
            "qa/runs/2026-11-20-build.md: «***» is not ticked and not explained",
        ),
    ],
    ids=["value", "person", "task item"],
)
def test_a_secret_is_not_quoted(patch: str, code: str, message: str, judge: Any, wording: Any) -> None:
    """Where a sentence would quote a secret, it shows asterisks."""
    report = judge(read_example(patch))
    said = {finding.code: wording.message(finding) for finding in report.findings}
    assert "PG0009" in said
    assert said[code] == message


def test_what_is_no_secret_stays(judge: Any, wording: Any) -> None:
    """Other findings of the same project are told in full."""
    report = judge(read_example("manifest: {tools: {password: qwerty-123}, knowledge_base: {owner: zoya}}"))
    said = [wording.message(finding) for finding in report.findings if finding.code == "PG0004"]
    assert said == ["knowledge_base.owner: «zoya» is not in people"]
