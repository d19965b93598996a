"""What fails a run: open findings of enough weight, of the rules that count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from projguard.engine.select import precision
from projguard.model.config import GateTerms
from projguard.model.finding import Finding
from projguard.model.rule import SEVERITIES, Rule


def failing_findings(findings: Iterable[Finding], gate: GateTerms, rules: Mapping[str, Rule]) -> frozenset[str]:
    """Give the fingerprints of the findings that fail a run."""
    if gate.severity == "never":
        return frozenset()
    heavy = SEVERITIES[: SEVERITIES.index(gate.severity) + 1]
    return frozenset(
        finding.fingerprint
        for finding in findings
        if finding.state == "open" and finding.severity in heavy and _counts(rules[finding.code], gate)
    )


def _counts(rule: Rule, gate: GateTerms) -> bool:
    return not gate.rules or any(precision(selector, rule) for selector in gate.rules)
