"""``projguard waivers``."""

from __future__ import annotations

import sys
from typing import Any

import click

from projguard.app.examine import Examiner
from projguard.app.ledger import read_ledger, watching
from projguard.app.work import prepare
from projguard.cli.formats import width
from projguard.cli.loading import loaded
from projguard.cli.request import exit_line, read_request, refusing, request_options, speak_as, tell, wording_of
from projguard.cli.speech import Spoken
from projguard.cli.words import OneOf
from projguard.model.finding import Notice
from projguard.model.values import Text
from projguard.reporters.ledger import Style, write_ledger
from projguard.wording.words import words_of

UNREAD, NOTHING = 1, 3
FORMS = ("text", "csv", "md", "json")


@click.command("waivers", cls=Spoken)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@request_options
@click.option("--format", "form", type=OneOf(FORMS), default="text", show_default=True, help="How to list them.")
def command(form: str, **options: Any) -> None:
    """List every waiver of every project, the first to end first: who accepted what, why, until when."""
    active = loaded(options)
    request = read_request(options, active)
    paths: tuple[str, ...] = options["paths"] or (".",)
    with refusing(active, request.config.lang):
        work = prepare(paths, request._replace(baseline=None), active)
    lang = work.main.config.lang
    speak_as(lang)
    words, wording = words_of(lang), wording_of(work.active, lang)
    if not work.sources.found:
        tell(exit_line(wording, NOTHING, Notice("no_manifest", {"path": Text(", ".join(paths))})), err=True)
        raise click.exceptions.Exit(NOTHING)
    examiners = [Examiner(active, watching(examiner.config)) for examiner in work.examiners]
    ledgers = [read_ledger(examiners[found.settings], found) for found in work.sources.found]
    style = Style(wording, words, width(), sys.stdout.encoding or "utf-8")
    click.echo(write_ledger(ledgers, form, style), nl=False)
    unread = [ledger.path for ledger in ledgers if not ledger.readable]
    for path in unread:
        tell(words.say("{path} could not be read: its waivers are not listed", path=path), err=True)
    raise click.exceptions.Exit(UNREAD if unread else 0)
