"""What is reported: findings with places, and the state in which each rule ended."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.problem import Offer
from projguard.model.rule import NOTHING, Level, Severity
from projguard.model.source import KeyPath, Span
from projguard.model.values import Value

FindingState: TypeAlias = Literal["open", "waived", "suppressed", "baselined"]
RuleState: TypeAlias = Literal[
    "crashed", "failed", "waived", "suppressed", "baselined", "skipped", "not_applicable", "off", "passed"
]


class Location(NamedTuple):
    """A place in a file of the project."""

    path: str
    """As shown to people, forward slashes."""
    span: Span
    key_path: KeyPath
    """The manifest field that it is about, existing or not."""
    label: str = ""
    """Id of the label among the card's words, for a related place."""


class Finding(NamedTuple):
    """One gap, with its place; sentences are made from it by the wording layer."""

    code: str
    severity: Severity
    message: str
    values: Mapping[str, Value]
    location: Location
    fingerprint: str
    pointer: str = ""
    """The manifest field, list items by what identifies them, so that edits elsewhere keep it; empty where it has none."""
    related: tuple[Location, ...] = ()
    fix: Offer | None = None
    state: FindingState = "open"
    because: str = ""
    """Why it is not open: the waiver's, comment's or baseline's own reason."""
    due: date | None = None
    """Last day on which the gap was accepted, of one that a baseline holds; open again after it."""
    secret: bool = False
    """True when the text of the place is a secret, which no output shows."""


class Outcome(NamedTuple):
    """How one rule ended in one project."""

    code: str
    state: RuleState
    because: tuple[str, ...] = ()
    """Codes of rules, or words such as ``on_hold``, ``phase``, ``kinds``."""


class Notice(NamedTuple):
    """Something that the run wants said and that is no finding."""

    message: str
    values: Mapping[str, Value] = NOTHING
    level: Level = "info"
