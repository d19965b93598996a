"""A new rule: a card file that passes its own test as it is."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from projguard.catalogue.cards import read_card
from projguard.model.edit import NewFile
from projguard.reading.unreadable import Unreadable

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LETTERS = re.compile(r"[A-Z]{2,8}")
OWN = "OWN"
"""Letters of a pack that nobody has named."""
FIRST_POINT = 11
_TEMPLATE = Path(__file__).with_name("rule_card.yaml.in")
_SLOT = re.compile(r"\{\{([a-z]+)\}\}")


class Place(NamedTuple):
    """Where a new rule stands among others."""

    letters: str
    code: str
    point: int


def letters_in(folder: Path) -> str:
    """Give the letters of the cards that a folder holds; those of a new pack where it holds none."""
    packs = [card.get("pack", "PG") for card in _cards(folder)]
    return next((str(pack) for pack in packs if pack != "PG"), OWN)


def place_for(letters: str, codes: Iterable[str], points: Iterable[int]) -> Place:
    """Give the next free code of a pack, and a point that no other file has."""
    numbers = [int(code[len(letters) :]) for code in codes if re.fullmatch(rf"{letters}[0-9]{{4}}", code)]
    return Place(letters, f"{letters}{max(numbers, default=100) + 1:04}", max([FIRST_POINT - 1, *points]) + 1)


def codes_in(folder: Path) -> list[str]:
    """Give the codes of the cards that a folder holds, whether settings name it or not."""
    return [
        str(rule.get("code")) for card in _cards(folder) for rule in card.get("rules") or () if isinstance(rule, dict)
    ]


def points_in(folder: Path) -> list[int]:
    """Give the points of the cards that a folder holds."""
    return [card["point"] for card in _cards(folder) if isinstance(card.get("point"), int)]


def new_rule(name: str, place: Place, folder: str) -> NewFile:
    """Give the card file; ``folder`` is where it will lie, as people type it."""
    values = {"name": name, "folder": folder, "letters": place.letters, "code": place.code, "point": str(place.point)}
    text = _SLOT.sub(lambda slot: values[slot[1]], _TEMPLATE.read_text(encoding="utf-8"))
    return NewFile(f"{name}.yaml", text)


def _cards(folder: Path) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            card = read_card(path.name, path.read_bytes())
        except (Unreadable, OSError):
            continue
        if isinstance(card, dict):
            found.append(card)
    return found
