"""``projguard new rule``."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import click

from projguard.authoring.new_rule import LETTERS, NAME, codes_in, letters_in, new_rule, place_for, points_in
from projguard.catalogue.form import OWN
from projguard.cli.loading import loaded, loading_options
from projguard.cli.speech import Spoken, said, wrong
from projguard.cli.unwritten import unwritten
from projguard.cli.words import lang_option
from projguard.fixing.writing import NotWritten, create_file
from projguard.reading.shown import shown_path

NOT_WRITTEN = 4


@click.command("rule", cls=Spoken)
@click.argument("name")
@click.option("--output", metavar="DIR", default="rules", help="Folder of card files. Default: rules.")
@click.option("--letters", metavar="LETTERS", help="Letters of its code. Default: those of the folder's cards.")
@loading_options
@lang_option
def command(name: str, output: str, letters: str | None, **options: Any) -> None:
    """Begin a rule: a card with texts in both languages, a check and examples, which passes its own test.

    NAME says what is wrong, with hyphens: org-chart-missing.
    """
    folder = Path(output)
    letters = letters or letters_in(folder)
    if not NAME.fullmatch(name):
        raise wrong(
            "'{name}' is no name of a rule: small letters, digits and hyphens, such as logo-missing.", name=name
        )
    if not LETTERS.fullmatch(letters):
        raise wrong("'{letters}' are no letters of a code: two to eight capital ones, such as NB.", letters=letters)
    if letters == OWN:
        raise wrong("The letters {letters} are projguard's own; choose others, such as NB.", letters=letters)
    active = loaded(options)
    if name in active.codes:
        raise wrong("There is a rule '{name}' already: {code}.", name=name, code=active.codes[name])
    codes = {*active.codes.values(), *codes_in(folder)}
    points = [*(point.number for point in active.points), *points_in(folder)]
    file = new_rule(name, place_for(letters, codes, points), shlex.quote(output))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        create_file(str(folder), file.path, file.text.encode())
    except NotWritten as fault:
        if fault.obstacle == "exists":
            raise wrong("'{path}' is there already: nothing is changed.", path=folder / file.path) from None
        click.echo(unwritten(fault), err=True)
        sys.exit(NOT_WRITTEN)
    except OSError as fault:
        click.echo(said("{path} is not written: {reason}", path=fault.filename, reason=fault.strerror), err=True)
        sys.exit(NOT_WRITTEN)
    click.echo(f"  {shown_path(folder / file.path)}")
    click.echo(
        said("Try it with `projguard test {folder}`; settings take it in with rule_dirs: [{folder}].", folder=output)
    )
