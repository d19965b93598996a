"""A baseline at work: accepted gaps are kept, but not open until their day has passed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """Mark accepted findings; ``ran`` are codes of rules that were judged, ``never`` those that cannot be accepted.

    Of several entries for one gap the one that ends first holds.
    """
    by_print = {entry.fingerprint: entry for entry in sorted(accepted, key=lambda entry: entry.due, reverse=True)}
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
            marked.append(finding._replace(due=entry.due))
        else:
            counts["old"] += 1
            marked.append(finding._replace(state="baselined", due=entry.due))
    stale = tuple(entry for entry in accepted if entry.fingerprint not in seen and entry.code in ran)
    return Compared(tuple(marked), Tally(**counts, fixed=len(stale)), stale)


def compare_since(
    compared: Compared, before: Mapping[str, str], revision: str, *, ran: Collection[str], never: Collection[str]
) -> Compared:
    """Mark as well what a project had at a revision; ``before`` gives the codes of what was found then."""
    marked: list[Finding] = []
    aged = 0
    for finding in compared.findings:
        is_new = finding.state == "open" and finding.due is None and finding.severity != "info"
        if is_new and finding.fingerprint in before and finding.code not in never:
            aged += 1
            marked.append(finding._replace(state="baselined", because=revision))
        else:
            marked.append(finding)
    tally = compared.tally
    seen = {finding.fingerprint for finding in compared.findings} | {entry.fingerprint for entry in compared.stale}
    gone = sum(code in ran and found not in seen for found, code in before.items())
    told = tally._replace(new=tally.new - aged, old=tally.old + aged, fixed=tally.fixed + gone)
    return Compared(tuple(marked), told, compared.stale)
