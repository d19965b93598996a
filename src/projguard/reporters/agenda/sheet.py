"""What every form of an agenda shares: who is asked, what about, and the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from projguard.advice.asking import day_in
from projguard.advice.questions import Agenda, Question
from projguard.hooks.reporter import Sentences
from projguard.model.source import KeyPath
from projguard.wording.words import mark, words_of

HEADS = {
    "client": mark("Meeting with the client"),
    "team": mark("Meeting with the team"),
    "self": mark("For oneself"),
}


class Guest(NamedTuple):
    """Somebody who is asked, or who asks."""

    name: str
    email: str


class Sheet(NamedTuple):
    """The agendas of one project, ready to be written out."""

    title: str
    """Of the project, as typed."""
    id: str
    as_of: date
    start: date | None
    lang: str
    sentences: Sentences
    agendas: tuple[Agenda, ...]
    names: Mapping[KeyPath, str]
    """What people call the fields."""
    places: Mapping[KeyPath, str]
    """The fields as they stand in the manifest."""
    manager: Guest | None
    guests: Mapping[str, tuple[Guest, ...]]
    """Whom to invite, by whom the agenda is for."""

    def say(self, english: str, **values: str | int) -> str:
        """Give a text in the language of the agenda."""
        return words_of(self.lang).say(english, **values)

    def head(self, agenda: Agenda) -> str:
        """Say who meets, about how much, for how long."""
        return self.say(
            "{who}: {count} {count:question}, {minutes} {minutes:minute}",
            who=self.say(HEADS[agenda.ask]),
            count=len(agenda.spoken),
            minutes=agenda.minutes,
        )

    def topic(self, number: int) -> str:
        """Name a topic."""
        return self.sentences.point_short(number)

    def day(self, day: date) -> str:
        """Write a date."""
        return day_in(day, self.lang)

    def fields(self, question: Question, most: int = 4) -> str:
        """Name the fields that an answer fills, as they stand in the manifest and as people call them."""
        shown = [f"{self.places[at]} ({self.names[at]})" for at in question.fields[:most]]
        return ", ".join(shown) + (" …" if len(question.fields) > most else "")


def by_topic(questions: Sequence[Question]) -> Iterator[tuple[int, list[Question]]]:
    """Group questions that stand in order."""
    for topic, group in groupby(questions, key=lambda question: question.topic):
        yield topic, list(group)
