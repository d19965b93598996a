"""What a run is asked to do: every setting with its default."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.limits import Limits
from projguard.model.rule import NOTHING, Level, Params, Phase, Severity
from projguard.model.values import Audience

Gate: TypeAlias = Literal["error", "warning", "info", "never"]
Language: TypeAlias = Literal["en", "ru"]
Way: TypeAlias = Literal["ignore", "severity", "override", "inline", "baseline"]
"""How somebody may try to get around a rule."""


class Selection(NamedTuple):
    """Which rules one layer of settings wants."""

    select: tuple[str, ...] | None = None
    """Codes, prefixes, names, ``point:7``, packs or ``ALL``; None leaves what lower layers chose."""
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Override(NamedTuple):
    """Other settings for some files or places."""

    origin: str
    """Where it stands: path and line."""
    base: str
    """Folder, absolute, that its paths begin at."""
    paths: tuple[str, ...] = ()
    """Globs of manifests or evidence files; empty: all."""
    pointers: tuple[str, ...] = ()
    """Places, as pointers; empty: everywhere."""
    severity: Mapping[str, Level] = NOTHING
    """By code."""
    params: Mapping[str, Params] = NOTHING
    """By code."""
    ignore: tuple[str, ...] = ()
    """Codes."""


class Attempt(NamedTuple):
    """An attempt of the settings to get around a mandatory rule, which has no effect."""

    code: str
    way: Way
    path: str
    """File, as shown to people; empty: the command line."""
    line: int = 0
    """From 0."""
    column: int = 0


class Mandatory(NamedTuple):
    """Rules that always hold."""

    codes: frozenset[str] = frozenset()
    approvers: tuple[str, ...] = ()
    """Ids, names or e-mail addresses of people whose waiver counts all the same."""


class GateTerms(NamedTuple):
    """What fails a run."""

    severity: Gate = "error"
    """Lowest severity that fails."""
    rules: tuple[str, ...] = ()
    """Selectors of rules and points that count; empty: all."""
    dates: bool = True
    """False: what only became due, in a file that did not change, is told and fails nothing."""
    name: str = ""
    """Empty for what ``--fail-on`` says."""
    always: frozenset[str] = frozenset()
    """Codes of mandatory rules: a folder's own settings cannot keep them from failing a run."""
    least: Gate = "never"
    """Lowest severity from which those fail."""


class Pack(NamedTuple):
    """A folder of card files that settings name."""

    folder: str
    """Absolute."""
    shown: str
    """As people see it."""


class Config(NamedTuple):
    """The settings of one run."""

    phase: Phase | None = None
    """Judge as if every project were in this phase; None: the manifest's own."""
    as_of: date | None = None
    """The day to judge by; None: the day of ``now`` in the project's time zone."""
    now: datetime | None = None
    """The instant at which the run started, UTC; the command line takes it once."""
    time_zone: str = "UTC"
    """Time zone of agencies that name none (IANA)."""
    jurisdiction: str = ""
    """Country of agencies that name none (ISO 3166-1)."""
    selections: tuple[Selection, ...] = ()
    """What configuration files want, the lowest layer first."""
    select: tuple[str, ...] = ()
    """Of the command line, like the next two; empty: what the layers below chose, at first what is on by default."""
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = NOTHING
    """Levels of rules by code, in place of the card's."""
    params: Mapping[str, Params] = NOTHING
    """Parameters of rules by code, on top of the card's."""
    gate: GateTerms = GateTerms()
    """What fails the run."""
    overrides: tuple[Override, ...] = ()
    """The lowest layer first."""
    mandatory: Mandatory = Mandatory()
    attempts: tuple[Attempt, ...] = ()
    """Against mandatory rules, by settings."""
    min_severity: Severity = "info"
    """Lowest severity that is shown."""
    lang: Language = "en"
    exclude: tuple[str, ...] = ()
    """Folder patterns that the search for projects leaves out."""
    jobs: int = 0
    """Processes; 0: as many as pay."""
    limits: Limits = Limits()
    baseline: str = ""
    """Path of the file of accepted gaps; empty: none."""
    horizon: int = 0
    """Days ahead in which what becomes due is told."""
    since: str = ""
    """Revision whose gaps count as old."""
    untrusted: bool = False
    """Comments that suppress, and baselines, are counted and have no effect."""
    audience: Audience = "agency"
    """Who reads the reports."""
    drawn: bool = False
    """Work out what pictures show: plan, money, waivers."""
    packs: tuple[Pack, ...] = ()
    """Folders of card files that the settings name, in their order."""
    executor: str = ""
    """Where projects are checked, by a name that a plugin knows; empty: here."""
    scheduler: str = ""
    """The executor's address."""
