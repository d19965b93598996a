"""The places that a card asks about, each with what people call it, and the fields that lie there."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Contact, Field, Money, PersonName, Text, Value
from projguard.project.cursor import Cursor
from projguard.project.manifest import Manifest

ROOT = "$"
HERE = "@"
"""The place itself, as a field."""
NAMED_BY = ("title", "name", "id", "person", "kind", "skill", "file")
"""Fields by which people know an item, the first that it has."""


class Item(NamedTuple):
    """One place that a question is asked of."""

    manifest: Manifest
    cursor: Cursor

    @property
    def name(self) -> Value:
        """What people call it."""
        at = self.cursor.at
        if not at:
            return Text(self.manifest.title)
        if len(at) == 2 and at[0] == "people" and isinstance(at[1], str):
            person = self.manifest.people.get(at[1])
            return person.label if person else PersonName(at[1])
        for key in NAMED_BY:
            if text := self.cursor.text(key):
                return PersonName(text) if key == "person" else Text(text)
        return Text(self.cursor.text()) if self.cursor.text() else Field(dotted_to(at))

    def field(self, name: str) -> Cursor:
        """Give a field of the place, or where its name begins with ``$``, the first place of the manifest that it names."""
        if name == HERE:
            return self.cursor
        if not name.startswith(ROOT):
            return self.cursor.down(tuple(name.split(".")))
        found = places(self.manifest, name)
        return Cursor(self.manifest.document, found[0]) if found else Cursor(self.manifest.document, (_absent(name),))

    def values(self, cursor: Cursor, **more: Value) -> Mapping[str, Value]:
        """Give the values that every message can show: what the place is called, the field, and what stands there."""
        shown: dict[str, Value] = {"name": self.name, "field": Field(dotted_to(cursor.at))}
        if cursor.text():
            shown["value"] = value_at(self.manifest, cursor)
        return {**shown, **more}


def value_at(manifest: Manifest, cursor: Cursor) -> Value:
    """Give what stands in a field for a message: sums and contacts as such, since a client does not see them."""
    match manifest.types.get(cursor.at, ""):
        case "money" if (amount := cursor.amount()) is not None:
            return Money(amount)
        case "email" | "phone" | "messenger":
            return Contact(cursor.text())
        case "person_id" | "person_ref" if cursor.text() in manifest.people:
            return manifest.people[cursor.text()].label
        case _:
            return Text(cursor.text())


def items_of(manifest: Manifest, params: Params) -> Iterator[Item]:
    """Give the places that ``given`` finds, the whole manifest where a card gives none."""
    for path in params.get("given", (ROOT,)):
        for at in places(manifest, path):
            yield Item(manifest, Cursor(manifest.document, at))


def places(manifest: Manifest, path: str) -> tuple[KeyPath, ...]:
    """Give the places of a manifest that a path names; raises BadPath, TooMuchWork."""
    if path == ROOT:
        return ((),)
    from projguard.project.jsonpath import path_of

    return path_of(path).places(manifest.document.data)


def texts_at(manifest: Manifest, path: str) -> Iterator[Cursor]:
    """Give the scalars that a path names, those of a list one by one."""
    for at in places(manifest, path):
        cursor = Cursor(manifest.document, at)
        yield from (cursor.items() if isinstance(cursor.data, list) else (cursor,))


def scalars_of(cursor: Cursor) -> Iterator[Cursor]:
    """Give what stands in a field: each item of a list, else the one value that is there."""
    if isinstance(cursor.data, list):
        yield from (item for item in cursor.items() if item.text())
    elif cursor.text():
        yield cursor


def dotted_to(at: KeyPath) -> str:
    """Write a place for people; the whole manifest is ``$``."""
    text = ""
    for step in at:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or ROOT


def _absent(path: str) -> str:
    """Name the top-level key that a path begins with, where a finding about its absence stands."""
    return path.lstrip("$.[\"'").partition(".")[0].partition("[")[0] or path
