"""The command line's own language: help texts and refusals, through the same gettext catalogues as everything else."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from copy import copy
from itertools import zip_longest
from typing import Any

import click

from projguard.reporters.terminal import visible
from projguard.wording.words import LOCALE, mark

LANGUAGES = ("en", "ru")
CLICK = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("No such option {name!r}."),
    mark("Did you mean {possibility}?"),
    mark("(Did you mean one of: {possibilities}?)"),
    mark("Option {name!r} requires an argument."),
    mark("Option {name!r} does not take a value."),
    mark("Got unexpected extra argument ({args})"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing command."),
    mark("default: {default}"),
    mark("required"),
    mark("Aborted!"),
)
"""What click says by itself."""


def environment_language() -> str:
    """Give the language of the environment: PROJGUARD_LANG, else the locale, else English."""
    for name in ("PROJGUARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ru" if os.environ[name].lower().startswith("ru") else "en"
    return "en"


def speak(arguments: Sequence[str]) -> None:
    """Set the language of help texts and refusals: ``--lang`` among the arguments, else that of the environment."""
    asked = environment_language()
    for word, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            asked = value or following
    os.environ["LANGUAGE"] = asked
    gettext.bindtextdomain("projguard", str(LOCALE))
    gettext.textdomain("projguard")


def said(english: str, **values: object) -> str:
    """Give a text in the language that is spoken, with its slots filled."""
    return gettext.gettext(english).format(**values)


def wrong(english: str, *, near: str = "", ctx: click.Context | None = None, **values: object) -> click.UsageError:
    """Make the refusal of a request; ``near`` is the known word that was probably meant.

    What was typed stays on its line: in a build server's log it may be the name of a stranger's file.
    """
    meant = said("Did you mean '{near}'?", near=near) if near else ""
    shown = {name: visible(str(value)) for name, value in values.items()}
    return click.UsageError(f"{said(english, **shown)} {meant}".strip(), ctx)


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


HELP = click.Option(
    ["-h", "--help"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    help=mark("Show this message and exit."),
    callback=_show_help,
)
"""The option of every command; click's own would look for a translation each time that anything is run."""


class Spoken(click.Command):
    """A command whose help is told in the language that is spoken."""

    helping = HELP

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Give the option that asks for help."""
        del ctx
        return self.helping

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help with every text translated."""
        told = copy(self)
        told.help = _paragraphs(self.help or "")
        told.params = [_translated(param) for param in self.params]
        told.helping = _translated(self.helping)
        super(Spoken, told).format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the first sentence of the help whole, for the list of commands; a line may be as long as it has to."""
        del limit
        return short_help(next(iter(paragraphs(self.help or "")), ""))


def short_help(paragraph: str) -> str:
    """Give the first sentence of a help text's first paragraph in the language that is spoken."""
    return gettext.gettext(paragraph).partition(". ")[0].rstrip(".")


def paragraphs(text: str) -> list[str]:
    """Split a help text into its paragraphs, each on one line, as catalogues have them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _paragraphs(text: str) -> str:
    return "\n\n".join(gettext.gettext(part) for part in paragraphs(text))


def _translated(param: click.Parameter) -> Any:
    if not isinstance(param, click.Option) or not param.help:
        return param
    told = copy(param)
    told.help = gettext.gettext(" ".join(param.help.split()))
    if isinstance(param.show_default, str):
        told.show_default = gettext.gettext(param.show_default)
    return told
