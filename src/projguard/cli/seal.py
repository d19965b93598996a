"""``projguard seal``."""

from __future__ import annotations

import sys
from typing import Any

import click

from projguard.app.sealing import Seal, SealState, seal
from projguard.cli.one_project import Opened, open_project, project_options, say_exit, say_refused
from projguard.cli.speech import Spoken, said
from projguard.cli.unwritten import unwritten
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.writing import NotWritten
from projguard.model.source import dotted
from projguard.reading.unreadable import Unreadable
from projguard.reporters.terminal import visible
from projguard.wording.words import mark

FOUND, NOT_WRITTEN = 1, 4
TOLD: dict[SealState, str] = {
    "new": mark("{path}: sealed as agreed in {section}"),
    "same": mark("{path}: as it was sealed in {section}"),
    "changed": mark(
        "{path}: not what was sealed in {section}; agree on it anew, then take the old sha256 out and seal again"
    ),
    "absent": mark("{path}: not sealed in {section}, since there is no such file"),
    "shared": mark("{path}: not sealed in {section}, which is repeated by a reference; write it out first"),
}
WRONG: tuple[SealState, ...] = ("changed", "absent", "shared")


@click.command("seal", cls=Spoken)
@click.argument("path", metavar="[PATH]", default=".")
@project_options
def command(path: str, **options: Any) -> None:
    """Record the SHA-256 of every document that was agreed on.

    A seal is written once: when the document changes afterwards, PG0010 says that the agreement no longer holds for it.
    """
    project = open_project(path, options)
    seals = _sealed(project)
    for one in seals:
        section = dotted(one.at)
        click.echo(visible(said(TOLD[one.state], path=one.path, section=section)))
    if not seals:
        click.echo(said("No section of the manifest has both a document and the day on which it was agreed."))
    sys.exit(FOUND if any(one.state in WRONG for one in seals) else 0)


def _sealed(project: Opened) -> tuple[Seal, ...]:
    try:
        return seal(project.examiner, project.source)
    except Unreadable as why:
        say_refused(project.source.shown, why, project.words)
    except CannotEdit:
        say_exit(FOUND, said("{path}: the seals could not be written in this layout.", path=project.source.shown))
    except NotWritten as fault:
        say_exit(NOT_WRITTEN, visible(unwritten(fault)))
