"""Who decides: named people, reachable, one per kind of work, present when they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Contact, Kind, Listing, Period, Text, Value
from projguard.project.approval import Absence, DecisionMaker
from projguard.project.deliverables import Deliverable
from projguard.project.documents import folded
from projguard.project.people import Person
from projguard.project.project import Project
from projguard.project.terms import first_term


def decision_maker_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find a project in which nobody decides, or no human being, or nobody finally where a partner stands between."""
    if not any(_names_somebody(project, maker) for maker in project.decision_makers):
        if project.missing("decision_makers") or isinstance(project["decision_makers"].data, list):
            yield Problem(message="none", at=("decision_makers",))
        return
    for maker in project.decision_makers:
        if not _names_somebody(project, maker):
            yield Problem(message="no_person", at=(*maker.at, "person"))
        person = project.people.get(maker.person)
        if person and _is_department(person.name, params["departments"]):
            decides = (Related(at=(*maker.at, "person"), label="decides"),)
            values: dict[str, Value] = {"name": Text(person.name)}
            yield Problem(message="not_human", at=(*person.at, "name"), values=values, related=decides)
    yield from _final(project)


def decision_maker_contact(project: Project, params: Params) -> Iterator[Problem]:
    """Find decision makers and deputies without a contact of their own."""
    for id_, at in _deciders(project).items():
        person = project.people.get(id_)
        if person is None or not person.orders or person.phone or person.messenger:
            continue
        if not all(project.missing(*person.at, key) for key in ("phone", "messenger")):
            continue
        yield from _mailbox(project, person, at, params["shared_mailboxes"])


def several_approvers(project: Project, params: Params) -> Iterator[Problem]:
    """Find kinds of work about which two decide, and products with a list of approvers."""
    shared: dict[tuple[int, int], list[str]] = {}
    makers = [maker for maker in project.decision_makers if maker.person]
    for kind in project.kinds_of_work if len(makers) > 1 else ():
        deciding = [n for n, maker in enumerate(makers) if kind in maker.scope or params["everything"] in maker.scope]
        if kind not in params["exempt"] and len({makers[n].person for n in deciding}) > 1:
            for later in deciding[1:]:
                shared.setdefault((deciding[0], later), []).append(kind)
    for (one, other), kinds in shared.items():
        values: dict[str, Value] = {"a": project.person(makers[one].person), "b": project.person(makers[other].person)}
        values["kinds"] = Listing(tuple(Kind(kind) for kind in kinds))
        related = (Related(at=(*makers[one].at, "scope"), label="decides_too"),)
        yield Problem(message="scope", at=(*makers[other].at, "scope"), values=values, related=related)
    products = project["deliverables"].data
    for deliverable in project.active_deliverables:
        if not deliverable.approver and isinstance(products[deliverable.at[-1]].get("approver"), list):
            at = (*deliverable.at, "approver")
            people = Listing(project.names(project.root.down(at).texts()))
            values = {"title": Text(deliverable.label), "people": people}
            yield Problem(message="approvers", at=at, values=values)


def scope_without_approver(project: Project, params: Params) -> Iterator[Problem]:
    """Find products whose kind is in nobody's scope and that name no approver."""
    del params
    if not project.decision_makers:
        return
    for deliverable in project.active_deliverables:
        if deliverable.kind and not project.approvers_of(deliverable) and project.missing(*deliverable.at, "approver"):
            values: dict[str, Value] = {"title": Text(deliverable.label), "kind": Kind(deliverable.kind)}
            yield Problem(message="none", at=(*deliverable.at, "kind"), values=values)


def approver_absent(project: Project, params: Params) -> Iterator[Problem]:
    """Find products whose approver is away during the first term for comments, with nobody to stand in."""
    del params
    for deliverable in project.active_deliverables:
        if deliverable.accepted_on or deliverable.comments_on:
            continue
        term = first_term(project, deliverable)
        if term is None:
            continue
        for id_ in project.approvers_of(deliverable):
            yield from _away(project, deliverable, id_, term)


def _names_somebody(project: Project, maker: DecisionMaker) -> bool:
    """Tell whether an entry names anybody at all; a person of whom nothing is known is the affair of another rule."""
    return bool(maker.person) or not project.missing(*maker.at, "person")


def _is_department(name: str, words: Sequence[str]) -> bool:
    return not _known(tuple(words)).isdisjoint(re.findall(r"\w+", folded(name)))


@lru_cache(maxsize=64)  # words of cards, the same for all projects of a run
def _known(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.replace("ё", "е") for word in words)


def _final(project: Project) -> Iterator[Problem]:
    partner = project["client"].text("via_partner")
    if not partner:
        return
    final = [maker for maker in project.decision_makers if maker.final]
    if not final:
        if all(project.missing(*maker.at, "final") or not maker.final for maker in project.decision_makers):
            yield Problem(message="no_final", at=("client", "via_partner"), values={"partner": Text(partner)})
    elif len(final) > 1:
        people = Listing(project.names([maker.person for maker in final]))
        values: dict[str, Value] = {"partner": Text(partner), "people": people}
        related = (
            Related(at=(*final[0].at, "final"), label="decides_too"),
            Related(at=("client", "via_partner"), label="partner"),
        )
        yield Problem(message="several_final", at=(*final[1].at, "final"), values=values, related=related)


def _deciders(project: Project) -> dict[str, tuple[KeyPath, str]]:
    """Give everybody who may approve, each with the place that says so and its label."""
    found: dict[str, tuple[KeyPath, str]] = {}
    for maker in project.decision_makers:
        found.setdefault(maker.person, ((*maker.at, "person"), "decides"))
        found.setdefault(maker.deputy, ((*maker.at, "deputy"), "deputy"))
    return found


def _mailbox(project: Project, person: Person, named: tuple[KeyPath, str], shared: Sequence[str]) -> Iterator[Problem]:
    at = (*person.at, "email")
    related = (Related(at=named[0], label=named[1]),)
    values: dict[str, Value] = {"name": person.label}
    if project.missing(*at):
        yield Problem(message="none", at=at, values=values, related=related)
        return
    if not person.email:
        return
    values["contact"] = Contact(person.email)
    if person.email.partition("@")[0].casefold() in shared:
        yield Problem(message="shared", at=at, values=values, related=related)
        return
    mailbox = person.email.casefold()
    for other in [p for p in project.people.values() if p.email.casefold() == mailbox and p.id != person.id]:
        both = (Related(at=(*other.at, "email"), label="other_person"),)
        yield Problem(message="same", at=at, values={**values, "other": other.label}, related=both)
        return


def _away(project: Project, deliverable: Deliverable, id_: str, term: Period) -> Iterator[Problem]:
    maker = next((maker for maker in project.decision_makers if maker.person == id_), None)
    if maker is None:
        return
    for absence in maker.absences:
        days = _days(absence)
        if days is None or not _overlap(days, term):
            continue
        values: dict[str, Value] = {"name": project.person(id_), "title": Text(deliverable.label)}
        values["dates"] = days
        handed = Related(
            at=(*deliverable.at, "delivered_on" if deliverable.delivered_on else "due"), label="handed_over"
        )
        if not maker.deputy:
            if project.missing(*maker.at, "deputy"):
                yield Problem(message="alone", at=absence.at, values=values, related=(handed,))
            return
        other = _absence_of(project, maker.deputy, term)
        if other:
            values["deputy"] = project.person(maker.deputy)
            gone = Related(at=other.at, label="deputy_away")
            yield Problem(message="deputy_away", at=absence.at, values=values, related=(handed, gone))
        return


def _absence_of(project: Project, id_: str, term: Period) -> Absence | None:
    away = (absence for maker in project.decision_makers if maker.person == id_ for absence in maker.absences)
    return next((absence for absence in away if (days := _days(absence)) and _overlap(days, term)), None)


def _days(absence: Absence) -> Period | None:
    start, end = absence.start, absence.end
    if start is None and end is None:
        return None
    return Period(start or end or date.min, end or start or date.max)


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end
