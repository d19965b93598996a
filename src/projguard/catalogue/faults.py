"""What is wrong in card files: each fault with its place."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from projguard.model.finding import Notice
from projguard.model.limits import Limits
from projguard.model.once import once
from projguard.model.source import Document, KeyPath
from projguard.model.values import Text, Value
from projguard.project.nearest import nearest
from projguard.reading.discovery import read_bytes
from projguard.reading.settings_file import Place
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document

ENDINGS = (".yaml", ".yml")


class CardFault(NamedTuple):
    """One thing that is wrong in a card file."""

    place: Place
    why: Notice | Unreadable

    @property
    def notice(self) -> Notice:
        """Say it with its place; of a text that is not read no more than that."""
        at: dict[str, Value] = {"at": Text("{}:{}:{}".format(*self.place))}
        if isinstance(self.why, Notice):
            return self.why._replace(values={**at, **self.why.values})
        return Notice("card_unread", at)


def by_place(fault: CardFault) -> Place:
    """Sort faults as a person reads a file."""
    return fault.place


class BadCards(Exception):  # noqa: N818 - says what is wrong in files that are not ours
    """Raised for card files that cannot be used."""

    def __init__(self, *faults: CardFault) -> None:
        super().__init__(faults)
        self.faults = faults


class CardFile:
    """One card file; its text is read as YAML when somebody asks what stands there."""

    def __init__(self, name: str, raw: bytes, shown: str) -> None:
        self.name = name
        self.raw = raw
        self.shown = shown
        """Its path as people see it."""

    @once
    def document(self) -> Document:
        """What it holds; raises BadCards for a text that projguard does not read."""
        try:
            return read_document(self.raw, self.shown, Limits())
        except Unreadable as refusal:
            raise BadCards(self.refused(refusal)) from None

    def refused(self, refusal: Unreadable) -> CardFault:
        """Say why it is not read."""
        start = refusal.span.start
        return CardFault(Place(self.shown, start.line + 1, start.column + 1), refusal)

    def place(self, at: KeyPath, *, key: bool = False) -> Place:
        """Say where a value stands, or with ``key`` its key."""
        start = self.document.span_of(at, "key" if key else "value").start
        return Place(self.shown, start.line + 1, start.column + 1)

    def fault(
        self, at: KeyPath, message: str, values: Mapping[str, Value], *, key: bool = True, near: str = ""
    ) -> CardFault:
        """Say what is wrong at a key, or with ``key`` false at its value; a known word that is near makes a question of it."""
        told: Mapping[str, Value] = {**values, "expected": Text(near)}
        return CardFault(self.place(at, key=key), Notice(f"{message}_near" if near else message, told))


def card_files(folder: Path, shown: str) -> tuple[CardFile, ...]:
    """Find the card files of a folder, sorted by name; raises BadCards, and OSError for a folder that cannot be listed."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.suffix in ENDINGS and entry.name[0] != ".")
    files: list[CardFile] = []
    for name in names:
        file = CardFile(name, b"", f"{shown}/{name}" if shown not in {"", "."} else name)
        try:
            file.raw = read_bytes(folder / name, Limits())
        except Unreadable as refusal:
            raise BadCards(file.refused(refusal)) from None
        files.append(file)
    return tuple(files)


def near_word(word: str, known: tuple[str, ...]) -> str:
    """Give the known word that was probably meant, empty where none is near."""
    return nearest(word, known, distance=3, share=0.5)
