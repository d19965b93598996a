"""``projguard ask``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from projguard.app.active import Active
from projguard.app.answering import Desk
from projguard.app.answers_file import Fault, Reader
from projguard.app.settings import Request
from projguard.app.sources import is_mendable
from projguard.app.work import prepare
from projguard.cli.gap_talk import BY_HAND, GapTalk, summary
from projguard.cli.loading import loaded, loading_options
from projguard.cli.one_project import say_refused
from projguard.cli.request import refusing, speak_as, wording_of
from projguard.cli.speech import Spoken, environment_language, said, wrong
from projguard.cli.unwritten import unwritten
from projguard.cli.words import Day, OneOf, lang_option
from projguard.fixing.writing import NotWritten
from projguard.model.config import Config
from projguard.model.rule import PHASES
from projguard.model.source import dotted
from projguard.reading.shown import shown_path
from projguard.reading.unreadable import Unreadable
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording

WRONG, NOTHING, NOT_WRITTEN = 2, 3, 4


@click.command("ask", cls=Spoken)
@click.argument("path", metavar="[PATH]", default=".")
@click.option(
    "--answers", metavar="FILE", help="Take the answers from a YAML file: under each rule or field what is answered."
)
@click.option("--phase", type=OneOf(PHASES), help="Judge as if the project were in this phase. Default: its own.")
@click.option("--as-of", type=Day(), metavar="DATE", help="The day to judge by. Default: today at the agency.")
@loading_options
@lang_option
def command(path: str, answers: str | None, **options: Any) -> None:
    """Go through the open gaps and write the answers into the manifest.

    The most urgent comes first. An empty answer leaves a gap open; nothing is filled in that nobody said. Each answer
    is written at once, so that one may leave and come back at any time.
    """
    if answers is None and not sys.stdin.isatty():
        raise wrong("There is nobody to ask here: give --answers FILE.")
    active = loaded(options)
    desk, words = _desk(path, active, options)
    try:
        status = GapTalk(desk, words).held() if answers is None else _from_file(desk, Path(answers), active, words)
    except NotWritten as fault:
        click.echo(unwritten(fault), err=True)
        status = NOT_WRITTEN
    sys.exit(status)


def _desk(path: str, active: Active, options: dict[str, Any]) -> tuple[Desk, Wording]:
    lang = options["lang"] or environment_language()
    given = {name: options[name] for name in ("phase", "lang") if options[name]}
    config = Config(now=datetime.now(UTC), as_of=options["as_of"], **{"lang": lang, **given})
    operator = Path(options["config"]) if options["config"] else None
    with refusing(active, lang):
        work = prepare((path,), Request(config=config, said=frozenset(given), operator=operator), active)
    speak_as(work.main.config.lang)
    words = wording_of(active, work.main.config.lang)
    if len(work.sources.found) > 1:
        raise wrong("There are several projects in '{path}': name one.", path=path)
    if not work.sources.found:
        click.echo(said("There is no project in '{path}'.", path=path), err=True)
        sys.exit(NOTHING)
    source = work.sources.found[0]
    if not is_mendable(source):
        raise wrong("'{path}' is no YAML file of a project's folder: answers are not written there.", path=source.shown)
    try:
        return Desk(active, work.examiners[source.settings], source.manifest, source.shown, words.lang), words
    except Unreadable as why:
        say_refused(source.shown, why, words)


def _from_file(desk: Desk, file: Path, active: Active, words: Wording) -> int:
    shown = shown_path(file)
    try:
        report = Reader(desk, active.codes).read(file, shown)
    except FileNotFoundError:
        raise wrong("There is no file '{path}'.", path=file) from None
    except OSError as unopened:
        reason = unopened.strerror or type(unopened).__name__
        raise wrong("The answers in '{path}' cannot be read: {reason}", path=file, reason=reason) from None
    except Unreadable as why:
        raise click.UsageError(f"{shown}:{why.span.start.line + 1}: {words.refusal(why)}") from None
    if report.faults:
        for fault in report.faults:
            click.echo(f"{shown}:{fault.span.start.line + 1}: {visible(_said(fault, words))}", err=True)
        click.echo(said("Nothing is written."), err=True)
        return WRONG
    desk.save()
    for finding in report.closed:
        click.echo(f"  ✔ {finding.code} {visible(words.message(finding))}")
    for at in report.kept:
        click.echo(said("  {field} said something else already, and is kept.", field=visible(dotted(at))))
    for name in report.idle:
        click.echo(said("  {rule}: nothing of it is open.", rule=name))
    click.echo(summary(desk, len(report.taken), words))
    return 0


def _said(fault: Fault, words: Wording) -> str:
    """Say why an answer was not taken."""
    if fault.finding is not None:
        return words.message(fault.finding)
    if fault.edit is not None:
        return f"{fault.name}: {said(BY_HAND.get(fault.edit.reason, BY_HAND['other']))}"
    meant = said("Did you mean '{near}'?", near=fault.near) if fault.near else ""
    absent = said("'{name}' is no rule and no field that is asked for.", name=fault.name)
    return f"{absent} {meant}".rstrip()
