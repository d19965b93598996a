"""What fails a run: open findings of enough weight, of the rules that count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from projguard.engine.select import precision
from projguard.model.config import Gate, GateTerms
from projguard.model.finding import Finding
from projguard.model.rule import SEVERITIES, Rule


def failing_findings(findings: Iterable[Finding], gate: GateTerms, rules: Mapping[str, Rule]) -> frozenset[str]:
    """Give the fingerprints of the findings that fail a run."""
    return frozenset(
        finding.fingerprint
        for finding in findings
        if finding.state == "open" and (_fails(finding, gate, rules) or _must_fail(finding, gate))
    )


def _fails(finding: Finding, gate: GateTerms, rules: Mapping[str, Rule]) -> bool:
    return _is_heavy(finding, gate.severity) and _counts(rules[finding.code], gate)


def _must_fail(finding: Finding, gate: GateTerms) -> bool:
    return finding.code in gate.always and _is_heavy(finding, gate.least)


def _is_heavy(finding: Finding, least: Gate) -> bool:
    return least != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(least)


def _counts(rule: Rule, gate: GateTerms) -> bool:
    return not gate.rules or any(precision(selector, rule) for selector in gate.rules)
