"""Values whose form is not the one that their field asks for, and what they were read as."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from projguard.model.source import Document, KeyPath
from projguard.project.contacts import EMAIL, read_email, read_phone, read_time_zone
from projguard.project.cursor import text_at
from projguard.project.dates import read_date
from projguard.project.durations import CANONICAL_INTERVAL, CANONICAL_TERM, read_duration, read_interval
from projguard.project.hours import CANONICAL, read_hours
from projguard.project.money import PLAIN, SHARE, WHOLE, read_money, read_number, read_share
from projguard.project.readings import Reading, State
from projguard.reading.typed_fields import ByType

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
_SILENT: Mapping[str, Callable[[str], object]] = {
    "duration": CANONICAL_TERM.fullmatch,
    "review_interval": CANONICAL_INTERVAL.fullmatch,
    "hours": CANONICAL.fullmatch,
    "email": EMAIL.fullmatch,
    "money": WHOLE.fullmatch,
    "share": SHARE.fullmatch,
    "number": PLAIN.fullmatch,
}
"""Tells what passes in silence without being read, of figures as typed; days are read all the same, and remembered."""
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


def misread_values(document: Document, by_type: ByType) -> list[Misread]:
    """Read every typed scalar of a document and give those that are not in a form that passes in silence."""
    found: list[Misread] = []
    for type_name, read in READERS.items():
        is_silent = _SILENT.get(type_name)
        for at, _, _, value in by_type.get(type_name, ()):
            source = value.strip() if type(value) is str else text_at(document, at, value)
            if is_silent and is_silent(source):
                continue
            reading = read(source)
            if reading.state != "ok":
                found.append(Misread(at, type_name, reading.state, source, reading.canonical))
    for type_name, read_figure in NUMBER_READERS.items():
        is_silent = _SILENT[type_name]
        for at, _, _, value in by_type.get(type_name, ()):
            # What stands in quotes is not silent.
            typed = text_at(document, at, value) if type(value) is int else document.source_of(at)
            if is_silent(typed):
                continue
            source = text_at(document, at, value)
            reading = read_figure(source, quoted=_is_quoted(document, at))
            if reading.state != "ok":
                found.append(Misread(at, type_name, reading.state, source, reading.canonical))
    return found


def _is_quoted(document: Document, path: KeyPath) -> bool:
    node = document.nodes.get(path)
    return node is not None and node.style in {"single", "double", "literal", "folded"}
