"""Checklists: one for every kind of work, usable, run before each delivery by somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Kind, Text, Value
from projguard.project.deliverables import Deliverable
from projguard.project.documents import folded, is_text, unusable
from projguard.project.project import Project
from projguard.reading.evidence import EvidenceFile
from projguard.reading.markdown import Task


def checklist_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find kinds of work that no checklist covers."""
    covered = {kind for checklist in project.checklists for kind in checklist.kinds}
    if params["all"] in covered or not (project.missing("quality", "checklists") or project.checklists):
        return
    for kind in project.kinds:
        if kind not in covered:
            first = next(d for d in project.active_deliverables if d.kind == kind)
            related = (Related(at=("quality", "checklists"), label=""),)
            values: dict[str, Value] = {"kind": Kind(kind)}
            yield Problem(message="uncovered", at=(*first.at, "kind"), values=values, related=related)


def checklist_not_usable(project: Project, params: Params) -> Iterator[Problem]:
    """Find checklists that are not there or cannot be ticked."""
    for checklist in project.checklists:
        if not checklist.file:
            continue
        at = (*checklist.at, "file")
        file = project.file(checklist.file)
        values: dict[str, Value] = {"file": Text(checklist.file)}
        if unusable(file) not in {"", "empty"}:
            yield Problem(message="no_file", at=at, values=values)
        elif file.state != "empty" and not is_text(file):
            yield Problem(message="not_checked", at=at, values=values)
        else:
            yield from _items(file, at, params, values)


def delivered_unchecked(project: Project, params: Params) -> Iterator[Problem]:
    """Find delivered products that nobody ran a checklist on."""
    del params
    known = {checklist.file for checklist in project.checklists}
    keeps = project["quality"]["keep_records"].flag()
    for deliverable in project.delivered:
        values: dict[str, Value] = {"title": Text(deliverable.label)}
        if not deliverable.qa.checklist and project.missing(*deliverable.qa.at):
            if deliverable.delivered_on:
                values["date"] = deliverable.delivered_on
            yield Problem(message="none", at=deliverable.qa.at, values=values)
            continue
        yield from _run(project, deliverable, known, values)
        if keeps and project.missing(*deliverable.qa.at, "record"):
            yield Problem(message="no_record", at=(*deliverable.qa.at, "record"), values=values)


def checked_after_delivery(project: Project, params: Params) -> Iterator[Problem]:
    """Find checks after the hand-over, before the last one, or in the future."""
    del params
    for deliverable in project.delivered:
        checked, delivered = deliverable.qa.checked_on, deliverable.delivered_on
        if checked is None or delivered is None:
            continue
        again = deliverable.redelivered_on
        last = again or delivered
        values: dict[str, Value] = {"delivered": last}
        message = "late" if checked > last else "not_rechecked" if again and checked <= delivered else ""
        if checked > project.as_of:
            message, values = "future", {}
        if message:
            told = {"title": Text(deliverable.label), "checked": checked, **values}
            yield Problem(message=message, at=(*deliverable.qa.at, "checked_on"), values=told)


def checked_by_maker(project: Project, params: Params) -> Iterator[Problem]:
    """Find products that their author checked, or the client."""
    for deliverable in project.delivered:
        person = project.people.get(deliverable.qa.checked_by)
        if person is None:
            continue
        is_client = person.side and person.side not in params["sides"]
        if is_client or person.id == deliverable.owner:
            values: dict[str, Value] = {"title": Text(deliverable.label), "name": person.label}
            at = (*deliverable.qa.at, "checked_by")
            yield Problem(message="client" if is_client else "maker", at=at, values=values)


def unticked_items(project: Project, params: Params) -> Iterator[Problem]:
    """Find lines of a stored run that are neither ticked nor explained."""
    for deliverable in project.delivered:
        record = deliverable.qa.record
        if not record:
            continue
        at = (*deliverable.qa.at, "record")
        file = project.file(record)
        values: dict[str, Value] = {"title": Text(deliverable.label), "record": Text(record)}
        if unusable(file) not in {"", "empty"}:
            yield Problem(message="no_file", at=at, values=values)
        elif is_text(file):
            for task in file.page.tasks:
                if not task.ticked and not _is_explained(task, params):
                    told: dict[str, Value] = {**values, "item": Text(task.text)}
                    yield Problem(message="unticked", at=file.place(task.span, at), values=told)


def _items(file: EvidenceFile, at: KeyPath, params: Params, values: dict[str, Value]) -> Iterator[Problem]:
    tasks = file.page.tasks if is_text(file) else ()
    if len(tasks) < params["min_items"]:
        told: dict[str, Value] = {**values, "count": len(tasks), "least": params["min_items"]}
        yield Problem(message="few_items", at=at, values=told)
    if len(tasks) <= params["max_per_heading"]:
        return
    for heading, count in Counter(task.heading for task in tasks).items():
        if count > params["max_per_heading"]:
            told = {**values, "count": count, "heading": Text(heading), "most": params["max_per_heading"]}
            yield Problem(message="long_group", at=at, values=told)


def _run(project: Project, deliverable: Deliverable, known: set[str], values: dict[str, Value]) -> Iterator[Problem]:
    qa = deliverable.qa
    is_said = qa.checklist and qa.checked_by and qa.checked_on
    if not is_said and not isinstance(project.root.down(qa.at).data, dict):
        return
    if not qa.checklist and project.missing(*qa.at, "checklist"):
        yield Problem(message="no_checklist", at=(*qa.at, "checklist"), values=values)
    elif known and qa.checklist and qa.checklist not in known:
        told: dict[str, Value] = {**values, "file": Text(qa.checklist)}
        yield Problem(message="unknown_checklist", at=(*qa.at, "checklist"), values=told)
    if not qa.checked_by and project.missing(*qa.at, "checked_by"):
        yield Problem(message="no_checker", at=(*qa.at, "checked_by"), values=values)
    if not qa.checked_on and project.missing(*qa.at, "checked_on"):
        yield Problem(message="no_date", at=(*qa.at, "checked_on"), values=values)


def _is_explained(task: Task, params: Params) -> bool:
    text = folded(task.text)
    for mark in params["marks"]:
        _, found, reason = text.partition(folded(mark))
        if found and sum(any(map(str.isalnum, word)) for word in reason.split()) >= params["min_reason_words"]:
            return True
    return False
