"""Agendas for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.advice.questions import Agenda, Question
from projguard.reporters.agenda.sheet import Sheet, by_topic
from projguard.reporters.terminal import finished, visible, wrapped


def render_text(sheet: Sheet, width: int) -> str:
    """Write every agenda below the other."""
    head = sheet.say("What to ask: {title}, as of {day}", title=sheet.title, day=sheet.day(sheet.as_of))
    lines = wrapped(visible(head), width)
    for agenda in sheet.agendas:
        lines += ["", *_agenda(sheet, agenda, width)]
    if not sheet.agendas:
        lines += ["", sheet.say("Nothing is open, there is nothing to ask.")]
    return finished(lines, "utf-8")


def _agenda(sheet: Sheet, agenda: Agenda, width: int) -> Iterator[str]:
    yield sheet.head(agenda)
    yield from _questions(sheet, agenda.spoken, 1, width)
    if agenda.written:
        yield ""
        yield from wrapped(
            sheet.say("In writing, since an hour is over: {count} {count:question}", count=len(agenda.written)), width
        )
        yield from _questions(sheet, agenda.written, len(agenda.spoken) + 1, width)


def _questions(sheet: Sheet, questions: Sequence[Question], number: int, width: int) -> Iterator[str]:
    why, field = sheet.say("why"), sheet.say("field")
    gap = max(len(why), len(field)) + 2
    for topic, group in by_topic(questions):
        yield ""
        yield f"  {sheet.topic(topic)}"
        for question in group:
            minutes = sheet.say("{minutes} min", minutes=question.minutes)
            yield from wrapped(
                visible(f"{question.text} [{question.code}, {minutes}]"), width, first=f"{number:4}. ", rest=" " * 6
            )
            yield from wrapped(visible(question.why), width, first=" " * 6 + why.ljust(gap), rest=" " * (6 + gap))
            if question.fields:
                shown = visible(sheet.fields(question))
                yield from wrapped(shown, width, first=" " * 6 + field.ljust(gap), rest=" " * (6 + gap))
            number += 1
