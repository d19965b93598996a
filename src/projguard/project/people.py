"""The people of a project, declared once and referred to by id."""

from datetime import date
from typing import NamedTuple

from projguard.model.source import KeyPath
from projguard.model.values import PersonName
from projguard.project.cursor import Cursor

AGENCY_SIDES = ("agency", "contractor")
CLIENT_SIDES = ("client", "partner")


class Learning(NamedTuple):
    """A skill that somebody is going to have."""

    at: KeyPath
    skill: str
    due: date | None
    done_on: date | None


class Person(NamedTuple):
    """One person; texts are empty where nothing is said."""

    id: str
    at: KeyPath
    name: str
    side: str
    role: str
    email: str
    phone: str
    messenger: str
    skills: tuple[str, ...]
    learning: tuple[Learning, ...]
    adviser_for: tuple[str, ...]

    @property
    def label(self) -> PersonName:
        """The person as a message names one."""
        return PersonName(self.id, self.name)

    @property
    def makes(self) -> bool:
        """True for people who do the work: of the agency or a contractor."""
        return self.side in AGENCY_SIDES

    @property
    def orders(self) -> bool:
        """True for people who may decide: of the client or a partner."""
        return self.side in CLIENT_SIDES


def read_people(section: Cursor) -> dict[str, Person]:
    """Read the ``people`` section, in the order of the manifest."""
    return {key: _person(key, entry) for key, entry in section.entries() if isinstance(entry.data, dict)}


def _person(key: str, entry: Cursor) -> Person:
    return Person(  # by place, in the order of the fields: naming each takes twice as long
        key,
        entry.at,
        entry.text("name"),
        entry.text("side"),
        entry.text("role"),
        entry.text("email"),
        entry.text("phone"),
        entry.text("messenger"),
        entry.texts("skills"),
        tuple([_learning(item) for item in entry["learning"].items()]),
        entry.texts("adviser_for"),
    )


def _learning(item: Cursor) -> Learning:
    return Learning(item.at, item.text("skill"), item.day("due"), item.day("done_on"))
