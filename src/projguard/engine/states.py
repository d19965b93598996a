"""In which state each rule ended: the first that applies of a fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Literal

from projguard.engine.run import Judged
from projguard.model.finding import Finding, Outcome, RuleState
from projguard.model.rule import Requirement

OFF = ("phase", "configuration")
HIDDEN: tuple[Literal["waived", "suppressed", "baselined"], ...] = ("waived", "suppressed", "baselined")
UNJUDGED = ("off", "skipped")
"""States of a rule that looked at nothing."""


def outcomes(judged: Sequence[Judged], findings: Sequence[Finding]) -> tuple[Outcome, ...]:
    """Give every judged rule its state, sorted by code."""
    weighty: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity != "info":
            weighty.setdefault(finding.code, []).append(finding)
    told = [Outcome(rule.rule.code, *_state(rule, weighty)) for rule in judged]
    return tuple(sorted(told, key=attrgetter("code")))


def has_looked(outcome: Outcome) -> bool:
    """Tell whether a rule looked at something."""
    return outcome.state not in UNJUDGED


def _state(judged: Judged, weighty: Mapping[str, Sequence[Finding]]) -> tuple[RuleState, tuple[str, ...]]:
    rule, _, rest, crash = judged
    if crash:
        return "crashed", (crash,)
    if rule.code in weighty:
        own = weighty[rule.code]
        if any(finding.state == "open" for finding in own):
            return "failed", ()
        for hidden in HIDDEN:
            if reasons := tuple(dict.fromkeys(finding.because for finding in own if finding.state == hidden)):
                return hidden, reasons
    if rest and rest[0] in OFF:
        return "off", rest
    if rule.requires and (missing := tuple(item.code for item in rule.requires if _speaks(item, weighty))):
        return "skipped", missing
    return ("not_applicable", rest) if rest else ("passed", ())


def _speaks(requirement: Requirement, weighty: Mapping[str, Sequence[Finding]]) -> bool:
    said = weighty.get(requirement.code, ())
    return any(not requirement.messages or finding.message in requirement.messages for finding in said)
