"""Products: each has a date, an owner and a kind, and its steps happen in time."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Listing, Text, Value
from projguard.project.deliverables import Deliverable
from projguard.project.project import Project
from projguard.project.terms import first_term


def deliverable_without_date_or_owner(project: Project, params: Params) -> Iterator[Problem]:
    """Find products without a due date, one named owner or a kind of work; no products at all."""
    del params
    if not project.deliverables and project["deliverables"].data in (None, "", []):
        if project["deliverables"].data == [] or project.missing("deliverables"):
            yield Problem(message="none", at=("deliverables",))
        return
    for deliverable in project.active_deliverables:
        if deliverable.due and deliverable.owner and deliverable.kind:
            continue
        values: dict[str, Value] = {"title": Text(deliverable.label)}
        if deliverable.due is None and project.missing(*deliverable.at, "due"):
            yield Problem(message="no_due", at=(*deliverable.at, "due"), values=values)
        if not deliverable.owner:
            yield from _owner(project, deliverable, values)
        if not deliverable.kind and project.missing(*deliverable.at, "kind"):
            yield Problem(message="no_kind", at=(*deliverable.at, "kind"), values=values)


def overdue_step(project: Project, params: Params) -> Iterator[Problem]:
    """Find products that are not delivered in time, and terms for comments that have run out."""
    del params
    for deliverable in project.active_deliverables:
        if deliverable.delivered_on is None:
            if deliverable.due and deliverable.due < project.as_of and project.missing(*deliverable.at, "delivered_on"):
                late: dict[str, Value] = {
                    "title": Text(deliverable.label),
                    "date": deliverable.due,
                    "count": (project.as_of - deliverable.due).days,
                }
                yield Problem(message="not_delivered", at=(*deliverable.at, "due"), values=late)
        elif _waits(project, deliverable):
            term = first_term(project, deliverable)
            if term and term.end < project.as_of:
                told: dict[str, Value] = {"title": Text(deliverable.label), "date": term.end}
                yield Problem(message="no_answer", at=(*deliverable.at, "delivered_on"), values=told)


def _owner(project: Project, deliverable: Deliverable, values: dict[str, Value]) -> Iterator[Problem]:
    at = (*deliverable.at, "owner")
    owner = project.root.down(at)
    if isinstance(owner.data, list):
        if len(names := owner.texts()) > 1:
            listed = Listing(project.names(names))
            yield Problem(message="several_owners", at=at, values={**values, "names": listed})
        elif not names:
            yield Problem(message="no_owner", at=at, values=values)
    elif project.missing(*at):
        yield Problem(message="no_owner", at=at, values=values)


def _waits(project: Project, deliverable: Deliverable) -> bool:
    if deliverable.accepted_on or deliverable.comments_on:
        return False
    return all(project.missing(*deliverable.at, key) for key in ("accepted_on", "comments_on"))
