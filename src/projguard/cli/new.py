"""``projguard new``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from projguard.authoring.new_plugin import NAME, letters_of, new_plugin
from projguard.cli.new_rule import command as rule
from projguard.cli.speech import Spoken, said, wrong
from projguard.cli.unwritten import unwritten
from projguard.cli.words import lang_option
from projguard.fixing.writing import NotWritten, create_file
from projguard.project.nearest import nearest
from projguard.reading.shown import shown_path

NOT_WRITTEN = 4


class Kinds(Spoken, click.Group):
    """What can be begun, by name."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give what begins such a thing, or refuse with the nearest known one."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            near = nearest(cmd_name, self.commands, distance=3, share=0.5)
            raise wrong("There is no command '{name}'.", name=cmd_name, near=near, ctx=ctx)
        return found


@click.group("new", cls=Kinds)
def command() -> None:
    """Begin something that goes with projguard."""


command.add_command(rule)


@command.command("plugin", cls=Spoken)
@click.argument("name")
@click.option("--output", metavar="DIR", help="Where it begins. Default: a folder of its name.")
@lang_option
def plugin(name: str, output: str | None, lang: str | None) -> None:
    """Begin a plugin: a package with a card, a check and their tests, ready to be installed."""
    del lang
    if not NAME.fullmatch(name):
        raise wrong("'{name}' is no name of a plugin: small letters, digits and hyphens, such as acme.", name=name)
    if not letters_of(name):
        raise wrong(
            "'{name}' gives no letters of its own for the codes of its rules; two to eight are needed.", name=name
        )
    folder = Path(output or name)
    if folder.exists():
        raise wrong("'{path}' is there already: nothing is changed.", path=folder)
    try:
        folder.mkdir(parents=True)
        for file in new_plugin(name):
            create_file(str(folder), file.path, file.text.encode())
            click.echo(f"  {shown_path(folder / file.path)}")
    except NotWritten as fault:
        click.echo(unwritten(fault), err=True)
        sys.exit(NOT_WRITTEN)
    except OSError as fault:
        click.echo(f"{folder}: {fault.strerror}", err=True)
        sys.exit(NOT_WRITTEN)
    click.echo(said("Install it with `pip install {path}`, then see `projguard plugins`.", path=_typed(folder)))


def _typed(folder: Path) -> str:
    return folder.as_posix() if folder.is_absolute() else f"./{folder.as_posix()}"
