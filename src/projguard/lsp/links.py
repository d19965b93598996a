"""Where a value leads: a path to its file, an id to the person or the product that has it."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from projguard.lsp.completion import PATHS, PEOPLE, people
from projguard.lsp.diagnostics import uri_of
from projguard.lsp.places import Places
from projguard.model.source import Document, KeyPath, Part
from projguard.reading.schema_fields import Fields


def definition(
    path: KeyPath, document: Document, fields: Fields, places: Places, manifest: Path
) -> types.Location | None:
    """Find what the value at a path names."""
    value = document.value(path)
    names = fields.types(path)
    key = path[-1] if path and isinstance(path[-1], str) else ""
    person = next((word for word in (value, key) if isinstance(word, str) and word in people(document.data)), "")
    if person and path[:1] != ("people",) and (names & PEOPLE or person == key):
        return _at(("people", person), document, places, manifest)
    if not isinstance(value, str):
        return None
    if names & PATHS:
        return _file(manifest.parent, value)
    if "depends_on" in path or path[-1:] == ("needed_for",):
        return _product(value, document, places, manifest)
    return None


def _file(folder: Path, value: str) -> types.Location | None:
    try:
        target = (folder / value).resolve()
        if not target.is_relative_to(folder.resolve()) or not target.is_file():
            return None
    except (OSError, ValueError):
        return None
    start = types.Position(0, 0)
    return types.Location(uri=uri_of(target.as_posix()), range=types.Range(start, start))


def _product(value: str, document: Document, places: Places, manifest: Path) -> types.Location | None:
    listed = document.value(("deliverables",))
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict) and item.get("id") == value:
            return _at(("deliverables", index, "id"), document, places, manifest)
    return None


def _at(path: KeyPath, document: Document, places: Places, manifest: Path) -> types.Location:
    part: Part = "value" if path[-1] == "id" else "key"
    return types.Location(uri=uri_of(manifest.as_posix()), range=places.range(document.span_of(path, part)))
