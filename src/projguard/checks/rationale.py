"""Whether decisions are explained: agreed with the team, written down, with a real reason."""

from collections.abc import Iterator
from typing import NamedTuple

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath, TextPlace
from projguard.model.values import Listing, Text, Value
from projguard.project.deliverables import Deliverable
from projguard.project.documents import folded, folded_words, is_hinted, is_text, unusable
from projguard.project.project import Project
from projguard.reading.evidence import EvidenceFile
from projguard.reading.evidence_paths import is_path
from projguard.reading.markdown import Section

RECORD = ("rationale", "record_in")
WHY = ("почему", "причин", "обоснован", "why", "rationale", "because", "context")


class Reason(NamedTuple):
    """A reason as written: of which decision, where, and in which words."""

    decision: str
    field: KeyPath
    text: str
    is_measured: bool = True
    """False where the rule on products handed over speaks of its length."""
    entry: EvidenceFile | None = None
    """The page that says it, if a page does."""
    section: Section | None = None

    @property
    def at(self) -> KeyPath | TextPlace:
        """Where it stands, worked out only where something is wrong with it."""
        return self.entry.place(self.section.span, self.field) if self.entry and self.section else self.field


def rationale_rule(project: Project, params: Params) -> Iterator[Problem]:
    """Find no agreement to explain decisions, and reasons that are kept nowhere."""
    if project.missing("rationale"):
        yield Problem(message="none", at=("rationale",))
        return
    if not isinstance(project["rationale"].data, dict):
        return
    if not project.rationale.required and (
        project.missing("rationale", "required") or project["rationale"]["required"].data is False
    ):
        yield Problem(message="not_required", at=("rationale", "required"))
    record = project.rationale.record_in
    if project.missing(*RECORD):
        yield Problem(message="no_place", at=RECORD)
    elif is_path(record):
        yield from _record(project.file(record), params["min_words"])


def rationale_agreed(project: Project, params: Params) -> Iterator[Problem]:
    """Find owners of products who have not agreed to explain, and agreements without a date or too late."""
    at = ("rationale", "agreed")
    if not isinstance(project["rationale"].data, dict):
        return
    owners = dict.fromkeys(d.owner for d in project.active_deliverables if d.owner in project.people)
    making = [id_ for id_ in owners if project.people[id_].side in params["sides"]]
    agreed = project.rationale.agreed
    if agreed is None:
        if project.missing(*at) and making:
            yield Problem(message="none", at=at, values={"people": Listing(project.names(making))})
        return
    is_mapping = isinstance(project.root.down(at).data, dict)
    if agreed.date is None and not is_mapping:
        return
    where = (*at, "with") if is_mapping else at
    left = [id_ for id_ in making if id_ not in agreed.people]
    is_readable = not is_mapping or project.missing(*where) or isinstance(project.root.down(where).data, list)
    if left and is_readable:
        yield Problem(message="people", at=where, values={"people": Listing(project.names(left))})
    yield from _date(project)


def delivered_rationale(project: Project, params: Params) -> Iterator[Problem]:
    """Find delivered products without a reason."""
    for deliverable in project.delivered:
        yield from _reason(project, deliverable, params["min_words"])


def weak_rationale(project: Project, params: Params) -> Iterator[Problem]:
    """Find reasons that are short or name nothing but taste or rank."""
    tastes, grounds = folded_words(tuple(params["taste"])), folded_words(tuple(params["grounds"]))
    reasons = tuple(_reasons(project))
    # Few speak of taste, which one search in all of them says.
    is_tasted = is_hinted(folded("\n".join([reason.text for reason in reasons])), tastes)
    for reason in reasons:
        message = ""
        told: dict[str, Value] = {}
        text = folded(reason.text) if is_tasted else ""
        if is_hinted(text, tastes) and not is_hinted(text, grounds):
            message = "taste"
            told["phrase"] = Text(max((taste for taste in params["taste"] if folded(taste) in text), key=len))
        elif reason.is_measured and 0 < (words := len(reason.text.split())) < params["min_words"]:
            message = "short"
            told = {"count": words, "minimum": params["min_words"]}
        if message and not project.placeholders.in_value(reason.text):
            yield Problem(message=message, at=reason.at, values={"decision": Text(reason.decision), **told})


def _record(file: EvidenceFile, least: int) -> Iterator[Problem]:
    values: dict[str, Value] = {"file": Text(file.path)}
    if file.state in {"missing", "outside", "refused"}:
        yield Problem(message="no_file", at=RECORD, values=values)
    elif (file.state == "empty" or is_text(file)) and not file.page.has_words(least):
        yield Problem(message="short_file", at=RECORD, values={**values, "count": file.page.words, "minimum": least})


def _date(project: Project) -> Iterator[Problem]:
    agreed = project.rationale.agreed
    if agreed is None:
        return
    is_mapping = isinstance(project.root.down(agreed.at).data, dict)
    at = (*agreed.at, "date") if is_mapping else agreed.at
    if agreed.date is None:
        if project.missing(*at):
            yield Problem(message="undated", at=at)
        return
    due = project.first_due
    if due and agreed.date > due:
        first = next(d for d in project.active_deliverables if d.due == due)
        values: dict[str, Value] = {"date": agreed.date, "due": due, "title": Text(first.label)}
        yield Problem(message="late", at=at, values=values)


def _reason(project: Project, deliverable: Deliverable, least: int) -> Iterator[Problem]:
    at = (*deliverable.at, "rationale")
    values: dict[str, Value] = {}
    if not deliverable.rationale and project.missing(*at):
        if deliverable.delivered_on:
            values["date"] = deliverable.delivered_on
        yield Problem(message="none", at=at, values={"title": Text(deliverable.label), **values})
        return
    message = ""
    if is_path(deliverable.rationale):
        if problem := unusable(project.file(deliverable.rationale)):
            message = "empty_file" if problem == "empty" else "no_file"
            values["file"] = Text(deliverable.rationale)
    elif deliverable.rationale and (count := len(deliverable.rationale.split())) < least:
        message = "short"
        values |= {"count": count, "minimum": least}
    if message and not project.placeholders.in_value(deliverable.rationale):
        yield Problem(message=message, at=at, values={"title": Text(deliverable.label), **values})


def _reasons(project: Project) -> Iterator[Reason]:
    for deliverable in project.active_deliverables:
        text = deliverable.rationale
        if text and not is_path(text):
            yield Reason(deliverable.label, (*deliverable.at, "rationale"), text, deliverable.delivered_on is None)
    field = ("knowledge_base", "decisions" if project["knowledge_base"]["decisions"].is_present else "path")
    for entry in project.decision_entries:
        if not is_text(entry):
            continue
        sections = entry.page.sections
        for section in sections:
            title = folded(section.title)
            if is_hinted(title, WHY):
                yield Reason(sections[0].title, field, section.body.strip(), entry=entry, section=section)
                break
