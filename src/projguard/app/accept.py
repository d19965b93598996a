"""Today's gaps, written down as accepted, each until a day; what is closed is taken off the list."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from projguard.engine.control import NEVER
from projguard.model.baseline import Accepted, Baseline
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.reading.baseline_file import render_baseline

TERM = timedelta(days=30)
"""How long a gap is accepted where nobody says."""


@dataclass(slots=True, kw_only=True)
class Acceptance:
    """One file of accepted gaps while it is brought up to date, project by project."""

    before: Baseline
    """What it held."""
    digest: str = ""
    """SHA-256 of the file as read; empty for one that is not there yet."""
    converted: bool = False
    """True where it was of another version, of which nothing is used."""
    due: date | None = None
    """The day until which new and overdue gaps are accepted; None: a month from now, and what is overdue stays so."""
    prune: bool = False
    """Only take off what is closed."""
    kept: list[Accepted] = field(default_factory=list)
    new: list[Accepted] = field(default_factory=list)
    closed: list[Accepted] = field(default_factory=list)
    overdue: int = 0
    refused: int = 0
    """Open gaps that cannot be accepted."""
    seen: set[str] = field(default_factory=set)

    def add(self, manifest: Path, report: ProjectReport, never: frozenset[str] = frozenset()) -> None:
        """Take in one project, judged beside what was accepted before; ``never`` are rules that nobody may accept."""
        project = name_of(manifest, self.before)
        self.seen.add(project)
        before = self.before.entries.get(project, ())
        self.closed += report.stale
        open_again = {entry.fingerprint for entry in report.findings if entry.due is not None and entry.state == "open"}
        for entry in before:
            if entry not in report.stale:
                is_overdue = entry.fingerprint in open_again
                self.overdue += is_overdue and self.due is None
                self.kept.append(entry._replace(due=self.due) if self.due and is_overdue else entry)
        if not self.prune and report.readable:
            self.new += self._fresh(project, report, {entry.fingerprint for entry in before}, never)

    def text(self) -> str:
        """Give the new text of the file; projects that were not looked at keep what they had."""
        others = [
            entry for project, entries in self.before.entries.items() for entry in self._untouched(project, entries)
        ]
        return render_baseline([*others, *self.kept, *self.new])

    def _fresh(
        self, project: str, report: ProjectReport, before: set[str], never: frozenset[str]
    ) -> Iterator[Accepted]:
        due = self.due or report.as_of + TERM
        for finding in report.findings:
            if finding.state != "open" or finding.severity == "info" or finding.fingerprint in before:
                continue
            if finding.code in NEVER | never:
                self.refused += 1
            else:
                yield _accepted(project, finding, due)

    def _untouched(self, project: str, entries: Sequence[Accepted]) -> Sequence[Accepted]:
        if project in self.seen:
            return ()
        if self.prune and not (Path(self.before.folder) / project).exists():
            self.closed += entries
            return ()
        return entries


def name_of(manifest: Path, baseline: Baseline) -> str:
    """Give the name of a project in a baseline: the path of its manifest from the baseline's folder."""
    path = os.path.abspath(manifest)  # noqa: PTH100 - links stay as typed
    return os.path.relpath(path, baseline.folder).replace(os.sep, "/")


def _accepted(project: str, finding: Finding, due: date) -> Accepted:
    return Accepted(project, finding.code, finding.pointer, finding.fingerprint, due)
