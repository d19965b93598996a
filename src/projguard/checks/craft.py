"""What the manager knows of the craft, who advises where that is not enough, and what is being learnt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.values import Kind, Listing, Text, Value
from projguard.project.deliverables import Deliverable
from projguard.project.people import Person
from projguard.project.project import Project


def manager_skills(project: Project, params: Params) -> Iterator[Problem]:
    """Find a project without a manager, with two, or whose manager lacks core skills that the work needs."""
    if not project.managers:
        if project.missing("people") or (isinstance(project["people"].data, dict) and not _role_is_unclear(project)):
            yield Problem(message="nobody", at=("people",), values={"role": Text(params["roles"][0])})
        return
    manager, *others = project.managers
    for other in others:
        values: dict[str, Value] = {"name": other.label, "role": Text(other.role), "other": manager.label}
        related = (Related(at=(*manager.at, "role"), label=""),)
        yield Problem(message="several", at=(*other.at, "role"), values=values, related=related)
    lacking = _lacking(project, manager, params)
    if lacking and not _unreadable(project, manager):
        skills = Listing(tuple(Kind(skill) for skill in lacking))
        values = {"name": manager.label, "skills": skills}
        yield Problem(message="skills", at=(*manager.at, "skills"), values=values)


def skill_gap(project: Project, params: Params) -> Iterator[Problem]:
    """Find kinds of work that the manager cannot judge and nobody advises on."""
    if not project.managers:
        return
    manager = project.managers[0]
    known = _known(manager) | set(_lacking(project, manager, params))
    advisers = [person for person in project.people.values() if person.side in params["sides"]]
    judged = known | {kind for person in advisers for kind in person.adviser_for}
    for kind, at in project.kinds_of_work.items():
        skill = params["skill_of"].get(kind, kind)
        if kind not in params["exempt"] and kind not in judged and skill not in judged:
            if _unreadable(project, manager):
                return
            related = (Related(at=(*manager.at, "skills"), label=""),)
            values: dict[str, Value] = {"kind": Kind(kind), "name": manager.label}
            yield Problem(message="gap", at=at, values=values, related=related)


def learning_plan(project: Project, params: Params) -> Iterator[Problem]:
    """Find things to learn without a date, overdue, or later than the first product that needs them."""
    for manager in project.managers[:1]:
        lacking = _lacking(project, manager, params)
        for entry in manager.learning:
            if entry.done_on or not entry.skill:
                continue
            at = (*entry.at, "due")
            values: dict[str, Value] = {"skill": Kind(entry.skill), "name": manager.label}
            first = _first_due(project, entry.skill, params)
            if entry.due is None:
                if project.missing(*at) and entry.skill not in lacking:
                    yield Problem(message="undated", at=at, values=values)
            elif entry.due < project.as_of:
                yield Problem(message="past", at=at, values={**values, "due": entry.due})
            elif first and first.due and entry.due > first.due:
                late: dict[str, Value] = {**values, "due": entry.due, "first_due": first.due}
                late["title"] = Text(first.label)
                related = (Related(at=(*first.at, "due"), label=""),)
                yield Problem(message="late", at=at, values=late, related=related)


def _known(manager: Person) -> set[str]:
    """Give what the manager knows or is going to learn by a day."""
    return {*manager.skills, *(entry.skill for entry in manager.learning)}


def _lacking(project: Project, manager: Person, params: Params) -> list[str]:
    """Give the core skills that the manager has neither nor learns, of those that some kind of work needs."""
    needed = {params["skill_of"].get(kind, kind) for kind in project.kinds_of_work}
    known = {*manager.skills, *(entry.skill for entry in manager.learning if entry.due or entry.done_on)}
    return [skill for skill in params["core"] if skill in needed and skill not in known]


def _unreadable(project: Project, manager: Person) -> bool:
    """Tell whether skills or learning are there, but misspelt, of the wrong form, or not filled in yet."""
    lists = ((*manager.at, "skills"), (*manager.at, "learning"))
    if any(not project.missing(*at) and not isinstance(project.root.down(at).data, list) for at in lists):
        return True
    return any(project.placeholders.in_value(skill) for skill in manager.skills)


def _role_is_unclear(project: Project) -> bool:
    """Tell whether somebody's role is misspelt or of the wrong form, which another rule reports."""
    return any(not person.role and not project.missing(*person.at, "role") for person in project.people.values())


def _first_due(project: Project, skill: str, params: Params) -> Deliverable | None:
    kinds = {skill, *(kind for kind, of in params["skill_of"].items() if of == skill)}
    dated = [d for d in project.active_deliverables if d.kind in kinds and d.due]
    return min(dated, key=lambda deliverable: deliverable.due or date.max, default=None)
