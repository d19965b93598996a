"""What a person types, as the value that a field takes; whether it fits is judged by the rules, as for any manifest."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath
from projguard.project.forms import NUMBER_READERS, READERS
from projguard.reading.schema_fields import Fields
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_tree
from projguard.reading.yaml_scalar import plain_value
from projguard.wording.terms import KINDS, PHASES
from projguard.wording.words import words_of

SENTENCES = frozenset({"text", "long_text"})
"""Types whose items may hold commas; only a semicolon parts them."""
YES_NO = {"yes": True, "y": True, "true": True, "да": True, "д": True, "no": False, "n": False, "false": False}
YES_NO |= {"нет": False, "н": False}


def read_typed(fields: Fields, at: KeyPath, text: str, lang: str) -> Data:
    """Read what was typed for a field; what has no sensible reading stays as typed."""
    text = " ".join(text.split())
    if text[:1] in {"[", "{"} and (fields.is_list(at) or fields.is_mapping(at)):
        return _flow(text)
    if fields.is_list(at) and not fields.is_mapping(at):
        types = fields.types((*at, 0))
        parts = re.split(r"\s*;\s*" if (types and types <= SENTENCES) or ";" in text else r"\s*,\s*", text)
        return [_scalar(types, part, lang) for part in parts if part]
    return _scalar(fields.types(at), text, lang)


def _flow(text: str) -> Data:
    try:
        tree = read_tree(text, Limits())
    except Unreadable:
        return text
    return text if tree is None else tree.data


def _scalar(types: Iterable[str], text: str, lang: str) -> Data:
    for name in sorted(types):
        if name == "boolean" and text.casefold() in YES_NO:
            return YES_NO[text.casefold()]
        if name == "integer" and text.isdecimal():
            return int(text)
        if name in NUMBER_READERS:
            number = NUMBER_READERS[name](text)
            if number.value is not None:
                return plain_value(number.canonical or text)
        if name in READERS:
            reading = READERS[name](text)
            if reading.state == "reported" and reading.canonical:
                return reading.canonical
        if name in {"kind", "kind_or_all", "scope", "skill", "phase"}:
            return _word_of(PHASES if name == "phase" else KINDS, text, lang)
    return text


def kind_of(text: str, lang: str) -> str:
    """Give the id of a kind of work that is typed in somebody's own language."""
    return _word_of(KINDS, text, lang)


def is_kind(kind: str, known: Container[str]) -> bool:
    """Tell whether a kind of work has a name, or is one of somebody's own."""
    return kind in known or kind.startswith("x_")


def _word_of(known: Mapping[str, str], text: str, lang: str) -> str:
    """Give the id of a word that is typed in somebody's own language."""
    told = {words_of(each).text(name).casefold(): id_ for id_, name in known.items() for each in ("en", lang)}
    return told.get(text.casefold(), text.casefold() if text.casefold() in known else text)
