"""``projguard questions``."""

from __future__ import annotations

import sys
from datetime import datetime, time
from typing import Any

import click

from projguard.app.agenda import Talk, talk_about
from projguard.cli.formats import one_format, width
from projguard.cli.one_project import Opened, open_project, project_options, say_exit
from projguard.cli.request import speak_as
from projguard.cli.speech import LANGUAGES, Spoken, wrong
from projguard.cli.words import OneOf
from projguard.cli.written import write_result
from projguard.model.report import ProjectReport
from projguard.reporters.agenda.sheet import Guest, Sheet
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording

FORMATS = ("text", "markdown", "message", "ics")
OF = ("client", "team", "self", "all")
MORNING = time(11)
FOUND = 1


class Moment(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.4 on only
    """A day and a time of day."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read YYYY-MM-DDTHH:MM, or with a blank in the middle."""
        del param
        try:
            if len(str(value)) == 16:
                return datetime.strptime(str(value).replace("T", " "), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the agency's own time, its zone is added later
        except ValueError:
            pass
        raise wrong("--at: '{value}' is no moment of the form YYYY-MM-DDTHH:MM.", value=value, ctx=ctx)


@click.command("questions", cls=Spoken)
@click.argument("path", metavar="[PATH]", default=".")
@click.option(
    "--ask", "side", type=OneOf(OF), default="all", help="Whom the questions are for: client, team, self, all."
)
@click.option(
    "--format",
    "output",
    default="text",
    metavar="NAME[:FILE]",
    help="How to write them: text (default), markdown, message, ics.",
)
@click.option("--at", type=Moment(), metavar="MOMENT", help="When to meet, for ics. Default: next working day, 11:00.")
@click.option(
    "--phase",
    type=OneOf(("draft", "kickoff", "production", "delivered", "closed")),
    help="Ask what this phase needs. Default: the project's own.",
)
@project_options
def command(path: str, side: str, output: str, at: datetime | None, **options: Any) -> None:
    """Make an agenda from the open gaps: for the client, for the team, for oneself.

    The questions are in the project's language unless --lang says otherwise.
    """
    name, file = one_format(output, FORMATS)
    project = open_project(path, options, writes=False)
    words = project.words if options["lang"] else _in_its_language(project)
    talk = talk_about(project.examiner, project.source, words)
    if isinstance(talk, ProjectReport):
        say_exit(FOUND, visible(f"{talk.path}: {words.message(talk.findings[0])}"))
    speak_as(words.lang)
    sys.exit(write_result(_rendered(name, _sheet(talk, side, words), talk, at), file))


def _in_its_language(project: Opened) -> Wording:
    report = project.examiner.examine(project.source.manifest, project.source.shown, project.source.raw)
    own = report.language[:2].lower()
    words = project.words
    return Wording(lang=own, rules=words.rules, points=words.points) if own in LANGUAGES else words


def _sheet(talk: Talk, side: str, words: Wording) -> Sheet:
    invited = {
        "client": [person for person in talk.people if person.id in talk.deciders and person.orders],
        "team": [person for person in talk.people if person.makes and person != talk.manager],
    }
    return Sheet(
        title=talk.report.title,
        id=talk.report.id,
        as_of=talk.report.as_of,
        start=talk.report.start,
        lang=words.lang,
        sentences=words,
        agendas=tuple(agenda for agenda in talk.agendas if side in {agenda.ask, "all"}),
        names=talk.names,
        places=talk.places,
        manager=Guest(talk.manager.name or talk.manager.id, talk.manager.email) if talk.manager else None,
        guests={
            ask: tuple(Guest(person.name or person.id, person.email) for person in people if person.email)
            for ask, people in invited.items()
        },
    )


def _rendered(name: str, sheet: Sheet, talk: Talk, at: datetime | None) -> str | bytes:
    if name == "markdown":
        from projguard.reporters.agenda.markdown import render_markdown

        return render_markdown(sheet)
    if name == "message":
        from projguard.reporters.agenda.message import render_message

        return render_message(sheet)
    if name == "ics":
        from projguard.reporters.agenda.ics import render_ics

        return render_ics(sheet, _in_zone(at or datetime.combine(talk.next_day, MORNING), talk.zone))
    from projguard.reporters.agenda.text import render_text

    return render_text(sheet, width())


def _in_zone(moment: datetime, zone: str) -> datetime:
    """Give a moment of the agency's own time; a zone that is not known leaves it to whoever reads it."""
    from zoneinfo import ZoneInfo

    try:
        return moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment
    except (OSError, ValueError):
        return moment
