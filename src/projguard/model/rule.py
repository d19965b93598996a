"""A rule as data: what a card says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "info"]
Level: TypeAlias = Literal["error", "warning", "info", "off"]
Phase: TypeAlias = Literal["draft", "kickoff", "production", "delivered", "closed"]
Ask: TypeAlias = Literal["client", "team", "self"]
Family: TypeAlias = Literal["presence", "consistency", "evidence", "time", "placeholder", "advice"]
Source: TypeAlias = Literal["check", "reader", "engine"]
Texts: TypeAlias = Mapping[str, str]
"""One text in every language, by language code."""
Params: TypeAlias = Mapping[str, Any]

PHASES: tuple[Phase, ...] = ("draft", "kickoff", "production", "delivered", "closed")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One sentence that a rule can say."""

    texts: Texts
    severity: Mapping[Phase, Level] = field(default_factory=dict)
    """The condition's own severity by phase; empty where the rule's severity holds."""
    question: Texts = field(default_factory=dict)
    """A question of its own; empty where the rule's question fits."""
    even_when: tuple[str, ...] = ()
    """States of a project (on_hold, cancelled) in which the message is still said though its rule rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A rule that has already said what is missing, narrowed to some of its messages where that is needed."""

    code: str
    messages: tuple[str, ...] = ()
    """Empty: any message of that rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What a project must have for a rule to apply; every condition that is given must hold."""

    kinds: tuple[str, ...] = ()
    """At least one deliverable that is not cancelled is of one of these kinds of work."""
    present: tuple[str, ...] = ()
    """Each of these dotted fields is there; ``deliverables[].delivered_on`` asks for one item that has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the checklist."""

    code: str
    name: str
    point: int
    """1 to 10; 0 for the manifest itself, 11 and above for packs."""
    pack: str
    """The letters of the code: PG, AC."""
    family: Family
    severity: Mapping[Phase, Level]
    title: Texts
    why: Texts
    remedy: Texts
    question: Texts
    ask: Ask
    messages: Mapping[str, Message]
    source: Source = "check"
    check: str = ""
    """Name of the check function; empty where the reader or the engine answers."""
    params: Params = field(default_factory=dict)
    when: When = field(default_factory=When)
    even_when: tuple[str, ...] = ()
    """States of a project (on_hold, cancelled) in which the rule is judged all the same."""
    requires: tuple[Requirement, ...] = ()
    fix: str = "none"
    """none, normalise, scaffold or suggest."""
    fields: str = ""
    decides: Texts = field(default_factory=dict)
    """How the rule decides, for a person."""
    scaffold: Mapping[str, Texts] = field(default_factory=dict)
    """Skeleton texts of new evidence files, by skeleton name."""
    words: Mapping[str, Texts] = field(default_factory=dict)
    plurals: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Word forms by name and language: two in English, three in Russian."""
    bad: str = ""
    good: str = ""
    default: bool = True
    """False for a rule that runs only when it is selected."""
    aliases: tuple[str, ...] = ()
    since: str = "0.1.0"
    origin: str = ""
    """The card file that the rule was read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the checklist, or a pack: its number, title and what it is about."""

    number: int
    title: Texts
    about: Texts
    short: Texts = field(default_factory=dict)
    """The title in four words or fewer, for tables."""
