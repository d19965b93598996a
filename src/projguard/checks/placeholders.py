"""Placeholders in the manifest and in the files that it names, and a goal that nobody wrote down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath, dotted
from projguard.model.values import Field, Text, Value
from projguard.project.documents import is_text
from projguard.project.placeholders import Placeholders
from projguard.project.project import Project
from projguard.project.upkeep import OpenQuestion
from projguard.reading.evidence import EvidenceFile

GOAL = ("project", "goal")
QUIET = (("waivers", "reason"), ("open_questions", "question"), ("open_questions", "about"))
"""Fields of other rules: the reason of a waiver is PG0007's, a question may name what is asked."""


def placeholder_value(project: Project, params: Params) -> Iterator[Problem]:
    """Find placeholders in values and in evidence texts."""
    marks = project.placeholders if project.placeholders.fits(params) else Placeholders(params)
    if marks.may_be_among(project.wording):
        for at, text in project.scalars:
            found = marks.in_value(text)
            if found and (at[0], at[-1]) not in QUIET and not _is_vague_edit(at):
                yield _value(project, at, found)
    if marks.may_be_in(project.evidence_wording):
        for at, file in texts_by_field(project):
            for mark in marks.in_file(file):
                place = file.place(file.lines.span(mark.start, mark.end), at)
                values: dict[str, Value] = {"file": Text(file.path), "value": Text(mark.text)}
                yield Problem(message="file", at=place, values=values)
    if project.missing(*GOAL) and not project.missing(GOAL[0]):
        yield Problem(message="no_goal", at=GOAL)


def texts_by_field(project: Project) -> Iterator[tuple[KeyPath, EvidenceFile]]:
    """Give every evidence text once, with the field that names it."""
    seen: set[str] = set()
    for at, *_ in project.by_type.get("path", ()):
        file = project.evidence.files.get(project.root.down(at).text())
        if file and is_text(file) and file.path not in seen:
            seen.add(file.path)
            yield at, file
    for folder in project.evidence.folders.values():
        for page in folder.pages:
            if is_text(page) and page.path not in seen:
                seen.add(page.path)
                yield ("knowledge_base", "path"), page


def _is_vague_edit(at: KeyPath) -> bool:
    """Tell an item of the lists of edits, whose vagueness is a rule of its own."""
    return at[:1] == ("revisions",) and len(at) > 2 and at[1] in {"significant", "minor"}


def _value(project: Project, at: KeyPath, found: str) -> Problem:
    values: dict[str, Value] = {"field": Field(dotted(at)), "value": Text(found)}
    question = next((asked for asked in project.open_questions if _is_about(asked, at, project)), None)
    if question and question.due:
        values |= {"name": project.person(question.owner), "due": question.due}
        return Problem(message="asked", at=at, values=values)
    return Problem(message="value", at=at, values=values)


def _is_about(question: OpenQuestion, at: KeyPath, project: Project) -> bool:
    if not question.owner or question.due is None or question.due < project.as_of:
        return False
    about = [step for step in re.split(r"[\s#/.\[\]]+", question.about) if step]
    return about in ([str(step) for step in at], _by_id(project, at))


def _by_id(project: Project, at: KeyPath) -> list[str]:
    """Name items of lists by their id, as people do: ``deliverables.html.due``."""
    ids = (project.root.down(at[: index + 1])["id"].text() for index in range(len(at)))
    return [id_ if isinstance(step, int) and id_ else str(step) for step, id_ in zip(at, ids, strict=True)]
