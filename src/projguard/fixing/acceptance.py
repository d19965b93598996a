"""Whether fixes did what they are for, and nothing that no fix may do."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, TypeAlias

from projguard.fixing.refusal import Reason
from projguard.model.finding import Finding, RuleState
from projguard.model.problem import Change, RenameKey
from projguard.model.report import ProjectReport
from projguard.model.source import KeyPath

Objection: TypeAlias = Reason | Literal["unreadable", "still_there", "new_error", "vow", "untried"]
"""still_there: what was to be mended is found again; new_error: something else is wrong now; vow: an agreement, an
approval, a reading or a date would count that did not count before; untried: too many fixes failed before it."""

_RED: tuple[RuleState, ...] = ("failed", "crashed", "waived", "suppressed", "baselined")


class Judgement(NamedTuple):
    """What is known about one state of a text."""

    report: ProjectReport
    """What was asked for, whose fixes are offered."""
    whole: ProjectReport
    """What every rule says, whatever the settings leave out."""
    vows: frozenset[KeyPath]
    """Where an agreement, approval, reading or date stands that counts."""


def objection(
    before: Judgement, after: Judgement, fixes: Sequence[Finding], vowed: Collection[str]
) -> Objection | None:
    """Say why fixes are not accepted; None where they are. ``vowed`` are the rules about what only people can give."""
    if not after.report.readable:
        return "unreadable"
    if after.vows - before.vows or _turned_green(before.whole, after.whole, vowed):
        return "vow"
    if _is_still_there(before.report, after.report, fixes):
        return "still_there"
    # What a misspelt word hid is judged from now on; a fix that keeps the meaning brings nothing to light.
    brought = _errors(after.whole) - _errors(before.whole)
    return "new_error" if brought and all(fix.fix and fix.fix.safety == "safe" for fix in fixes) else None


def vowing(vows: Collection[KeyPath], fixes: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give the fixes whose new key would make something count that only people can give."""
    heads = {path[:length] for path in vows for length in range(1, len(path) + 1)}
    return tuple(
        fix for fix in fixes if fix.fix is not None and any(_new_path(one) in heads for one in fix.fix.changes)
    )


def _new_path(change: Change) -> KeyPath:
    return (*change.at[:-1], change.key) if isinstance(change, RenameKey) else ()


def _turned_green(before: ProjectReport, after: ProjectReport, vowed: Collection[str]) -> bool:
    failed = {outcome.code for outcome in before.outcomes if outcome.state in _RED}
    passed = {outcome.code for outcome in after.outcomes if outcome.state == "passed"}
    return not failed.isdisjoint(passed.intersection(vowed))


def _is_still_there(before: ProjectReport, after: ProjectReport, fixes: Sequence[Finding]) -> bool:
    prints = {finding.fingerprint for finding in after.findings}
    if not any(fix.fingerprint in prints for fix in fixes):
        return False
    # A print that counts equal findings moves on to the next of them.
    missed = Counter(_kind(fix) for fix in fixes)
    left, found = Counter(map(_kind, after.findings)), Counter(map(_kind, before.findings))
    return any(left[kind] > found[kind] - count for kind, count in missed.items())


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def _errors(report: ProjectReport) -> Counter[tuple[str, str]]:
    return Counter(_kind(finding) for finding in report.findings if finding.severity == "error")
