"""One run as its reporters see it: how to show it, one row per project, and how it ended."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from projguard.model.baseline import Tally
from projguard.model.config import GateTerms
from projguard.model.finding import Finding, Notice, RuleState
from projguard.model.report import Due, PointResult, ProjectReport, Readiness
from projguard.model.rule import NOTHING, SEVERITIES, Phase, Rule, Severity
from projguard.model.values import Audience

ASKED = ("client", "team", "self")
"""Whose answer takes longest comes first."""
_state, _severity, _code = map(attrgetter, ("state", "severity", "code"))


class Run(NamedTuple):
    """How one output of a run is to look; an output that is a file has a run of its own."""

    version: str
    """Version of projguard."""
    as_of: date
    """The day given, else the UTC date of the run."""
    lang: str = "en"
    audience: Audience = "agency"
    """Who reads it; reports come with what is not for a client left out."""
    width: int = 80
    """Columns of the terminal."""
    color: bool = False
    encoding: str = "utf-8"
    """Encoding of the output; what it has no sign for is shown by other signs."""
    min_severity: Severity = "info"
    """Lowest severity that is shown."""
    verbosity: int = 0
    """Below 0 the last lines only, above 0 more."""
    show_hidden: bool = False
    """Show findings that are waived, suppressed or baselined."""
    statistics: bool = False
    """Count the findings of each rule."""
    details: bool = True
    """Show every finding of a project; False leaves one row of it."""
    plugins: tuple[tuple[str, str, str], ...] = ()
    """Name, distribution and version of each plugin that takes part."""

    def shows(self, finding: Finding) -> bool:
        """Tell whether a finding is to be seen."""
        graded = SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.min_severity)
        return graded and (self.show_hidden or finding.state == "open")


class Row(NamedTuple):
    """What is kept of one project until the end of a run."""

    path: str
    title: str
    client: str
    phase: Phase
    as_of: date
    points: tuple[PointResult, ...]
    readiness: Readiness
    found: Mapping[str, int]
    """Open findings by severity, hidden ones by state."""
    codes: Mapping[str, int]
    """Open findings by code."""
    rules: Mapping[RuleState, int]
    """Rules by the state in which they ended."""
    start: date | None
    urgent: Finding | None
    """The open finding to begin with."""
    readable: bool
    unopened: bool
    failing: int
    """Findings that fail the run."""
    is_checked: bool
    """False where no rule was on beside the one that the manifest can be read."""
    withheld: int
    """Findings that fail it and are not for the reader."""
    gate: GateTerms
    """What fails it."""
    stale: int
    """Accepted gaps that are closed and still listed."""
    baseline: Tally | None
    upcoming: tuple[Due, ...]
    """What will be found on a later day."""
    matched: frozenset[str]
    """Origins of the overrides that had something to apply to."""
    failures: int
    """How much failed inside projguard or a plugin."""

    @property
    def days_to_kickoff(self) -> int | None:
        """Days until the project starts; below 0 when it has started, None where no start is known."""
        return None if self.start is None else (self.start - self.as_of).days


class Totals(NamedTuple):
    """How a run ended."""

    rows: tuple[Row, ...]
    """One per project, in the order in which they were reported."""
    status: int
    """Exit status."""
    reason: Notice
    """Why the status is what it is."""
    notices: tuple[Notice, ...] = ()
    partial: bool = False
    """True when the run was cut short."""
    counts: Mapping[str, int] = NOTHING
    """Findings of all projects: open ones by severity, hidden ones by state."""

    @property
    def tally(self) -> Tally | None:
        """How the gaps of all projects stand to what was accepted; None where nothing is compared."""
        told = [row.baseline for row in self.rows if row.baseline is not None]
        return Tally(*map(sum, zip(*told, strict=True))) if told else None


def totals_of(
    rows: tuple[Row, ...], status: int, reason: Notice, *, notices: tuple[Notice, ...] = (), partial: bool = False
) -> Totals:
    """Add the rows of a run up."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.found)
    return Totals(rows=rows, status=status, reason=reason, notices=notices, partial=partial, counts=counts)


def row_of(report: ProjectReport, rule: Callable[[str], Rule]) -> Row:
    """Keep of a report what a portfolio shows; ``rule`` gives the rule of a code."""
    opened = [finding for finding in report.findings if finding.state == "open"]
    hidden = [finding.state for finding in report.findings if finding.state != "open"]
    return Row(
        path=report.path,
        title=report.title,
        client=report.client,
        phase=report.phase,
        as_of=report.as_of,
        points=report.points,
        readiness=report.readiness,
        found=Counter([*map(_severity, opened), *hidden]),
        codes=Counter(map(_code, opened)),
        rules=Counter(map(_state, report.outcomes)),
        start=report.start,
        urgent=_most_urgent(opened, report, rule),
        readable=report.readable,
        unopened=report.unopened,
        failing=report.failing,
        is_checked=report.is_checked,
        withheld=report.withheld,
        gate=report.gate,
        stale=len(report.stale),
        baseline=report.baseline,
        upcoming=report.upcoming,
        matched=report.matched,
        failures=len(report.failures),
    )


def _most_urgent(opened: list[Finding], report: ProjectReport, rule: Callable[[str], Rule]) -> Finding | None:
    """Choose the worst; among equals what keeps most other rules from being judged, then what the client must answer."""
    graded = [finding for finding in opened if finding.severity != "info"]
    if not graded:
        return None
    waiting = Counter(code for outcome in report.outcomes if outcome.state == "skipped" for code in outcome.because)

    def urgency(finding: Finding) -> tuple[int, int, int, str]:
        asked = ASKED.index(rule(finding.code).ask)
        return SEVERITIES.index(finding.severity), -waiting[finding.code], asked, finding.code

    return min(graded, key=urgency)
