"""The same project on other days: what only time made a finding, and what will become one."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, TypeAlias

from projguard.model.finding import Finding
from projguard.model.report import Due
from projguard.project.project import Project

Judge: TypeAlias = Callable[[Project], Sequence[Finding]]
Fails: TypeAlias = Callable[[Sequence[Finding]], frozenset[str]]
"""Gives the fingerprints of the findings that fail a gate."""


class Days(NamedTuple):
    """One project, and how it is judged."""

    project: Project
    judge: Judge
    fails: Fails

    def became_due(self, manifest: Path, findings: Sequence[Finding]) -> tuple[Due, ...]:
        """Give the findings that fail a gate now and did not on the day on which the manifest was last changed.

        Nothing where that day is not known: the manifest is not committed, was changed since, or git cannot tell.
        """
        changed = self.project.git_dates((manifest.name,)).dates.get(manifest.name)
        if changed is None or changed >= self.project.as_of:
            return ()
        due = self.fails(findings) - self._failing(changed)
        return tuple(
            Due(self._first_day(entry.fingerprint, changed), entry) for entry in findings if entry.fingerprint in due
        )

    def upcoming(self, horizon: int, findings: Sequence[Finding]) -> tuple[Due, ...]:
        """Give what is open on the days ahead and not today, each on its first day; notes are left out.

        What a waiver or the baseline covers today comes back after its end, so that it is told as well.
        """
        known = {entry.fingerprint for entry in findings if entry.state == "open"}
        found: list[Due] = []
        for ahead in range(1, horizon + 1):
            day = self.project.as_of + timedelta(days=ahead)
            for entry in self.judge(self.project.on(day)):
                if entry.fingerprint not in known and entry.state == "open" and entry.severity != "info":
                    known.add(entry.fingerprint)
                    found.append(Due(day, entry))
        return tuple(found)

    def _failing(self, day: date) -> frozenset[str]:
        return self.fails(self.judge(self.project.on(day)))

    def _first_day(self, fingerprint: str, changed: date) -> date:
        """Find the first day of a finding by halving, since what is due stays due."""
        days = range(1, (self.project.as_of - changed).days + 1)
        at = bisect_left(days, 1, key=lambda ahead: int(fingerprint in self._failing(changed + timedelta(days=ahead))))
        return changed + timedelta(days=days[min(at, len(days) - 1)])
