"""``projguard init``."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from projguard.app.starting import Earlier, Founder, read_earlier, with_answers, write_new
from projguard.authoring.new_project import Choices
from projguard.authoring.presets import PRESETS
from projguard.authoring.setting import NoSuchField, given
from projguard.authoring.typed_answer import is_kind, kind_of
from projguard.cli.first_talk import Talk
from projguard.cli.loading import loaded, loading_options
from projguard.cli.request import wording_of
from projguard.cli.speech import Spoken, environment_language, said, wrong
from projguard.cli.unwritten import unwritten
from projguard.cli.words import OneOf, lang_option
from projguard.fixing.writing import NotWritten
from projguard.project.nearest import nearest
from projguard.reading.discovery import manifest_in
from projguard.reading.shown import shown_path
from projguard.reading.unreadable import Unreadable
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording
from projguard.wording.words import words_of

INTERRUPTED = 130
NOT_WRITTEN = 4


@click.command("init", cls=Spoken)
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--yes", is_flag=True, help="Ask nothing: what is not set stays open.")
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="A field of the manifest; may be repeated.")
@click.option("--preset", type=OneOf(PRESETS), help="What the project mostly is; brings its usual products.")
@click.option("--kinds", metavar="KINDS", help="Kinds of work, by commas. Default: those of the preset.")
@click.option(
    "--from", "earlier", metavar="PROJECT", help="Take the agency's people, calendar, rates and checklists from it."
)
@loading_options
@lang_option
def command(folder: str, yes: bool, settings: tuple[str, ...], **options: Any) -> None:
    """Begin a project: a commented manifest, and documents to fill in.

    DIR is the project's folder, made where it is missing; the working directory where none is given. Nothing that is
    there is overwritten. On a terminal a few questions come first.
    """
    path = _free(Path(folder))
    if not (yes or sys.stdin.isatty()):
        raise wrong("There is nobody to ask here: give --yes, and --set KEY=VALUE for what is known.")
    language = options["lang"] or environment_language()
    active = loaded(options)
    words = wording_of(active, language)
    founder = Founder(active, path, _earlier(options["earlier"], words))
    kinds = _kinds(options["kinds"].replace(",", " ").split(), founder, language) if options["kinds"] else None
    name = Path(os.path.abspath(path)).name  # noqa: PTH100 - links stay as typed
    choices = Choices(folder=name, lang=language, preset=options["preset"] or "", kinds=kinds)
    choices = _set(founder, choices, settings, words)
    interrupted = False
    if not yes:
        talk = Talk(founder, choices, words)
        interrupted = talk.interrupted()
        choices = talk.choices
        if interrupted and not talk.keeps():
            click.echo(said("Nothing is written."))
            sys.exit(INTERRUPTED)
    sys.exit(_write(founder, choices, path, words) or (INTERRUPTED if interrupted else 0))


def _free(path: Path) -> Path:
    """Refuse a folder that has a manifest, and what is no folder."""
    if path.exists() and not path.is_dir():
        raise wrong("'{path}' is no folder.", path=path)
    if manifest := manifest_in(path):
        raise wrong("'{path}' is there already: nothing is changed. `projguard ask` goes on with it.", path=manifest)
    return path


def _earlier(named: str | None, words: Wording) -> Earlier | None:
    if named is None:
        return None
    try:
        earlier = read_earlier(Path(named))
    except Unreadable as why:
        raise click.UsageError(visible(f"{shown_path(Path(named))}: {words.refusal(why)}")) from None
    if earlier is None:
        raise wrong("There is no project in '{path}'.", path=named)
    return earlier


def _kinds(typed: Sequence[str], founder: Founder, lang: str) -> tuple[str, ...]:
    kinds = tuple(kind_of(name, lang) for name in typed)
    for kind in kinds:
        if not is_kind(kind, founder.kinds):
            near = nearest(kind, founder.kinds, share=0.5)
            raise wrong("There is no kind of work '{name}'.", name=kind, near=near)
    return kinds


def _set(founder: Founder, choices: Choices, settings: Sequence[str], words: Wording) -> Choices:
    """Take what the command line sets; refuses what does not fit."""
    fields = founder.fields(choices.lang)
    for setting in settings:
        try:
            found = given(fields, setting, founder.project(choices).data, choices.lang)
        except NoSuchField as absent:
            raise wrong("--set: there is no field '{name}'.", name=absent.name, near=absent.near) from None
        except ValueError:
            raise wrong("--set: '{text}' is not of the form KEY=VALUE.", text=setting) from None
        choices = with_answers(choices, (found,))
    if faults := founder.faults(choices):
        raise click.UsageError("\n".join(visible(words.message(finding)) for finding in faults))
    return choices


def _write(founder: Founder, choices: Choices, path: Path, words: Wording) -> int:
    try:
        for name, is_new in write_new(path, founder.project(choices).files()):
            shown = shown_path(path / name)
            click.echo(f"  {shown}" if is_new else said("  {path} was there and is kept", path=shown))
    except NotWritten as fault:
        click.echo(unwritten(fault), err=True)
        return NOT_WRITTEN
    except OSError as fault:
        click.echo(said("{path} is not written: {reason}", path=fault.filename, reason=fault.strerror), err=True)
        return NOT_WRITTEN
    click.echo(_next(founder, choices, path, words))
    return 0


def _next(founder: Founder, choices: Choices, path: Path, words: Wording) -> str:
    """Say how many points are open, and how to go on."""
    count = sum(finding.severity != "info" for finding in founder.open(choices))
    told = words_of(words.lang).count(count, "open_point")
    at = "" if path == Path() else f" {shlex.quote(str(path))}"
    lines = (
        said("{count} to settle before the start.", count=told),
        said("Go on with `projguard ask{at}`, or fill in the manifest and see `projguard check{at}`.", at=at),
    )
    return "\n" + "\n".join(lines)
