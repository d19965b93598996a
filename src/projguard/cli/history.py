"""``projguard history``."""

from __future__ import annotations

import sys
from typing import Any

import click

from projguard.app.history import MOST, moments_of
from projguard.cli.formats import one_format, width
from projguard.cli.one_project import NOTHING, open_project, project_options, say_exit
from projguard.cli.speech import Spoken, said
from projguard.cli.written import write_result
from projguard.reporters.agenda.history import render_history, render_history_csv
from projguard.reporters.terminal import visible

FORMATS = ("table", "csv")


@click.command("history", cls=Spoken)
@click.argument("path", metavar="[PATH]", default=".")
@click.option(
    "--last", type=click.IntRange(min=1), default=MOST, show_default=True, metavar="N", help="Only the newest commits."
)
@click.option(
    "--format", "output", default="table", metavar="NAME[:FILE]", help="How to write it: table (default), csv."
)
@project_options
def command(path: str, last: int, output: str, **options: Any) -> None:
    """Show how ready a project was at each commit of its manifest, judged as of that commit's day.

    The days from the first version to the first that was ready, and points that opened again, follow below the table.
    """
    name, file = one_format(output, FORMATS)
    project = open_project(path, options, writes=False)
    moments = moments_of(project.examiner, project.source, last)
    if not moments:
        say_exit(NOTHING, visible(said("git knows no commit of {path}", path=project.source.shown)))
    if name == "csv":
        sys.exit(write_result(render_history_csv(moments), file))
    report = project.examiner.examine(project.source.manifest, project.source.shown, project.source.raw)
    sys.exit(write_result(render_history(report.title, moments, project.words, project.words.lang, width()), file))
