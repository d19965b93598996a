"""A rule as data: what a card says."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "info"]
Level: TypeAlias = Literal["error", "warning", "info", "off"]
Phase: TypeAlias = Literal["draft", "kickoff", "production", "delivered", "closed"]
Ask: TypeAlias = Literal["client", "team", "self"]
Family: TypeAlias = Literal["presence", "consistency", "evidence", "time", "placeholder", "advice"]
Source: TypeAlias = Literal["check", "reader", "engine"]
Texts: TypeAlias = Mapping[str, str]
"""One text in every language, by language code."""
Params: TypeAlias = Mapping[str, Any]

NOTHING: Mapping[Any, Any] = {}
"""The default of a mapping that is left out; a plain dict, since reports travel between processes."""
PHASES: tuple[Phase, ...] = ("draft", "kickoff", "production", "delivered", "closed")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""


class Message(NamedTuple):
    """One sentence that a rule can say."""

    texts: Texts
    severity: Mapping[Phase, Level] = NOTHING
    """The condition's own severity by phase; empty where the rule's severity holds."""
    question: Texts = NOTHING
    """A question of its own; empty where the rule's question fits."""
    even_when: tuple[str, ...] = ()
    """States of a project (on_hold, cancelled) in which the message is still said though its rule rests."""


class Requirement(NamedTuple):
    """A rule that has already said what is missing, narrowed to some of its messages where that is needed."""

    code: str
    messages: tuple[str, ...] = ()
    """Empty: any message of that rule."""


class When(NamedTuple):
    """What a project must have for a rule to apply; every condition that is given must hold."""

    kinds: tuple[str, ...] = ()
    """At least one deliverable that is not cancelled is of one of these kinds of work."""
    present: tuple[str, ...] = ()
    """Each of these dotted fields is there; ``deliverables[].delivered_on`` asks for one item that has it."""
    found: tuple[str, ...] = ()
    """Each of these paths (RFC 9535) names something."""


class Question(NamedTuple):
    """One question of a rule: which check, about which places, with which parameters of its own."""

    check: str
    given: tuple[str, ...] = ()
    """Paths (RFC 9535) of the places; empty where the check looks for them itself."""
    params: Params = NOTHING
    says: Mapping[str, str] = NOTHING
    """Messages of the card by those of the check, where they are called otherwise."""


class Rule(NamedTuple):
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
    """Name of the check function; empty where the reader or the engine answers, or several checks do."""
    params: Params = NOTHING
    given: tuple[str, ...] = ()
    """Paths (RFC 9535) of the places that the check is asked about."""
    says: Mapping[str, str] = NOTHING
    """Messages of the card by those of the check, where they are called otherwise."""
    checks: tuple[Question, ...] = ()
    """Several questions, in place of ``check``; the rule's parameters hold for each that knows them."""
    when: When = When()
    even_when: tuple[str, ...] = ()
    """States of a project (on_hold, cancelled) in which the rule is judged all the same."""
    requires: tuple[Requirement, ...] = ()
    fix: str = "none"
    """none, normalise, scaffold or suggest."""
    fields: str = ""
    decides: Texts = NOTHING
    """How the rule decides, for a person."""
    scaffold: Mapping[str, Texts] = NOTHING
    """Skeleton texts of new evidence files, by skeleton name."""
    words: Mapping[str, Texts] = NOTHING
    plurals: Mapping[str, Mapping[str, tuple[str, ...]]] = NOTHING
    """Word forms by name and language: two in English, three in Russian."""
    bad: str = ""
    good: str = ""
    default: bool = True
    """False for a rule that runs only when it is selected."""
    aliases: tuple[str, ...] = ()
    since: str = "0.1.0"
    origin: str = ""
    """The card file that the rule was read from."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the rule asks; nothing where the reader or the engine answers."""
        if self.checks or not self.check:
            return self.checks
        return (Question(self.check, self.given, NOTHING, self.says),)


class Point(NamedTuple):
    """One point of the checklist, or a pack: its number, title and what it is about."""

    number: int
    title: Texts
    about: Texts
    short: Texts = NOTHING
    """The title in four words or fewer, for tables."""
