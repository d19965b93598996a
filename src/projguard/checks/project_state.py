"""The state of the project: phase and dates, and questions that wait."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Listing, Text, Value, Word
from projguard.project.project import Project

PHASE = ("project", "phase")


def phase_out_of_step(project: Project, params: Params) -> Iterator[Problem]:
    """Find a phase that the dates contradict; the manifest's own phase counts, whatever the run judges by."""
    del params
    start, end, phase = project.start, project.end, project.own_phase
    if project["project"].text("phase") != phase:
        return
    values: dict[str, Value] = {"phase": Word(phase)}
    if phase in {"draft", "kickoff"} and start and start <= project.as_of:
        yield Problem(message="started", at=PHASE, values={**values, "start": start})
    if phase == "production" and start and start > project.as_of:
        yield Problem(message="not_started", at=PHASE, values={**values, "start": start})
    if phase in {"delivered", "closed"}:
        waiting = [deliverable for deliverable in project.active_deliverables if not deliverable.accepted_on]
        if waiting:
            titles = Listing(tuple(Text(deliverable.label) for deliverable in waiting))
            yield Problem(message="open", at=PHASE, values={**values, "titles": titles})
    if project.status == "active" and phase in {"draft", "kickoff", "production"} and end and end < project.as_of:
        yield Problem(message="over", at=("project", "end"), values={"end": end})
    if start and end and end < start:
        yield Problem(message="order", at=("project", "end"), values={"end": end, "start": start})


def open_question_overdue(project: Project, params: Params) -> Iterator[Problem]:
    """Find questions without owner or date, overdue ones, and ones due only after the start."""
    del params
    for asked in project.open_questions:
        values: dict[str, Value] = {"question": Text(asked.question or asked.about)}
        if asked.due:
            values["due"] = asked.due
        if project.missing(*asked.at, "owner"):
            yield Problem(message="no_owner", at=(*asked.at, "owner"), values=values)
        at = (*asked.at, "due")
        if asked.due is None:
            if project.missing(*at):
                yield Problem(message="no_due", at=at, values=values)
        elif asked.due < project.as_of:
            yield Problem(message="past", at=at, values=values)
        elif project.phase == "kickoff" and project.start and asked.due > project.start:
            yield Problem(message="after_start", at=at, values={**values, "start": project.start})
