"""``projguard plan``."""

from __future__ import annotations

import sys
from typing import Any

import click

from projguard.app.planning import plan_of
from projguard.cli.formats import one_format, width
from projguard.cli.one_project import open_project, project_options, say_exit
from projguard.cli.speech import Spoken
from projguard.cli.words import OneOf
from projguard.cli.written import write_result
from projguard.model.report import ProjectReport
from projguard.model.rule import PHASES
from projguard.reporters.agenda.plan import PlanSheet, render_plan, render_plan_markdown
from projguard.reporters.terminal import visible

FORMATS = ("text", "markdown")
FOUND = 1


@click.command("plan", cls=Spoken)
@click.argument("path", metavar="[PATH]", default=".")
@click.option("--phase", type=OneOf(PHASES), help="Judge as if the project were in this phase. Default: its own.")
@click.option("--gate", "gate_name", metavar="NAME", help="A gate of the settings, or commit, kickoff, ci.")
@click.option(
    "--fail-on",
    multiple=True,
    metavar="LEVEL|RULES",
    help="Lowest severity that fails: error (default), warning, info, never; or rules and points that count.",
)
@click.option(
    "--format", "output", default="text", metavar="NAME[:FILE]", help="How to write it: text (default), markdown."
)
@project_options
def command(path: str, output: str, **options: Any) -> None:
    """Show the shortest way to a clear gate: what to close, who has the next move, by when; the cheapest first."""
    name, file = one_format(output, FORMATS)
    project = open_project(path, options, writes=False)
    planned = plan_of(project.examiner, project.source, project.words)
    if isinstance(planned, ProjectReport):
        say_exit(FOUND, visible(f"{planned.path}: {project.words.message(planned.findings[0])}"))
    sheet = PlanSheet(
        report=planned.report,
        shares=planned.shares,
        lang=project.words.lang,
        sentences=project.words,
        places=planned.places,
        names=planned.names,
    )
    rendered = render_plan(sheet, width()) if name == "text" else render_plan_markdown(sheet)
    sys.exit(write_result(rendered, file))
