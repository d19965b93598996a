"""The shortest way to a clear gate: which gaps to close, by whom, by when, the cheapest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from projguard.advice.questions import Gap
from projguard.advice.topics import place_in_order, topic_of
from projguard.model.finding import Finding
from projguard.model.rule import Ask, Family, Rule
from projguard.model.source import KeyPath

WRITING: Mapping[Family, int] = {
    "placeholder": 5,
    "presence": 10,
    "consistency": 10,
    "time": 10,
    "advice": 5,
    "evidence": 60,
}
"""Minutes to put something right once it is known: a field is a line, a document takes an hour."""
ASKING: Mapping[Ask, int] = {"self": 0, "team": 10, "client": 20}
"""Minutes to find it out from somebody."""
MARKS = "PG0003"
"""The rule that finds a placeholder; what another rule says of the same field says more."""
MENDED = 1
"""Minutes for what ``check --fix`` mends."""


class Doer(NamedTuple):
    """Who has the next move."""

    name: str
    """Empty: nobody in particular."""
    side: Ask


class Step(NamedTuple):
    """One thing to do; it closes every finding that is listed."""

    findings: tuple[Finding, ...]
    fields: tuple[KeyPath, ...]
    minutes: int
    by: date | None
    """When it has to be done; None where no day is known."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the rules that it satisfies."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))


class Share(NamedTuple):
    """What one person has to do."""

    doer: Doer
    steps: tuple[Step, ...]
    """The cheapest first."""

    @property
    def minutes(self) -> int:
        """Effort of all steps."""
        return sum(step.minutes for step in self.steps)


def plan(
    gaps: Sequence[Gap], rules: Mapping[str, Rule], doer_of: Callable[[Finding], Doer], latest: date | None
) -> tuple[Share, ...]:
    """Share out the gaps that fail a gate; those that one answer closes are one step, due on the earliest of their days.

    ``latest`` is the day by which everything has to be done that names no day of its own.
    """
    groups: dict[tuple[Doer, str], list[Gap]] = {}
    for same_field in _by_field(gaps):
        leader = next((gap for gap in same_field if gap.finding.code != MARKS), same_field[0]).finding
        groups.setdefault((doer_of(leader), leader.code), []).extend(same_field)
    shares: dict[Doer, list[Step]] = {}
    for (doer, code), group in groups.items():
        days = [day for day in (latest, *(gap.due for gap in group)) if day]
        findings = tuple(gap.finding for gap in group)
        step = Step(
            findings=findings,
            fields=tuple(dict.fromkeys(field for gap in group for field in gap.fields)),
            minutes=_together(findings, rules[code]),
            by=min(days, default=None),
        )
        shares.setdefault(doer, []).append(step)

    def order(step: Step) -> tuple[int, date, int, str]:
        topic = place_in_order(topic_of(step.findings[0], rules[step.codes[0]]))
        return step.minutes, step.by or date.max, topic, step.codes[0]

    sorted_shares = [Share(doer, tuple(sorted(steps, key=order))) for doer, steps in shares.items()]
    return tuple(sorted(sorted_shares, key=lambda share: (share.minutes, share.doer)))


def effort(finding: Finding, rule: Rule) -> int:
    """Estimate the minutes that closing a finding takes."""
    if finding.fix is not None and finding.fix.safety == "safe" and finding.fix.edits:
        return MENDED
    return WRITING[rule.family] + ASKING[rule.ask]


def _together(findings: Sequence[Finding], rule: Rule) -> int:
    """Estimate several findings of one rule: asking once is enough, each is written by itself."""
    efforts = [effort(finding, rule) for finding in findings if finding.code == rule.code]
    return max(efforts) + WRITING[rule.family] * (len(efforts) - 1)


def _by_field(gaps: Sequence[Gap]) -> list[list[Gap]]:
    """Group gaps that one answer closes, since they are about the same fields."""
    groups: dict[object, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.fields or gap.finding.fingerprint, []).append(gap)
    return list(groups.values())
