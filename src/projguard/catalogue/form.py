"""Whether a card file is one: its form, its codes, its languages, and the values that its sentences show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from projguard.catalogue.faults import CardFault, CardFile, near_word
from projguard.model.source import KeyPath, dotted
from projguard.model.values import Field, Listing, Text, Value
from projguard.reading.bundled import bundled
from projguard.reading.validation import SchemaFault, Validator, without_nulls
from projguard.wording.templates import SLOT

OWN = "PG"
"""Letters of projguard's own codes."""
PACKS_FROM = 11
"""Points of packs; those below are the checklist's, and its readiness counts them alone."""
_LOOSE = re.compile(r"\{[^{}]*\}?|\}")
"""A brace that is not part of a value's name."""
TEXTS = ("title", "why", "remedy", "question", "decides", "about", "short")


def form_faults(file: CardFile, *, own: bool) -> Iterator[CardFault]:
    """Find what is wrong in a card file whatever the checks are; ``own`` is true for projguard's own files."""
    faults = [*_schema_faults(file)]
    yield from faults
    if faults:
        return
    data = without_nulls(file.document.data)
    languages = tuple(data["title"])
    if not own:
        yield from _ownership(file, data)
    for at, texts in _texts(data):
        for lang in languages:
            if lang not in texts:
                yield file.fault(at, "card_language", {"field": Field(dotted(at)), "lang": Text(lang)})
    for index, card in enumerate(data["rules"]):
        yield from _codes(file, index, card, data.get("pack", OWN))
        yield from _both(file, index, card)
        yield from _sentences(file, index, card, data)


@cache
def _validator() -> Validator:
    import json

    return Validator(json.loads((bundled("schemas") / "rules.schema.json").read_bytes()))


def _schema_faults(file: CardFile) -> Iterator[CardFault]:
    faults = _validator().faults(file.document.data, has_nulls=file.document.has_nulls)
    meant = {(*fault.path[:-1], _near(fault)) for fault in faults if fault.keyword == "unknown_key"}
    for fault in faults:
        field: dict[str, Value] = {"field": Field(dotted(fault.path))}
        if fault.keyword == "unknown_key":
            yield file.fault(fault.path, "card_field", field, near=_near(fault))
        elif fault.keyword == "required":
            if fault.path not in meant:
                yield file.fault(fault.path, "card_lacks", field)
        else:
            yield _value_fault(file, fault, field)


def _near(fault: SchemaFault) -> str:
    return near_word(str(fault.path[-1]), tuple(str(word) for word in fault.expected))


def _value_fault(file: CardFile, fault: SchemaFault, field: Mapping[str, Value]) -> CardFault:
    shown = Text(_shown(fault.value))
    if fault.keyword == "enum":
        known = tuple(str(word) for word in fault.expected)
        near = near_word(str(fault.value), known)
        listed = Listing(tuple(Text(word) for word in known))
        return file.fault(fault.path, "card_word", {**field, "value": shown, "known": listed}, key=False, near=near)
    least = f"≥ {fault.expected[0]}" if fault.keyword == "minimum" and fault.expected else ""
    wanted = least or fault.type_name or ", ".join(str(word) for word in fault.expected) or fault.keyword
    return file.fault(
        fault.path, "card_form", {**field, "value": shown, "wanted": Text(wanted)}, key=fault.keyword == "key"
    )


def _ownership(file: CardFile, data: Mapping[str, Any]) -> Iterator[CardFault]:
    if data.get("pack", OWN) == OWN:
        yield file.fault(("pack",) if "pack" in data else ("point",), "card_own_pack", {"pack": Text(OWN)})
    elif data["point"] < PACKS_FROM:
        yield file.fault(("point",), "card_own_point", {"point": data["point"], "first": PACKS_FROM}, key=False)
    for index, card in enumerate(data["rules"]):
        if card.get("source", "check") != "check":
            at = ("rules", index, "source")
            yield file.fault(at, "card_own_source", {"value": Text(card["source"])}, key=False)


def _codes(file: CardFile, index: int, card: Mapping[str, Any], pack: str) -> Iterator[CardFault]:
    code = card["code"]
    if code.rstrip("0123456789") != pack:
        at = ("rules", index, "code")
        yield file.fault(at, "card_prefix", {"code": Text(code), "pack": Text(pack)}, key=False)


def _both(file: CardFile, index: int, card: Mapping[str, Any]) -> Iterator[CardFault]:
    """Find a card that says twice what it asks."""
    for key in ("check", "says") if "checks" in card else ():
        if key in card:
            yield file.fault(("rules", index, key), "card_both", {"name": Text(key)})


def _texts(data: Any, at: KeyPath = ()) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """Give every text of a card file: one mapping of languages each."""
    for key in TEXTS:
        if isinstance(data.get(key), dict):
            yield (*at, key), data[key]
    for key in ("words", "plurals", "scaffold", "messages"):
        for name, texts in data.get(key, {}).items():
            yield (*at, key, name), texts
            if isinstance(texts.get("question"), dict):
                yield (*at, key, name, "question"), texts["question"]
    for index, card in enumerate(data.get("rules", ())):
        yield from _texts(card, ("rules", index))


def _sentences(file: CardFile, index: int, card: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[CardFault]:
    """Find sentences that do not show the same values in every language, and nouns without their forms."""
    plurals = {**data.get("plurals", {}), **card.get("plurals", {})}
    yield from _slots(file, ("rules", index, "question"), card["question"], plurals)
    for name, message in card["messages"].items():
        at: KeyPath = ("rules", index, "messages", name)
        texts = {lang: text for lang, text in message.items() if lang in data["title"]}
        for place, several in ((at, texts), ((*at, "question"), message.get("question", {}))):
            yield from _slots(file, place, several, plurals)


def _slots(file: CardFile, at: KeyPath, texts: Mapping[str, str], plurals: Mapping[str, Any]) -> Iterator[CardFault]:
    for lang, text in texts.items():
        if loose := _LOOSE.search(SLOT.sub("", text)):
            yield file.fault((*at, lang), "card_brace", {"lang": Text(lang), "value": Text(_shown(loose[0]))})
    slots = {lang: SLOT.findall(text) for lang, text in texts.items()}
    names = {lang: {name for name, _ in found} for lang, found in slots.items()}
    every = set().union(*names.values()) if names else set()
    for lang, found in slots.items():
        lacking = sorted(every - names[lang])
        if lacking:
            listed = Listing(tuple(Text(f"{{{name}}}") for name in lacking))
            yield file.fault((*at, lang), "card_slots", {"lang": Text(lang), "names": listed})
        for _, noun in found:
            if noun and lang not in plurals.get(noun, {}):
                near = near_word(noun, tuple(plurals)) if noun not in plurals else ""
                yield file.fault((*at, lang), "card_plural", {"noun": Text(noun), "lang": Text(lang)}, near=near)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
