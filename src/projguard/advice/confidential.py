"""What a client must not read: the words and figures of a manifest that are the agency's own."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from projguard.model.finding import Finding
from projguard.model.source import Data, KeyPath
from projguard.model.values import Text, Value, with_texts
from projguard.project.project import Project

CONTACTS = ("email", "phone", "messenger")
"""Types of the schema."""
SUMS = ("money",)
PRIVATE = "x_"
"""Beginning of the keys that the schema leaves to people."""
INTERNAL = ("account",)
"""Sections about the client that are not for the client."""
PRICED = ("pricing", "account")
"""Sections whose bare figures are rates and coefficients."""
LONG = 12
"""Characters from which one word of a note is taken for the note itself, wherever it stands."""
GONE = "…"
_NEVER = re.compile(r"(?!)")


class Veil(NamedTuple):
    """Hides what is confidential in the texts of one project."""

    words: re.Pattern[str]
    internal: frozenset[KeyPath]
    """Items that somebody of the agency is asked about."""

    def over(self, text: str) -> str:
        """Put an ellipsis in place of each confidential word."""
        return self.words.sub(GONE, text)

    def value(self, value: Value, finding: Finding) -> Value:
        """Hide what is confidential in a value; in a finding about prices every figure but a count."""
        priced = finding.location.key_path[:1] and finding.location.key_path[0] in PRICED
        if priced and isinstance(value, Decimal):
            return Text(GONE)
        if priced and isinstance(value, Text) and any(map(str.isdigit, value.text)):
            return Text(GONE)
        return with_texts(value, self.over)


def veil_over(project: Project | None) -> Veil:
    """Gather what is confidential in a manifest."""
    if project is None:
        return Veil(_NEVER, frozenset())
    words = sorted({word for word in _words(project) if word}, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)) if words else _NEVER
    return Veil(pattern, frozenset(_internal(project)))


def _internal(project: Project) -> Iterator[KeyPath]:
    """Give the open questions that nobody of the client is to answer."""
    for asked in project.open_questions:
        person = project.people.get(asked.owner)
        if person is None or person.side != "client":
            yield asked.at


def _words(project: Project) -> Iterator[str]:
    document = project.document
    for field in project.fields:
        if field.type_name in CONTACTS:
            yield from (document.source_of(field.path).strip("\"'"), project.root.down(field.path).text())
        elif field.type_name in SUMS:
            yield from _forms(document.source_of(field.path).strip("\"'"))
    yield from _notes(document.data)
    yield from (waiver.reason for waiver in project.waivers if _is_note(waiver.reason))
    for section in INTERNAL:
        yield from filter(_is_note, _scalars(document.value((section,))))
    yield from filter(_is_note, (comment.text.lstrip("# ") for comment in document.comments))


def _forms(typed: str) -> Iterator[str]:
    """Give the ways in which people write a sum of three digits or more."""
    digits = re.sub(r"[\s_]", "", typed)
    if len(re.sub(r"\D", "", digits)) < 3:
        return
    yield from (typed, digits)
    if digits.isdecimal():
        yield from (f"{int(digits):,}".replace(",", blank) for blank in (",", " ", "\xa0", "\u202f", "_"))


def _notes(data: Data) -> Iterator[str]:
    """Give what stands under the keys that the schema leaves to people."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from filter(_is_note, _scalars(value)) if str(key).startswith(PRIVATE) else _notes(value)
    elif isinstance(data, list):
        for item in data:
            yield from _notes(item)


def _scalars(data: Data) -> Iterator[str]:
    items: Iterable[Data] = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for item in items:
        yield from _scalars(item)
    if data is not None and not isinstance(data, (dict, list)):
        yield str(data)


def _is_note(text: str) -> bool:
    """Tell whether a text is no word that may well stand elsewhere for another reason."""
    return len(text) >= LONG or len(text.split()) > 1
