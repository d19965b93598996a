"""The result of a run: one report per project."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from projguard.model.baseline import Accepted, Tally
from projguard.model.config import GateTerms
from projguard.model.finding import Finding, Notice, Outcome
from projguard.model.rule import NOTHING, Phase

if TYPE_CHECKING:
    from projguard.model.pictures import Budget, Past, Timeline, WaiverTerm  # drawn by few outputs


class Due(NamedTuple):
    """A finding, and the first day on which it is one."""

    day: date
    finding: Finding


DEFAULT_GATE = GateTerms()
PointState: TypeAlias = Literal["red", "amber", "green", "grey"]


class PointResult(NamedTuple):
    """The traffic light of one point."""

    point: int
    state: PointState
    errors: int
    """Open errors."""
    warnings: int
    """Open warnings."""
    notes: int = 0
    hidden: int = 0
    """Errors and warnings that are waived, suppressed or baselined."""


class Readiness(NamedTuple):
    """(green + amber / 2) / (green + amber + red) over the points 1 to 10, in percent."""

    green: int
    amber: int
    red: int
    grey: int
    percent: float | None
    """None where no point has a colour or the manifest could not be read."""


class ProjectReport(NamedTuple):
    """Everything that is known about one project after a run."""

    path: str
    """Path of the manifest, as shown to people."""
    id: str
    title: str
    client: str
    phase: Phase
    """The phase judged."""
    as_of: date
    points: tuple[PointResult, ...]
    readiness: Readiness
    outcomes: tuple[Outcome, ...]
    """Every enabled rule exactly once, sorted by code."""
    findings: tuple[Finding, ...]
    """Sorted by path, start, code; hidden ones included."""
    sources: Mapping[str, str] = NOTHING
    """Text of each file that a finding stands in, by shown path."""
    notices: tuple[Notice, ...] = ()
    start: date | None = None
    """First day of the project."""
    language: str = ""
    """The project's own language (BCP 47), empty where it names none."""
    readable: bool = True
    """False where the manifest could not be read at all."""
    fixes: tuple[Notice, ...] = ()
    """What fixes did, or would do, and which of them are not made."""
    diff: str = ""
    """What fixes would change, as a unified diff."""
    unwritten: str = ""
    """Path of a file that could not be written, as shown to people."""
    unopened: bool = False
    """True when some file could not be opened for lack of permission or an I/O error."""
    baseline: Tally | None = None
    """How its gaps stand to what was accepted; None where there is no baseline."""
    stale: tuple[Accepted, ...] = ()
    """What a baseline holds though it is closed."""
    failing: int = 0
    """Open findings that fail the run."""
    is_checked: bool = True
    """False where no rule was on beside the one that the manifest can be read."""
    withheld: int = 0
    """Open findings that fail the run and are not for the reader of this report."""
    became_due: tuple[Due, ...] = ()
    """Open findings that a gate lets pass, since only time made them."""
    upcoming: tuple[Due, ...] = ()
    """What will be found on a later day, if nothing changes."""
    gate: GateTerms = DEFAULT_GATE
    """What fails the run."""
    matched: frozenset[str] = frozenset()
    """Origins of the overrides that had something to apply to."""
    failures: tuple[str, ...] = ()
    """What failed inside projguard or a plugin, one line each."""
    timeline: "Timeline | None" = None
    """The plan; None where no output of the run draws it, or no product has a date."""
    money: "Budget | None" = None
    """The estimate against the budget; None where no output of the run draws it, or nothing is said of either."""
    waivers: "tuple[WaiverTerm, ...]" = ()
    """Accepted gaps of the manifest, where an output of the run shows them."""
    history: "tuple[Past, ...]" = ()
    """Readiness on earlier days, the first one first; empty where nobody asked for it."""
