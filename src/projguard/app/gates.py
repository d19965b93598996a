"""Gates: what fails a run, built in or by the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from projguard.model.config import GateTerms
from projguard.model.source import KeyPath

BUILT_IN_GATES: Mapping[str, Mapping[str, Any]] = {
    "commit": {"severity": "error", "dates": False},
    "kickoff": {"severity": "error", "phase": "kickoff"},
    "ci": {"severity": "error"},
}
"""A commit fails for what its author wrote, not for a date that has come; kickoff asks whether work may start."""


def terms_of(name: str, value: Mapping[KeyPath, Any]) -> Mapping[str, Any]:
    """Give the terms of a gate: as configured, for the rest as built in."""
    return {**BUILT_IN_GATES.get(name, {}), **value.get(("gates", name), {})}


def gate_of(name: str, value: Mapping[KeyPath, Any]) -> GateTerms:
    """Give the gate of a name, and what fails a run where it has none."""
    terms = terms_of(name, value)
    rules = (*terms.get("rules", ()), *(f"point:{point}" for point in terms.get("points", ())))
    severity = terms.get("severity", value.get(("fail_on",), "error"))
    return GateTerms(severity=severity, rules=rules, dates=terms.get("dates", True), name=name)
