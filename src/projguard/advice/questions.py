"""Kickoff agendas from the open gaps: one for the client, one for the team, one for oneself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from projguard.advice.asking import Asking
from projguard.advice.topics import place_in_order, topic_of
from projguard.model.finding import Finding
from projguard.model.rule import Ask, Severity
from projguard.model.source import KeyPath

MINUTES: Mapping[Severity, int] = {"error": 4, "warning": 2}
"""Time to talk about a gap."""
LONGEST = 60
"""Minutes of a meeting; what does not fit is asked in writing."""
ASKED: tuple[Ask, ...] = ("client", "team", "self")
SAID_BETTER: Mapping[tuple[str, str], str] = {("PG0003", ""): "", ("PG0803", "not_estimated"): "PG0802"}
"""Rules (and messages) that are silent where another rule, or any, speaks of the same place: one gap is one question."""


class Gap(NamedTuple):
    """An open finding, with what an answer fills."""

    finding: Finding
    fields: tuple[KeyPath, ...]
    due: date | None = None
    """When the answer is needed."""


class Question(NamedTuple):
    """One thing to ask."""

    code: str
    topic: int
    """Point of the checklist that it is talked about under."""
    text: str
    why: str
    fields: tuple[KeyPath, ...]
    """Fields of the manifest that the answer fills."""
    severity: Severity
    due: date | None

    @property
    def minutes(self) -> int:
        """Time to talk about it."""
        return MINUTES[self.severity]


class Agenda(NamedTuple):
    """What to ask of one side."""

    ask: Ask
    spoken: tuple[Question, ...]
    """In the order of the talk."""
    written: tuple[Question, ...]
    """What does not fit into the hour."""

    @property
    def minutes(self) -> int:
        """Length of the talk."""
        return sum(question.minutes for question in self.spoken)


def agendas(gaps: Sequence[Gap], asking: Asking) -> tuple[Agenda, ...]:
    """Make the agendas, notes left out; no question stands in two of them, and one without questions is left out."""
    asked: set[str] = set()
    found: list[Agenda] = []
    told = list(_worth_asking(gaps))
    for ask in ASKED:
        own = [gap for gap in told if asking.words.rule(gap.finding.code).ask == ask]
        questions = [question for question in _questions(own, asking) if not _known(question.text, asked)]
        if questions:
            found.append(_boxed(ask, questions))
    return tuple(found)


def _worth_asking(gaps: Sequence[Gap]) -> Iterator[Gap]:
    serious = [gap for gap in gaps if gap.finding.state == "open" and gap.finding.severity in MINUTES]
    at_place: dict[KeyPath, set[str]] = {}
    for gap in serious:
        at_place.setdefault(gap.finding.location.key_path, set()).add(gap.finding.code)
    for gap in serious:
        code, message = gap.finding.code, gap.finding.message
        better = SAID_BETTER.get((code, message), SAID_BETTER.get((code, "")))
        others = at_place[gap.finding.location.key_path] - {code}
        if better is None or not (better in others or (not better and others)):
            yield gap


def _known(text: str, asked: set[str]) -> bool:
    known = text in asked
    asked.add(text)
    return known


def _questions(gaps: Sequence[Gap], asking: Asking) -> list[Question]:
    """Merge the gaps of each rule; those of the manifest itself by what they are about."""
    merged: dict[tuple[int, str], list[Gap]] = {}
    for gap in gaps:
        rule = asking.words.rule(gap.finding.code)
        merged.setdefault((topic_of(gap.finding, rule), gap.finding.code), []).append(gap)
    ordered = sorted(merged.items(), key=lambda item: (place_in_order(item[0][0]), item[0]))
    return [_question(topic, code, group, asking) for (topic, code), group in ordered]


def _question(topic: int, code: str, gaps: Sequence[Gap], asking: Asking) -> Question:
    days = [gap.due for gap in gaps if gap.due]
    is_error = any(gap.finding.severity == "error" for gap in gaps)
    return Question(
        code=code,
        topic=topic,
        text=asking.question([gap.finding for gap in gaps]),
        why=asking.why(code),
        fields=tuple(dict.fromkeys(field for gap in gaps for field in gap.fields)),
        severity="error" if is_error else "warning",
        due=min(days, default=None),
    )


def _boxed(ask: Ask, questions: Sequence[Question]) -> Agenda:
    """Talk for an hour at most; what comes after the question that no longer fits is asked in writing."""
    minutes = 0
    for number, question in enumerate(questions):
        minutes += question.minutes
        if minutes > LONGEST:
            return Agenda(ask, tuple(questions[:number]), tuple(questions[number:]))
    return Agenda(ask, tuple(questions), ())
