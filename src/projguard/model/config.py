"""What a run is asked to do: every setting with its default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.limits import Limits
from projguard.model.rule import NOTHING, Level, Params, Phase, Severity

Gate: TypeAlias = Literal["error", "warning", "info", "never"]
Language: TypeAlias = Literal["en", "ru"]


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
    select: tuple[str, ...] = ()
    """Codes, prefixes, names, ``point:7``, packs or ``ALL``; empty: every rule that is on by default."""
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = NOTHING
    """Levels of rules by code, in place of the card's."""
    params: Mapping[str, Params] = NOTHING
    """Parameters of rules by code, on top of the card's."""
    fail_on: Gate = "error"
    """Lowest severity that fails the run."""
    min_severity: Severity = "info"
    """Lowest severity that is shown."""
    lang: Language = "en"
    exclude: tuple[str, ...] = ()
    """Folder patterns that the search for projects leaves out."""
    jobs: int = 0
    """Processes; 0: as many as pay."""
    limits: Limits = Limits()
