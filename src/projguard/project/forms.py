"""Values whose form is not the one that their field asks for, and what they were read as."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from projguard.model.source import Document, KeyPath
from projguard.project.contacts import read_email, read_phone, read_time_zone
from projguard.project.cursor import text_at
from projguard.project.dates import read_date
from projguard.project.durations import read_duration, read_interval
from projguard.project.hours import read_hours
from projguard.project.money import read_money, read_number, read_share
from projguard.project.readings import Reading, State
from projguard.reading.typed_fields import TypedField

Reader = Callable[[str], Reading[Any]]

READERS: Mapping[str, Reader] = {
    "date": read_date,
    "duration": read_duration,
    "review_interval": read_interval,
    "hours": read_hours,
    "email": read_email,
    "phone": read_phone,
    "time_zone": read_time_zone,
}
NUMBER_READERS: Mapping[str, Callable[..., Reading[Any]]] = {
    "money": read_money,
    "share": read_share,
    "number": read_number,
}
"""Readers that also want to know whether the number was typed in quotes."""
TYPES = frozenset((*READERS, *NUMBER_READERS))


class Misread(NamedTuple):
    """One value that a typed field does not take as it stands."""

    at: KeyPath
    type_name: str
    """Entry of the schema's ``$defs``: date, duration, money ..."""
    state: State
    """reported: understood, its canonical form is given; ambiguous, impossible, wrong: the value counts as absent."""
    source: str
    """The value as typed, without quotes."""
    canonical: str


def is_typed(type_name: str) -> bool:
    """Tell whether the domain layer reads values of a type itself."""
    return type_name in TYPES


def misread_values(document: Document, fields: Iterable[TypedField]) -> Iterator[Misread]:
    """Read every typed scalar of a document and give those that are not in a form that passes in silence."""
    for at, type_name, _, value in fields:
        if type_name not in TYPES:
            continue
        source = text_at(document, at, value)
        if type_name in READERS:
            reading = READERS[type_name](source)
        else:
            reading = NUMBER_READERS[type_name](source, quoted=_is_quoted(document, at))
        if reading.state != "ok":
            yield Misread(at, type_name, reading.state, source, reading.canonical)


def _is_quoted(document: Document, path: KeyPath) -> bool:
    node = document.nodes.get(path)
    return node is not None and node.style in {"single", "double", "literal", "folded"}
