"""In which state each rule ended: the first that applies of a fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from projguard.engine.run import Judged
from projguard.model.finding import Finding, Outcome
from projguard.model.rule import Requirement

OFF = ("phase", "configuration")
HIDDEN: tuple[Literal["waived", "suppressed", "baselined"], ...] = ("waived", "suppressed", "baselined")
UNJUDGED = ("off", "skipped")
"""States of a rule that looked at nothing."""


def outcomes(judged: Sequence[Judged], findings: Sequence[Finding]) -> tuple[Outcome, ...]:
    """Give every judged rule its state, in their order."""
    weighty: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity != "info":
            weighty.setdefault(finding.code, []).append(finding)
    if not weighty:
        return tuple([one.ended or _outcome(one, weighty) for one in judged])
    return tuple(
        [
            one.ended if one.ended and not (one.rule.requires or one.rule.code in weighty) else _outcome(one, weighty)
            for one in judged
        ]
    )


def has_looked(outcome: Outcome) -> bool:
    """Tell whether a rule looked at something."""
    return outcome.state not in UNJUDGED


def _outcome(judged: Judged, weighty: Mapping[str, Sequence[Finding]]) -> Outcome:
    rule, rest, crash = judged.rule, judged.rest, judged.crash
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
    if weighty and (missing := [item.code for item in rule.requires if _speaks(item, weighty)]):
        return Outcome(code, "skipped", tuple(missing))
    return judged.ended or Outcome(code, "not_applicable" if rest else "passed", rest)


def _speaks(requirement: Requirement, weighty: Mapping[str, Sequence[Finding]]) -> bool:
    said = weighty.get(requirement.code)
    if said is None or not requirement.messages:
        return said is not None
    return any(finding.message in requirement.messages for finding in said)
