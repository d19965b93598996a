"""A whole run: reports go to every output as they come, and the exit status follows from what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from projguard.app.settings import Settings
from projguard.model.config import GateTerms
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES, Rule
from projguard.model.run import Row, Totals, row_of, totals_of
from projguard.model.values import Audience, Text, Value, Word

ALIKE = ("phase", "as_of", "start", "points", "readiness", "gate", "matched")
COUNTS = ("found", "codes", "rules")
"""Parts of a row that have few values."""
_alike, _counts = attrgetter(*ALIKE), attrgetter(*COUNTS)
CLEAR, FOUND, NOTHING, INCOMPLETE, FAILED = 0, 1, 3, 4, 5


class Session:
    """Gathers a row per project while reports pass through."""

    def __init__(
        self,
        *,
        rules: Mapping[str, Rule],
        unlisted: Sequence[str] = (),
        settings: Sequence[Settings] = (),
        audience: Audience = "agency",
    ) -> None:
        self.rules = rules
        self.unlisted = unlisted
        """Folders that could not be looked into."""
        self.settings = settings
        """Those of the run, whose notices are told at its end."""
        self.audience = audience
        self.rows: list[Row] = []
        self.failures: list[Notice] = []
        """What failed beside the checking itself: reporters, observers."""
        self.fixes: list[Notice] = []
        self.unwritten: list[str] = []
        """Files that could not be written."""
        self.lost: list[Notice] = []
        """Reports that could not be written, each with the reason."""
        self.same: dict[Any, Any] = {}
        """Parts of rows, each once: most projects of a portfolio are alike, and ten thousand rows must stay small."""

    def passing(self, reports: Iterable[ProjectReport]) -> Iterator[ProjectReport]:
        """Let reports through and keep a row of each."""
        for report in reports:
            self.rows.append(self._shared(row_of(report, self.rules.__getitem__)))
            self.fixes += report.fixes
            self.unwritten += [report.unwritten] if report.unwritten else []
            yield report

    def _shared(self, row: Row) -> Row:
        """Give a row whose parts are those of earlier rows where they are equal."""
        once = self.same.setdefault
        alike = {name: once((name, part), part) for name, part in zip(ALIKE, _alike(row), strict=True)}
        counts = {name: once(tuple(count.items()), count) for name, count in zip(COUNTS, _counts(row), strict=True)}
        return row._replace(**alike, **counts)

    def totals(self, *, interrupted: int = 0) -> Totals:
        """Say how the run ended; ``interrupted`` is the status of the signal that cut it short."""
        rows = tuple(self.rows)
        if interrupted:
            return totals_of(rows, interrupted, Notice(message="interrupted"), partial=True)
        status, reason = self._ended()
        notices = _each_once(self._notices())
        return totals_of(rows, status, reason, notices=notices)

    def _notices(self) -> Iterator[Notice]:
        yield from self.failures
        yield from self.lost
        yield from self.fixes
        for path in self.unlisted:
            yield Notice(message="unlisted", values={"path": Text(path)})
        for row in self.rows:
            if not row.is_checked and any(other.is_checked for other in self.rows):
                yield Notice(message="unchecked", values={"path": Text(row.path)})
        if self.audience == "client":
            return
        matched = {origin for row in self.rows for origin in row.matched}
        for settings in self.settings:
            yield from settings.notices
            for override in settings.config.overrides:
                if override.origin not in matched:
                    yield Notice("idle_override", {"place": Text(override.origin)})

    def _ended(self) -> tuple[int, Notice]:
        """Give status and reason; the worst of several: failed, incomplete, found."""
        failures = sum(row.failures for row in self.rows) + len(self.failures)
        unopened = sum(row.unopened for row in self.rows)
        if failures:
            return FAILED, Notice(message="failed", values={"count": failures})
        if self.unwritten:
            return INCOMPLETE, Notice(message="not_written", values={"path": Text(self.unwritten[0])})
        if unopened:
            return INCOMPLETE, Notice(message="unopened", values={"count": unopened})
        if self.unlisted:
            return INCOMPLETE, Notice(message="unlisted", values={"path": Text(self.unlisted[0])})
        return self._gated()

    def _gated(self) -> tuple[int, Notice]:
        count = sum(row.failing for row in self.rows)
        gate = next((row.gate for row in self.rows), GateTerms())
        if count:
            return FOUND, Notice(message=_found(gate), values={"count": count, **_named(gate)})
        if any(row.withheld for row in self.rows):
            return FOUND, Notice("withheld")
        if self.rows and not any(row.is_checked for row in self.rows):
            return NOTHING, Notice(message="all_off")
        stale = sum(row.stale for row in self.rows)
        if stale and gate.severity != "never":
            return FOUND, Notice(message="stale_baseline", values={"count": stale})
        if gate.severity == "never":
            count = sum(row.found.get(severity, 0) for row in self.rows for severity in SEVERITIES)
            return CLEAR, Notice(message="never", values={"count": count})
        return CLEAR, Notice(message="clear" if not (gate.name or gate.rules) else "gate_clear", values=_named(gate))


def _each_once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple({(notice.message, repr(notice.values)): notice for notice in notices}.values())


def _found(gate: GateTerms) -> str:
    if gate.severity == "never":
        return "mandatory"
    return "findings" if not (gate.name or gate.rules) else "gate_findings"


def _named(gate: GateTerms) -> dict[str, Value]:
    return {"level": Word(gate.severity), "gate": Text(gate.name or ", ".join(gate.rules))}
