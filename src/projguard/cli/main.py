"""The command ``projguard``; each subcommand's module is imported when it is called."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from projguard import __version__
from projguard.cli.signals import BASE, CLOSED_PIPE, Interrupted, interrupts_raise
from projguard.cli.speech import Spoken, said, short_help, speak, wrong
from projguard.wording.words import mark

COMMANDS = {
    "check": mark("Hold projects against the checklist."),
    "init": mark("Begin a project: a commented manifest, and documents to fill in."),
    "ask": mark("Go through the open gaps and write the answers into the manifest."),
    "explain": mark(
        "Explain a rule (code or name), a point (0 to 11), or what is found at a place (projguard.yaml:31)."
    ),
    "rules": mark("List the catalogue: every rule with its severity in each phase."),
    "questions": mark("Make an agenda from the open gaps: for the client, for the team, for oneself."),
    "plan": mark(
        "Show the shortest way to a clear gate: what to close, who has the next move, by when; the cheapest first."
    ),
    "history": mark("Show how ready a project was at each commit of its manifest, judged as of that commit's day."),
    "waive": mark("Write a waiver into the manifest: a gap that is accepted for a reason, by a person, until a day."),
    "waivers": mark("List every waiver of every project, the first to end first: who accepted what, why, until when."),
    "seal": mark("Record the SHA-256 of every document that was agreed on."),
    "baseline": mark(
        "Accept today's gaps, each until a day: checks fail on new ones, and on these again once the day has passed."
    ),
    "config": mark("Show the settings that hold, or describe all there are."),
    "schema": mark("Print a JSON Schema: of the manifest, card files, configuration or report."),
    "test": mark("Run the examples of cards: the bad one must be found, the good one must not."),
    "plugins": mark("List the plugins: what is loaded, from which distribution and version, and what it gives."),
    "new": mark("Begin something that goes with projguard."),
    "lsp": mark("Serve an editor: findings while one types, explanations, quick fixes, completion."),
}
"""What each command does, so that a list of them imports none; the module of a command has its name."""


DEBUG = "PROJGUARD_DEBUG"
"""Environment variable that shows where projguard failed."""


class Commands(Spoken, click.Group):
    """Subcommands by name, the nearest known one named where there is none."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run in the language that is asked for."""
        leave_working_directory()
        arguments = list(sys.argv[1:] if args is None else args)
        speak(arguments)
        return super().main(arguments, *more, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order in which people need them."""
        del ctx
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does."""
        del ctx
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, short_help(about)) for name, about in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what nobody foresaw is one line and status 5, never a traceback unless asked for."""
        try:
            interrupts_raise()
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
            raise
        except (KeyboardInterrupt, Interrupted) as fault:
            status = fault.status if isinstance(fault, Interrupted) else BASE + signal.SIGINT
            with suppress(OSError):
                reason = said("interrupted before the end")
                click.echo(said("exit {status}: {reason}", status=status, reason=reason), err=True)
            ctx.exit(status)
        except OSError as fault:
            ctx.exit(_unwritten(fault) if fault.filename is None else _failed(fault))
        except BaseException as fault:  # noqa: BLE001 - told in one line, whatever it is
            if refusal := _refusal(fault):
                raise refusal from None
            ctx.exit(_failed(fault))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and give its ``command``."""
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"projguard.cli.{cmd_name}").command
            return command
        from projguard.project.nearest import nearest

        near = nearest(cmd_name, COMMANDS, distance=3, share=0.5)
        raise wrong("There is no command '{name}'.", name=cmd_name, near=near, ctx=ctx)


def _failed(fault: BaseException) -> int:
    """Tell of what nobody foresaw in one line; gives the status. Raises it again where that is asked for."""
    if os.environ.get(DEBUG):
        raise fault
    reason = f"{type(fault).__name__}: {fault}"
    with suppress(OSError):  # with nobody to tell, the status still says it
        click.echo(said("exit 5: projguard failed: {reason}", reason=reason), err=True)
    return 5


def _unwritten(fault: OSError) -> int:
    """Tell that standard output cannot be written, unless nobody reads any more; gives the status."""
    if isinstance(fault, BrokenPipeError):
        return CLOSED_PIPE
    from projguard.cli.written import not_written

    return not_written("", fault)


def _refusal(fault: BaseException) -> click.UsageError | None:
    """Make the refusal of a run whose plugins cannot be used."""
    from projguard.cli.refusals import refused_plugins
    from projguard.hooks.plugins import BadPlugins

    return refused_plugins(fault.faults, None) if isinstance(fault, BadPlugins) else None


def leave_working_directory() -> None:
    """Take the working directory off the module path: it may be a stranger's project folder."""
    here = os.path.realpath(".")
    sys.path[:] = [
        place for index, place in enumerate(sys.path) if place and (index or os.path.realpath(place) != here)
    ]


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"projguard, version {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help=mark("Show the version and exit."),
)
def main() -> None:
    """Hold a client project's manifest and evidence against a ten-point checklist."""
