"""``projguard waive``."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from projguard.app.waiving import DoesNotHold, NoSuchPlace, Waived, Wanted, waive
from projguard.cli.one_project import Opened, open_project, project_options, say_exit, say_refused
from projguard.cli.speech import Spoken, said, wrong
from projguard.cli.unwritten import unwritten
from projguard.cli.words import Day
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.writing import NotWritten
from projguard.project.nearest import nearest
from projguard.reading.unreadable import Unreadable
from projguard.reporters.terminal import visible

FOUND, NOT_WRITTEN = 1, 4


@click.command("waive", cls=Spoken)
@click.argument("rule")
@click.argument("path", metavar="[PATH]", default=".")
@click.option("--until", type=Day(), required=True, metavar="DATE", help="The last day on which it holds.")
@click.option("--reason", required=True, metavar="TEXT", help="Why the gap is accepted, in five words or more.")
@click.option("--approved-by", required=True, metavar="ID", help="Who accepts it: an id of people.")
@click.option("--at", "pointer", metavar="POINTER", help="The place that it is for, such as /deliverables/id=html/due.")
@project_options
def command(rule: str, path: str, **options: Any) -> None:
    """Write a waiver into the manifest: a gap that is accepted for a reason, by a person, until a day.

    Nothing is written that would not hold, and no other line of the file changes.
    """
    project = open_project(path, options)
    codes = project.examiner.active.codes
    code = codes.get(rule) or codes.get(rule.upper()) or codes.get(rule.lower())
    if code is None:
        raise wrong("No rule fits '{name}'.", name=rule, near=nearest(rule.upper(), codes) or nearest(rule, codes))
    until: date = options["until"]
    reason = " ".join(options["reason"].split())
    wanted = Wanted(code, reason, options["approved_by"], until, options["pointer"] or "")
    done = _waived(project, wanted)
    line = done.document.span_of(done.at).start.line + 1
    told = [
        said("{place}: {code} is waived until {until}", place=f"{project.source.shown}:{line}", code=code, until=until)
    ]
    if not done.covered:
        told.append(said("It covers nothing now: the gap is closed, or lies elsewhere."))
    if done.remark:
        told.append(project.words.message(done.remark))
    click.echo("\n".join(map(visible, told)))


def _waived(project: Opened, wanted: Wanted) -> Waived:
    try:
        return waive(project.examiner, project.source, wanted)
    except NoSuchPlace:
        raise wrong("Nothing stands at '{pointer}', and nothing is missing there.", pointer=wanted.scope) from None
    except DoesNotHold as no:
        raise click.UsageError(visible(project.words.message(no.why))) from None
    except CannotEdit:
        raise wrong("{path}: something else than a list stands at waivers.", path=project.source.shown) from None
    except Unreadable as why:
        say_refused(project.source.shown, why, project.words)
    except NotWritten as fault:
        say_exit(NOT_WRITTEN, visible(unwritten(fault)))
