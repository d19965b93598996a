"""A project as the checks see it: manifest, evidence and the day to judge by, with the questions they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from projguard.model.config import Mandatory
from projguard.model.once import once
from projguard.model.rule import Phase
from projguard.model.source import KeyPath, dotted
from projguard.model.values import Duration, Field, PersonName, Value
from projguard.project.approval import DecisionMaker
from projguard.project.calendar import WorkCalendar
from projguard.project.deliverables import Deliverable
from projguard.project.manifest import Manifest
from projguard.project.people import Person
from projguard.project.placeholders import Placeholders
from projguard.project.pricing import EstimateLine
from projguard.project.wording import Sought, Wording
from projguard.reading.evidence import Evidence, EvidenceFile, Folder

if TYPE_CHECKING:
    from projguard.reading.git_dates import GitDates  # only for what git is asked

MANAGERS = ("account_manager", "project_manager")
"""Roles of the person who answers for the project, the first that somebody has."""
ENTRY_EXEMPT = ("readme", "index", "оглавление")
"""Names of pages that lead to others and are no entries themselves."""


class Project(Manifest):
    """One project on one day.

    What follows from the manifest is worked out when somebody asks, and then kept.
    """

    evidence: Evidence
    as_of: date
    phase: Phase
    """The phase to judge by."""
    codes: Mapping[str, str]
    """Code of each known rule by its code, name and former names, for those that speak of rules."""
    jurisdiction: str
    """Country (ISO 3166-1) of an agency that names none."""
    mandatory: Mandatory
    """Rules that only listed approvers may waive."""
    placeholders: Placeholders
    """What stands in place of an answer; one list for all rules that leave it to the rule on placeholders."""
    git_dates: Callable[[tuple[str, ...]], GitDates]
    """Day of the last commit of files below the project's folder; asked only where declared dates do not settle it."""

    def __init__(
        self,
        manifest: Manifest,
        *,
        evidence: Evidence,
        as_of: date,
        phase: Phase,
        codes: Mapping[str, str],
        jurisdiction: str,
        mandatory: Mandatory,
        placeholders: Placeholders,
        sought: Sought,
        git_dates: Callable[[tuple[str, ...]], GitDates],
    ) -> None:
        super().__init__(
            document=manifest.document,
            vocabulary=manifest.vocabulary,
            by_type=manifest.by_type,
            faults=manifest.faults,
        )
        self.evidence = evidence
        self.as_of = as_of
        self.phase = phase
        self.codes = codes
        self.jurisdiction = jurisdiction
        self.mandatory = mandatory
        self.placeholders = placeholders
        self._sought = sought  # what rules look for in all texts, gathered from project to project
        self.git_dates = git_dates

    def on(self, day: date) -> Project:
        """Give the same project on another day."""
        return Project(
            self,
            evidence=self.evidence,
            as_of=day,
            phase=self.phase,
            codes=self.codes,
            jurisdiction=self.jurisdiction,
            mandatory=self.mandatory,
            placeholders=self.placeholders,
            sought=self._sought,
            git_dates=self.git_dates,
        )

    def file(self, path: str) -> EvidenceFile:
        """Give an evidence file that the manifest names."""
        return self.evidence.files.get(path) or EvidenceFile(path=path, state="missing")

    def folder(self, path: str) -> Folder:
        """Give a folder of pages that the manifest names."""
        return self.evidence.folders.get(path) or Folder(path=path, state="missing")

    @once
    def wording(self) -> Wording:
        """All texts of the manifest."""
        return Wording(self.said.texts, self._sought)

    @once
    def evidence_wording(self) -> Wording:
        """All texts of the evidence."""
        return Wording(self.evidence.texts(), self._sought)

    def person(self, id_: str) -> PersonName:
        """Name a person in a message, by the id itself where nobody has it."""
        known = self.people.get(id_)
        return known.label if known else PersonName(id_)

    def field(self, at: KeyPath) -> Field:
        """Name a field in a message; a list item by its identity: ``deliverables[html].due``."""
        return Field(dotted(at))

    @once
    def managers(self) -> tuple[Person, ...]:
        """Everybody with the role of account manager; of project manager where there is none."""
        for role in MANAGERS:
            found = tuple(person for person in self.people.values() if person.role.casefold().replace(" ", "_") == role)
            if found:
                return found
        return ()

    @once
    def active_deliverables(self) -> tuple[Deliverable, ...]:
        """Products that are not cancelled."""
        return tuple([deliverable for deliverable in self.deliverables if not deliverable.cancelled])

    @once
    def delivered(self) -> tuple[Deliverable, ...]:
        """Products that were handed over, and are not cancelled."""
        return tuple([deliverable for deliverable in self.active_deliverables if deliverable.delivered_on])

    @once
    def deliverable_by_id(self) -> dict[str, Deliverable]:
        """Products by id; of two with one id the first."""
        return {deliverable.id: deliverable for deliverable in reversed(self.deliverables) if deliverable.id}

    @once
    def kinds(self) -> tuple[str, ...]:
        """Kinds of work of products that are not cancelled, in the order of the manifest."""
        return tuple(dict.fromkeys(d.kind for d in self.active_deliverables if d.kind))

    @once
    def kinds_of_work(self) -> dict[str, KeyPath]:
        """Kinds of work of products and estimate, each with the place where it is used first."""
        first: dict[str, KeyPath] = {}
        uses: list[Deliverable | EstimateLine] = [*self.active_deliverables, *self.pricing.estimate]
        for used in uses:
            if used.kind and used.kind not in first:
                first[used.kind] = (*used.at, "kind")
        return first

    @once
    def first_due(self) -> date | None:
        """The earliest due date of a product that is not cancelled."""
        return min((d.due for d in self.active_deliverables if d.due), default=None)

    @once
    def deciders(self) -> frozenset[str]:
        """Ids of decision makers and their deputies."""
        named = {id_ for maker in self.decision_makers for id_ in (maker.person, maker.deputy)}
        return frozenset(named - {""})

    def deciders_of(self, kind: str) -> tuple[DecisionMaker, ...]:
        """Give the decision makers whose scope holds a kind of work, or ``all``."""
        return tuple([maker for maker in self.decision_makers if kind in maker.scope or "all" in maker.scope])

    def approvers_of(self, deliverable: Deliverable) -> tuple[str, ...]:
        """Give the ids of those who approve a product: its own approver, else by scope of its kind."""
        if deliverable.approver:
            return (deliverable.approver,)
        return tuple([maker.person for maker in self.deciders_of(deliverable.kind) if maker.person])

    def feedback_term(self, deliverable: Deliverable) -> Duration | None:
        """Give the term for comments on a product: its own, else the project's."""
        return deliverable.feedback_within or self.feedback.within

    def rounds(self, deliverable: Deliverable) -> int:
        """Give the rounds of edits of a product: its own, else the project's, else none."""
        own = deliverable.rounds if deliverable.rounds is not None else self.revisions.rounds_included
        return own or 0

    @once
    def client_holidays(self) -> frozenset[date]:
        """Days off of the client."""
        return self["client"].days("holidays")

    @once
    def client_calendar(self) -> WorkCalendar:
        """The agency's calendar with the client's days off: on it the client's terms count."""
        return self.calendar.for_client(self.client_holidays)

    @once
    def decision_entries(self) -> tuple[EvidenceFile, ...]:
        """Pages of the decisions folder, README and index left out."""
        return tuple(page for page in self.folder(self.knowledge_base.decisions).pages if is_entry(page.path))

    def names(self, ids: Iterable[str]) -> tuple[Value, ...]:
        """Name people in a message, each once."""
        return tuple(self.person(id_) for id_ in dict.fromkeys(ids))


def is_entry(path: str) -> bool:
    """Tell a page that says something itself from one that only leads to others."""
    stem = path.rpartition("/")[2].partition(".")[0]
    return stem.casefold() not in ENTRY_EXEMPT
