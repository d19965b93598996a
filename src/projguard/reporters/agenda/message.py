"""A message that can be sent as it stands: no codes, no fields, and to a client no word that is not meant for clients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.advice.questions import Agenda, Question
from projguard.advice.topics import REASONS
from projguard.reporters.agenda.sheet import Sheet, by_topic
from projguard.reporters.terminal import finished, visible
from projguard.wording.words import mark

SUBJECTS = {
    "client": mark("Subject: {title}: questions to you"),
    "team": mark("Subject: {title}: what we have to settle"),
    "self": mark("{title}: what I still have to find out"),
}
OPENINGS = {
    "client": mark(
        "Hello! So that nothing has to be done twice, we need your decisions: {count} {count:question}, a call of {minutes} {minutes:minute}. If you prefer, answer this message."
    ),
    "team": mark(
        "Hello everybody! There is something to agree on: {count} {count:question}, {minutes} {minutes:minute}."
    ),
    "self": mark("{count} {count:question}, {minutes} {minutes:minute}."),
}
BETWEEN = "─" * 60
STARTS = mark("We are to start on {day}.")


def render_message(sheet: Sheet) -> str:
    """Write one message per agenda, each with its subject, and a line between them: they go to different people."""
    if not sheet.agendas:
        return sheet.say("Nothing is open, there is nothing to ask.") + "\n"
    text = f"\n\n{BETWEEN}\n\n".join("\n".join(_message(sheet, agenda)) for agenda in sheet.agendas)
    return finished(text.split("\n"), "utf-8")


def body_of(sheet: Sheet, agenda: Agenda) -> str:
    """Write the questions of an agenda with their reasons."""
    return "\n".join(_questions(sheet, agenda, agenda.spoken, 1)).strip("\n")


def written_of(sheet: Sheet, agenda: Agenda) -> str:
    """Write what is to be answered in writing; empty where everything fits into the hour."""
    if not agenda.written:
        return ""
    lines = _questions(sheet, agenda, agenda.written, len(agenda.spoken) + 1)
    return "\n".join((sheet.say("These do not fit into the hour; please answer them in writing:"), *lines))


def _message(sheet: Sheet, agenda: Agenda) -> Iterator[str]:
    yield visible(sheet.say(SUBJECTS[agenda.ask], title=sheet.title))
    yield ""
    yield sheet.say(OPENINGS[agenda.ask], count=len(agenda.spoken), minutes=agenda.minutes)
    if sheet.start and sheet.start > sheet.as_of and agenda.ask != "self":
        yield sheet.say(STARTS, day=sheet.day(sheet.start))
    yield from _questions(sheet, agenda, agenda.spoken, 1)
    if agenda.written:
        yield from ("", written_of(sheet, agenda))
    if agenda.ask != "self":
        yield from ("", sheet.say("Thank you!"))
        if sheet.manager:
            yield visible(sheet.manager.name)


def _questions(sheet: Sheet, agenda: Agenda, questions: Sequence[Question], number: int) -> Iterator[str]:
    for topic, group in by_topic(questions):
        reason = REASONS.get(topic, "")
        yield ""
        if agenda.ask == "client" and reason:
            yield f"{sheet.topic(topic)} ({sheet.say(reason)})"
        else:
            yield sheet.topic(topic)
        for question in group:
            yield visible(f"{number}. {question.text}")
            if agenda.ask != "client":
                yield visible(f"   {question.why}")
            number += 1
