"""The manifest read as people, agreements, products and sums; each section when it is first asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from projguard.model.once import once
from projguard.model.rule import PHASES, Phase
from projguard.model.source import Document, KeyPath, Said, below
from projguard.project.agreements import StandardDocument, read_standard_document
from projguard.project.approval import (
    ChangeRequests,
    DecisionMaker,
    Feedback,
    Revisions,
    read_change_requests,
    read_decision_makers,
    read_feedback,
    read_revisions,
)
from projguard.project.brief import (
    Brief,
    TermsOfReference,
    read_brief,
    read_department_briefs,
    read_terms_of_reference,
)
from projguard.project.calendar import WorkCalendar
from projguard.project.calendar_section import read_calendar
from projguard.project.cursor import Cursor, is_blank
from projguard.project.deliverables import ClientInput, Deliverable, read_client_inputs, read_deliverables
from projguard.project.forms import Misread, misread_values
from projguard.project.people import Person, read_people
from projguard.project.pricing import Pricing, read_pricing
from projguard.project.scalars import said_in, scalars
from projguard.project.unknown_keys import UnknownKey, find_unknown_keys
from projguard.project.upkeep import (
    Checklist,
    KnowledgeBase,
    OpenQuestion,
    Rationale,
    Waiver,
    read_checklists,
    read_knowledge_base,
    read_open_questions,
    read_rationale,
    read_waivers,
)
from projguard.reading.typed_fields import ByType, TypedField, typed_fields
from projguard.reading.validation import SchemaFault
from projguard.reading.vocabulary import Vocabulary

if TYPE_CHECKING:
    from projguard.project.care import Account, Communication  # of rules that few agencies switch on


class Manifest:
    """One manifest and what its schema says about it.

    Each section is read when somebody asks, and then kept.
    """

    document: Document
    vocabulary: Vocabulary
    by_type: ByType
    """The values and keys of each type of the schema."""
    faults: tuple[SchemaFault, ...]
    """Where the manifest does not fit its schema."""

    def __init__(
        self,
        *,
        document: Document,
        vocabulary: Vocabulary,
        by_type: ByType,
        faults: tuple[SchemaFault, ...] = (),
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.by_type = by_type
        self.faults = faults

    def __getitem__(self, key: str) -> Cursor:
        """Step into a top-level section, whether it exists or not."""
        data = self.document.data
        return Cursor(self.document, (key,), data.get(key) if isinstance(data, dict) else None)

    def missing(self, *path: str | int) -> bool:
        """Tell whether nothing is said at a path: absent, null or blank.

        False where a misspelt key seems to say it, or where a section on the way has the wrong type: another rule
        speaks of these, and one defect is one finding.
        """
        value = self.document.data
        for length, step in enumerate(path, 1):
            value = value.get(step) if type(value) is dict else below(value, step)
            if type(value) is not dict and type(value) is not list:
                return is_blank(value) and path[:length] not in self._meant
        return False

    @once
    def root(self) -> Cursor:
        """The whole document."""
        return Cursor(self.document)

    @once
    def scalars(self) -> tuple[tuple[KeyPath, str], ...]:
        """Every text of the document with its path, in order."""
        return tuple(scalars(self.document))

    @once
    def said(self) -> Said:
        """Every name and every text of the document, without where."""
        return said_in(self.document)

    @once
    def fields(self) -> tuple[TypedField, ...]:
        """Each value that has a type of its own."""
        return tuple(typed_fields(self.vocabulary.schema, self.document.data))

    @once
    def types(self) -> dict[KeyPath, str]:
        """Name of the schema's type of each value that has one."""
        return {field.path: field.type_name for field in self.fields if field.part == "value"}

    @once
    def unknown_keys(self) -> tuple[UnknownKey, ...]:
        """Keys that the schema does not know."""
        return find_unknown_keys(self.faults)

    @once
    def misread(self) -> tuple[Misread, ...]:
        """Values of typed fields that are not in a form that passes in silence, in the order of the document."""
        found = misread_values(self.document, self.by_type)
        if len(found) > 1:
            order = {field.path: index for index, field in enumerate(self.fields)}
            found.sort(key=lambda misread: order[misread.at])
        return tuple(found)

    @once
    def title(self) -> str:
        """What the project is called, its id where it has no title."""
        return self["project"].text("title") or self["project"].text("id")

    @once
    def own_phase(self) -> Phase:
        """The phase that the manifest names; draft where it names none that is known."""
        named = self["project"].text("phase")
        return next((phase for phase in PHASES if phase == named), "draft")

    @once
    def status(self) -> str:
        """active, on_hold or cancelled."""
        named = self["project"].text("status")
        return named if named in {"on_hold", "cancelled"} else "active"

    @once
    def start(self) -> date | None:
        """First day of the project."""
        return self["project"].day("start")

    @once
    def end(self) -> date | None:
        """Last day of the project."""
        return self["project"].day("end")

    @once
    def people(self) -> dict[str, Person]:
        """Everybody by id, in the order of the manifest."""
        return read_people(self["people"])

    @once
    def calendar(self) -> WorkCalendar:
        """The agency's calendar."""
        return read_calendar(self["calendar"])

    @once
    def rationale(self) -> Rationale:
        """The agreement that decisions are explained."""
        return read_rationale(self["rationale"])

    @once
    def editorial_policy(self) -> StandardDocument | None:
        """The editorial policy."""
        return read_standard_document(self["editorial_policy"])

    @once
    def guideline(self) -> StandardDocument | None:
        """The guideline or master template."""
        return read_standard_document(self["guideline"])

    @once
    def decision_makers(self) -> tuple[DecisionMaker, ...]:
        """Who decides."""
        return read_decision_makers(self["decision_makers"])

    @once
    def revisions(self) -> Revisions:
        """What is agreed about edits."""
        return read_revisions(self["revisions"])

    @once
    def change_requests(self) -> ChangeRequests:
        """How edits beyond the included rounds are ordered."""
        return read_change_requests(self["change_requests"])

    @once
    def brief(self) -> Brief:
        """The brief."""
        return read_brief(self["brief"])

    @once
    def terms_of_reference(self) -> TermsOfReference:
        """The terms of reference."""
        return read_terms_of_reference(self["terms_of_reference"])

    @once
    def department_briefs(self) -> dict[str, str]:
        """Briefs of departments: file by stream."""
        return read_department_briefs(self["department_briefs"])

    @once
    def feedback(self) -> Feedback:
        """When and where the client answers."""
        return read_feedback(self["feedback"])

    @once
    def client_inputs(self) -> tuple[ClientInput, ...]:
        """What the client brings."""
        return read_client_inputs(self["client_inputs"])

    @once
    def deliverables(self) -> tuple[Deliverable, ...]:
        """All products, cancelled ones too."""
        return read_deliverables(self["deliverables"])

    @once
    def pricing(self) -> Pricing:
        """Prices."""
        return read_pricing(self["pricing"])

    @once
    def knowledge_base(self) -> KnowledgeBase:
        """The knowledge base."""
        return read_knowledge_base(self["knowledge_base"])

    @once
    def communication(self) -> Communication:
        """How the agency stays in touch."""
        from projguard.project.care import read_communication

        return read_communication(self["communication"])

    @once
    def account(self) -> Account:
        """What the client is to the agency."""
        from projguard.project.care import read_account

        return read_account(self["account"])

    @once
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Questions that wait for an answer."""
        return read_open_questions(self["open_questions"])

    @once
    def waivers(self) -> tuple[Waiver, ...]:
        """Accepted gaps."""
        return read_waivers(self["waivers"])

    @once
    def checklists(self) -> tuple[Checklist, ...]:
        """Quality checklists."""
        return read_checklists(self["quality"]["checklists"])

    @once
    def _meant(self) -> frozenset[KeyPath]:
        return frozenset(key.meant for key in self.unknown_keys if key.near)
