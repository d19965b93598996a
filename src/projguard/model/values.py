"""Values that a message may carry; the wording layer turns them into words of a language."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

Audience: TypeAlias = Literal["agency", "client"]
DurationUnit: TypeAlias = Literal["minute", "hour", "day", "week", "month", "year"]


class Text(NamedTuple):
    """Text from a manifest, an evidence file or a path; never trusted, shown as it stands."""

    text: str


class Money(NamedTuple):
    """A sum in one currency (ISO 4217); hidden from a client."""

    amount: Decimal
    currency: str = ""


class Contact(NamedTuple):
    """A mail address, phone number or messenger name; hidden from a client."""

    text: str


class PersonName(NamedTuple):
    """A person, shown by name, by id where the name is not known."""

    id: str
    name: str = ""


class Kind(NamedTuple):
    """A kind of work by its id; shown in the reader's language."""

    id: str


class Word(NamedTuple):
    """A word that the card lists under ``words`` in every language, by its id."""

    id: str


class Field(NamedTuple):
    """A field of the manifest, dotted; shown as it is in every language."""

    path: str


class Duration(NamedTuple):
    """A length of time in one unit; ``working`` forces working days whatever the calendar counts."""

    count: int  # type: ignore[assignment]  # tuples have a method of this name, which nobody calls
    unit: DurationUnit
    working: bool = False


class Period(NamedTuple):
    """Two days, both included."""

    start: date
    end: date


class Percent(NamedTuple):
    """A share of 0 to 1 (or above), shown in percent."""

    share: Decimal


class Listing(NamedTuple):
    """Several values, shown one after another."""

    items: "tuple[Value, ...]"


Value: TypeAlias = "date | int | Decimal | Text | Money | Contact | PersonName | Kind | Word | Field | Duration | Period | Percent | Listing"


def with_texts(value: Value, change: Callable[[str], str]) -> Value:
    """Change every text that a value quotes."""
    match value:
        case Text(text=text):
            return Text(change(text))
        case Contact(text=text):
            return Contact(change(text))
        case Kind(id=kind):
            return Kind(change(kind))
        case PersonName(id=id_, name=name):
            return PersonName(change(id_), change(name))
        case Listing(items=items):
            return Listing(tuple(with_texts(item, change) for item in items))
        case _:
            return value
