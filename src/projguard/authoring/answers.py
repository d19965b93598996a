"""Answers in a file: under each rule or field what was answered, for runs where nobody types."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from projguard.authoring.gaps import Gap
from projguard.authoring.setting import known_field
from projguard.authoring.typed_answer import read_typed
from projguard.model.source import Data, Document, KeyPath, Span
from projguard.reading.schema_fields import Fields


class Answer(NamedTuple):
    """One entry of the file."""

    name: str
    """A rule's code or name, or a field."""
    value: Data
    span: Span
    code: str = ""
    """Code of the rule; empty for a field."""


def answers_of(document: Document, codes: Mapping[str, str]) -> tuple[Answer, ...]:
    """Read the entries of a file that say something, in order."""
    return tuple(
        Answer(name, value, document.span_of((name,), "key"), codes.get(name, ""))
        for name, value in document.data.items()
        if not is_silent(value)
    )


def is_silent(value: Data) -> bool:
    """Tell an entry that leaves its question open."""
    return value is None or value in ("", [], {})


def typed_below(fields: Fields, at: KeyPath, value: Data, lang: str) -> Data:
    """Read texts as if they had been typed for their fields, at any depth."""
    if isinstance(value, str):
        return read_typed(fields, at, value, lang)
    if isinstance(value, dict):
        return {key: typed_below(fields, (*at, key), item, lang) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [typed_below(fields, (*at, index), item, lang) for index, item in enumerate(value)]
    return value


def field_of(fields: Fields, answer: Answer, data: Data) -> KeyPath:
    """Find the field that an answer names; raises NoSuchField."""
    return known_field(fields, answer.name, data)


def for_gap(answer: Answer, gap: Gap) -> Iterator[tuple[KeyPath, Data]]:
    """Give what an answer to a rule says about the fields of one gap.

    A mapping names fields by the end of their path (``within``, ``agreed``); anything else answers the only field.
    Raises NoSuchField for an ending that no field has.
    """
    first = gap.fields[0]
    if not isinstance(answer.value, dict):
        is_item = len(first) > 1 and isinstance(first[-2], int)
        yield (first[:-2] if is_item and isinstance(answer.value, list) else first), answer.value
        return
    for name, value in answer.value.items():
        if is_silent(value):
            continue
        found = next((field for field in (*gap.fields, *_above(gap)) if _ends(field, name)), None)
        if found is not None:
            yield found, value


def leaves(at: KeyPath, value: Data, known: Data) -> Iterator[tuple[KeyPath, Data]]:
    """Take a mapping apart where a mapping stands already, so that what it holds is kept."""
    if not (isinstance(value, dict) and isinstance(known, dict)):
        yield at, value
        return
    for name, item in value.items():
        yield from leaves((*at, name), item, known.get(name))


def _above(gap: Gap) -> Iterator[KeyPath]:
    for field in gap.fields:
        yield from (field[:length] for length in range(len(field) - 1, 0, -1))


def _ends(field: KeyPath, name: str) -> bool:
    steps = tuple(name.split("."))
    return tuple(str(step) for step in field[-len(steps) :]) == steps
