"""The same project on other days: what only time made a finding, and what will become one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from projguard.model.finding import Finding
from projguard.model.report import Due
from projguard.project.project import Project

JUDGE = Callable[[Project], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Days:
    """One project, and how it is judged."""

    project: Project
    judge: JUDGE

    def became_due(self, manifest: Path, findings: Sequence[Finding]) -> tuple[Due, ...]:
        """Give the open findings that were none on the day on which the manifest was last changed.

        Nothing where that day is not known: the manifest is not committed, was changed since, or git cannot tell.
        """
        changed = self.project.git_dates((manifest.name,)).dates.get(manifest.name)
        if changed is None or changed >= self.project.as_of:
            return ()
        before = self._prints(changed)
        due = [entry for entry in findings if entry.state == "open" and entry.fingerprint not in before]
        return tuple(Due(self._first_day(entry.fingerprint, changed), entry) for entry in due)

    def upcoming(self, horizon: int, findings: Sequence[Finding]) -> tuple[Due, ...]:
        """Give what is found on the days ahead and not today, each on its first day; notes are left out."""
        known = {entry.fingerprint for entry in findings}
        found: list[Due] = []
        for ahead in range(1, horizon + 1):
            day = self.project.as_of + timedelta(days=ahead)
            for entry in self.judge(replace(self.project, as_of=day)):
                if entry.fingerprint not in known and entry.state == "open" and entry.severity != "info":
                    known.add(entry.fingerprint)
                    found.append(Due(day, entry))
        return tuple(found)

    def _prints(self, day: date) -> frozenset[str]:
        return frozenset(entry.fingerprint for entry in self.judge(replace(self.project, as_of=day)))

    def _first_day(self, fingerprint: str, changed: date) -> date:
        """Find the first day of a finding by halving, since what is due stays due."""
        days = range(1, (self.project.as_of - changed).days + 1)
        at = bisect_left(days, 1, key=lambda ahead: int(fingerprint in self._prints(changed + timedelta(days=ahead))))
        return changed + timedelta(days=days[min(at, len(days) - 1)])
