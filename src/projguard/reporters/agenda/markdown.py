"""Agendas as Markdown: a page for a wiki or a task, with room for the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.advice.questions import Question
from projguard.reporters.agenda.sheet import Sheet, by_topic
from projguard.reporters.markdown_text import code, prose


def render_markdown(sheet: Sheet) -> str:
    """Write every agenda as a section."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield "# " + prose(sheet.say("What to ask: {title}, as of {day}", title=sheet.title, day=sheet.day(sheet.as_of)))
    for agenda in sheet.agendas:
        yield from ("", f"## {prose(sheet.head(agenda))}")
        yield from _questions(sheet, agenda.spoken, 1, "###")
        if agenda.written:
            count = len(agenda.written)
            yield from (
                "",
                "### " + prose(sheet.say("In writing, since an hour is over: {count} {count:question}", count=count)),
            )
            yield from _questions(sheet, agenda.written, len(agenda.spoken) + 1, "####")
    if not sheet.agendas:
        yield from ("", prose(sheet.say("Nothing is open, there is nothing to ask.")))


def _questions(sheet: Sheet, questions: Sequence[Question], number: int, level: str) -> Iterator[str]:
    for topic, group in by_topic(questions):
        yield from ("", f"{level} {prose(sheet.topic(topic))}", "")
        for question in group:
            minutes = sheet.say("{minutes} min", minutes=question.minutes)
            yield f"{number}. **{prose(question.text)}** ({question.code}, {minutes})"
            yield f"   - {sheet.say('why')}: {prose(question.why)}"
            if question.fields:
                places = ", ".join(f"{code(sheet.places[at])} ({prose(sheet.names[at])})" for at in question.fields)
                yield f"   - {sheet.say('field')}: {places}"
            yield f"   - {sheet.say('answer')}:"
            number += 1
