"""Who can do something about a finding."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.advice.plan import Doer
from projguard.model.finding import Finding
from projguard.model.rule import Ask
from projguard.model.source import KeyPath
from projguard.model.values import Listing, PersonName, Value
from projguard.project.project import Project


def doer_of(project: Project, finding: Finding, side: Ask) -> Doer:
    """Find who has the next move: the one whom the finding names, else whose product it is, else who is in charge."""
    if side == "self":
        return Doer(_name(project, _managers(project)), side)
    fits = {person.id for person in project.people.values() if (person.orders if side == "client" else person.makes)}
    named = {person.id for value in finding.values.values() for person in _people(value)} & fits
    of_product = [id_ for id_ in _of_product(project, finding.location.key_path, side) if id_ in fits]
    in_charge = [id_ for id_ in (_deciders(project) if side == "client" else _managers(project)) if id_ in fits]
    found = [*named] if len(named) == 1 else of_product or in_charge
    return Doer(_name(project, found), side)


def _of_product(project: Project, at: KeyPath, side: Ask) -> tuple[str, ...]:
    if at[:1] != ("deliverables",) or len(at) < 2:
        return ()
    product = next((product for product in project.deliverables if product.at == at[:2]), None)
    if product is None:
        return ()
    return project.approvers_of(product) if side == "client" else (product.owner,)


def _deciders(project: Project) -> list[str]:
    """Give the decision makers, the one with the final word first."""
    return [maker.person for maker in sorted(project.decision_makers, key=lambda maker: not maker.final)]


def _managers(project: Project) -> list[str]:
    return [manager.id for manager in project.managers]


def _name(project: Project, ids: list[str]) -> str:
    return (project.person(ids[0]).name or ids[0]) if ids else ""


def _people(value: Value) -> Iterator[PersonName]:
    match value:
        case PersonName():
            yield value
        case Listing(items=items):
            for item in items:
                yield from _people(item)
