"""A whole run: reports go to every output as they come, and the exit status follows from what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from projguard.model.config import Gate
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES, Rule
from projguard.model.run import Row, Totals, row_of, totals_of
from projguard.model.values import Text, Word

CLEAR, FOUND, NOTHING, INCOMPLETE, FAILED = 0, 1, 3, 4, 5


@dataclass(slots=True, kw_only=True)
class Session:
    """Gathers a row per project while reports pass through."""

    rules: Mapping[str, Rule]
    gate: Gate
    unlisted: Sequence[str] = ()
    """Folders that could not be looked into."""
    rows: list[Row] = field(default_factory=list)

    def passing(self, reports: Iterable[ProjectReport]) -> Iterator[ProjectReport]:
        """Let reports through and keep a row of each."""
        for report in reports:
            self.rows.append(row_of(report, self.rules.__getitem__))
            yield report

    def totals(self, *, interrupted: int = 0) -> Totals:
        """Say how the run ended; ``interrupted`` is the status of the signal that cut it short."""
        rows = tuple(self.rows)
        if interrupted:
            return totals_of(rows, interrupted, Notice(message="interrupted"), partial=True)
        status, reason = self._ended()
        notices = tuple(Notice(message="unlisted", values={"path": Text(path)}) for path in self.unlisted)
        return totals_of(rows, status, reason, notices=notices)

    def _ended(self) -> tuple[int, Notice]:
        """Give status and reason; the worst of several: failed, incomplete, found."""
        failures = sum(row.failures for row in self.rows)
        unopened = sum(row.unopened for row in self.rows)
        if failures:
            return FAILED, Notice(message="failed", values={"count": failures})
        if unopened:
            return INCOMPLETE, Notice(message="unopened", values={"count": unopened})
        if self.unlisted:
            return INCOMPLETE, Notice(message="unlisted", values={"path": Text(self.unlisted[0])})
        if self.gate == "never":
            count = sum(row.found.get(severity, 0) for row in self.rows for severity in SEVERITIES)
            return CLEAR, Notice(message="never", values={"count": count})
        failing = SEVERITIES[: SEVERITIES.index(self.gate) + 1]
        count = sum(row.found.get(severity, 0) for row in self.rows for severity in failing)
        if count:
            return FOUND, Notice(message="findings", values={"count": count, "level": Word(self.gate)})
        return CLEAR, Notice(message="clear", values={"level": Word(self.gate)})
