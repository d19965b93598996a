"""Card files to rules; the one place that knows the card format."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from projguard.model.limits import Limits
from projguard.model.rule import NOTHING, Message, Point, Question, Requirement, Rule, Texts, When
from projguard.reading.yaml_document import read_document

_PLAIN = ("code", "name", "family", "severity", "title", "why", "remedy", "question", "ask")
_OPTIONAL = ("source", "check", "params", "fix", "fields", "decides", "scaffold", "since")


class Catalogue(NamedTuple):
    """The checklist: points in order, rules sorted by code."""

    points: tuple[Point, ...]
    rules: tuple[Rule, ...]


def read_catalogue(folder: Path) -> Catalogue:
    """Read every card file of a folder; raises Unreadable for a file that is no card file."""
    return compose({path.name: read_card(path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml"))})


def read_card(name: str, raw: bytes) -> Mapping[str, Any]:
    """Read one card file to plain data; raises Unreadable."""
    data: Mapping[str, Any] = read_document(raw, name, Limits()).data
    return data


def compose(files: Mapping[str, Mapping[str, Any]], *, in_order: bool = False) -> Catalogue:
    """Make points and rules of the data of card files, given by file name; ``in_order`` keeps rules as they stand."""
    points = [_point(data) for data in files.values()]
    rules = [_rule(card, data, name) for name, data in files.items() for card in data["rules"]]
    return Catalogue(
        points=tuple(sorted(points, key=lambda point: point.number)),
        rules=tuple(rules if in_order else sorted(rules, key=lambda rule: rule.code)),
    )


def _point(data: Mapping[str, Any]) -> Point:
    return Point(
        number=data["point"], title=data["title"], about=data.get("about", {}), short=data.get("short", data["title"])
    )


def _rule(card: Mapping[str, Any], data: Mapping[str, Any], origin: str) -> Rule:
    when = card.get("when", {})
    examples = card.get("examples", {})
    return Rule(
        **{name: card[name] for name in _PLAIN},
        **{name: card[name] for name in _OPTIONAL if name in card},
        point=data["point"],
        pack=data.get("pack", "PG"),
        messages={name: _message(said, card["severity"]) for name, said in card["messages"].items()},
        when=When(**{name: tuple(when.get(name, ())) for name in When._fields}),
        given=_paths(card.get("given", ())),
        says=card.get("says", NOTHING),
        checks=tuple(_question(entry, card.get("given", ())) for entry in card.get("checks", ())),
        even_when=tuple(card.get("even_when", ())),
        requires=_requirements(card.get("requires", ())),
        words={**data.get("words", {}), **card.get("words", {})},
        plurals={**data.get("plurals", {}), **card.get("plurals", {})},
        bad=examples.get("bad", ""),
        good=examples.get("good", ""),
        default=card.get("default", data.get("default", "on")) != "off",
        aliases=tuple(card.get("aliases", ())),
        origin=origin,
    )


def _question(entry: Mapping[str, Any], shared: str | tuple[str, ...]) -> Question:
    return Question(
        entry["check"], _paths(entry.get("given", shared)), entry.get("params", NOTHING), entry.get("says", NOTHING)
    )


def _paths(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _message(said: Mapping[str, Any], phases: Mapping[str, str]) -> Message:
    """Read a message; one severity for all phases is written as a word."""
    texts: Texts = {key: text for key, text in said.items() if key not in ("severity", "question", "even_when")}
    severity = said.get("severity", {})
    if isinstance(severity, str):
        severity = dict.fromkeys(phases, severity)
    return Message(
        texts=texts, severity=severity, question=said.get("question", {}), even_when=tuple(said.get("even_when", ()))
    )


def _requirements(entries: tuple[str, ...]) -> tuple[Requirement, ...]:
    """Gather ``CODE`` and ``CODE/message`` entries by code."""
    messages: dict[str, list[str]] = {}
    for entry in entries:
        code, _, message = entry.partition("/")
        messages.setdefault(code, []).extend([message] if message else [])
    return tuple(Requirement(code=code, messages=tuple(names)) for code, names in messages.items())
