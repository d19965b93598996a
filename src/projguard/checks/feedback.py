"""Feedback of the client: its term and channel, what silence means, and what the client brings."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Duration, Listing, Text, Value
from projguard.project.deliverables import ClientInput
from projguard.project.project import Project
from projguard.reading.evidence_paths import is_path


def feedback_term_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find feedback without a term, a channel or an agreement with the client; a very long term."""
    if project.missing("feedback") and not _terms_of_products(project):
        yield Problem(message="none", at=("feedback",))
        return
    if project.missing("feedback", "within") and not _terms_of_products(project):
        yield Problem(message="no_term", at=("feedback", "within"))
    yield from _terms(project, params["long_days"])
    if project.missing("feedback", "channel"):
        yield Problem(message="no_channel", at=("feedback", "channel"))
    yield from _agreed(project)


def silence_rule_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find silence whose meaning is not agreed, unknown, or agreed nowhere in writing."""
    at = ("feedback", "on_silence")
    if project.missing("feedback"):
        return
    if project.missing(*at):
        yield Problem(message="none", at=at)
        return
    if not project.root.down(at).is_present:
        return
    meaning = project.feedback.on_silence
    if meaning not in params["allowed"]:
        allowed = Listing(tuple(Text(word) for word in params["allowed"]))
        value = Text(meaning or str(project.root.down(at).data))
        yield Problem(message="unknown", at=at, values={"value": value, "allowed": allowed})
    elif meaning == "accepted" and not _is_written(project):
        yield Problem(message="unwritten", at=at)


def client_input_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find inputs of the client without owner or date, too late for what needs them, or overdue."""
    del params
    if not project.client_inputs:
        if project["client_inputs"].data in (None, "", []) and project.missing("client_inputs"):
            at: KeyPath = ("feedback",) if project["feedback"].is_present else ("client_inputs",)
            yield Problem(message="none", at=at)
        elif project["client_inputs"].data == []:
            yield Problem(message="none", at=("client_inputs",))
        return
    for wanted in project.client_inputs:
        if wanted.received_on is None:
            yield from _input(project, wanted)


def _terms_of_products(project: Project) -> bool:
    """Tell whether every product has a term of its own, so that none is needed for all."""
    active = project.active_deliverables
    return bool(active) and all(not project.missing(*d.at, "feedback_within") for d in active)


def _terms(project: Project, most: int) -> Iterator[Problem]:
    places: list[tuple[KeyPath, Duration | None]] = [(("feedback", "within"), project.feedback.within)]
    places += [((*d.at, "feedback_within"), d.feedback_within) for d in project.active_deliverables]
    for at, term in places:
        if term is None:
            continue
        days = project.calendar.term_days(term)
        if term.count == 0:
            yield Problem(message="not_positive", at=at, values={"value": term})
        elif term.unit not in {"month", "year"} and days > most:
            yield Problem(message="long", at=at, values={"count": days, "most": most})


def _agreed(project: Project) -> Iterator[Problem]:
    at = ("feedback", "agreed")
    agreed = project.feedback.agreed
    if agreed is None or not agreed.people:
        if agreed is not None or project.missing(*at):
            yield Problem(message="not_agreed", at=at if agreed is None else (*at, "with"))
        return
    if not any(id_ not in project.people or project.people[id_].orders for id_ in agreed.people):
        names = Listing(project.names(agreed.people))
        yield Problem(message="no_client", at=(*at, "with"), values={"names": names})


def _is_written(project: Project) -> bool:
    """Tell whether the contract or the record of the agreement is there."""
    contract = project["project"]["contract"]
    file = contract.text("file")
    if file and project.file(file).exists:
        return True
    record = project.feedback.agreed.record if project.feedback.agreed else ""
    return bool(record) and (not is_path(record) or project.file(record).exists)


def _input(project: Project, wanted: ClientInput) -> Iterator[Problem]:
    title: dict[str, Value] = {"title": Text(wanted.title)}
    if project.missing(*wanted.at, "owner"):
        yield Problem(message="no_owner", at=(*wanted.at, "owner"), values={**title, **_due(wanted)})
    elif wanted.owner in project.people and not project.people[wanted.owner].orders:
        values = {**title, **_due(wanted), "name": project.person(wanted.owner)}
        yield Problem(message="wrong_side", at=(*wanted.at, "owner"), values=values)
    if project.missing(*wanted.at, "due"):
        yield Problem(message="no_due", at=(*wanted.at, "due"), values=title)
    elif wanted.due is not None:
        yield from _late(project, wanted)


def _late(project: Project, wanted: ClientInput) -> Iterator[Problem]:
    due = wanted.due
    if due is None:
        return
    for id_ in wanted.needed_for:
        product = project.deliverable_by_id.get(id_)
        needed = (product.start or product.due) if product and not product.cancelled else None
        if product and needed and due > needed:
            values: dict[str, Value] = {"title": Text(wanted.title), "date": due}
            values |= {"product": Text(product.label), "needed": needed}
            key = "start" if product.start else "due"
            related = (Related(at=(*product.at, key), label="needed"),)
            yield Problem(message="late", at=(*wanted.at, "due"), values=values, related=related)
    if due < project.as_of:
        yield Problem(message="overdue", at=(*wanted.at, "due"), values={"title": Text(wanted.title), "date": due})


def _due(wanted: ClientInput) -> dict[str, Value]:
    return {"date": wanted.due} if wanted.due else {}
