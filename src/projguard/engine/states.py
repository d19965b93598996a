"""In which state each rule ended: the first that applies of a fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Literal

from projguard.engine.run import Judged
from projguard.model.finding import Finding, Outcome
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
    told = [
        _outcome(one, weighty) if weighty or crash or rest else _passed(rule.code)
        for one in judged
        for rule, _, rest, crash in (one,)
    ]
    return tuple(sorted(told, key=attrgetter("code")))


def has_looked(outcome: Outcome) -> bool:
    """Tell whether a rule looked at something."""
    return outcome.state not in UNJUDGED


def _outcome(judged: Judged, weighty: Mapping[str, Sequence[Finding]]) -> Outcome:
    rule, _, rest, crash = judged
    code = rule.code
    if crash:
        return Outcome(code, "crashed", (crash,))
    if code in weighty:
        own = weighty[code]
        if any(finding.state == "open" for finding in own):
            return Outcome(code, "failed")
        for hidden in HIDDEN:
            if reasons := tuple(dict.fromkeys(finding.because for finding in own if finding.state == hidden)):
                return Outcome(code, hidden, reasons)
    if rest and rest[0] in OFF:
        return Outcome(code, "off", rest)
    if weighty and (missing := tuple(item.code for item in rule.requires if _speaks(item, weighty))):
        return Outcome(code, "skipped", missing)
    return Outcome(code, "not_applicable", rest) if rest else _passed(code)


@cache
def _passed(code: str) -> Outcome:
    """Give how most rules end; the same for all projects."""
    return Outcome(code, "passed")


def _speaks(requirement: Requirement, weighty: Mapping[str, Sequence[Finding]]) -> bool:
    said = weighty.get(requirement.code, ())
    return any(not requirement.messages or finding.message in requirement.messages for finding in said)
