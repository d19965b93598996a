"""A baseline at work: accepted gaps are kept, but not open until their day has passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from projguard.model.baseline import Accepted, Tally
from projguard.model.finding import Finding


class Compared(NamedTuple):
    """A project's findings beside what was accepted."""

    findings: tuple[Finding, ...]
    tally: Tally
    stale: tuple[Accepted, ...]
    """Accepted, and no longer found although their rules ran."""


def compare(
    findings: Iterable[Finding],
    accepted: Sequence[Accepted],
    as_of: date,
    *,
    ran: Collection[str],
    never: Collection[str],
) -> Compared:
    """Mark accepted findings; ``ran`` are codes of rules that were judged, ``never`` those that cannot be accepted."""
    by_print = {entry.fingerprint: entry for entry in accepted}
    marked: list[Finding] = []
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for finding in findings:
        entry = by_print.get(finding.fingerprint)
        seen.add(finding.fingerprint)
        if finding.severity == "info" or finding.state != "open" or finding.code in never or entry is None:
            counts["new"] += finding.severity != "info" and finding.state == "open"
            marked.append(finding)
        elif entry.due < as_of:
            counts["overdue"] += 1
            marked.append(replace(finding, due=entry.due))
        else:
            counts["old"] += 1
            marked.append(replace(finding, state="baselined", due=entry.due))
    stale = tuple(entry for entry in accepted if entry.fingerprint not in seen and entry.code in ran)
    return Compared(tuple(marked), Tally(**counts, fixed=len(stale)), stale)
