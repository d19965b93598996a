"""What can be typed at the cursor: fields, words of a list, ids of people, kinds of work, files of the project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from lsprotocol import types

from projguard.lsp.cursor import Cursor
from projguard.model.source import Data
from projguard.reading.schema_fields import Fields

PEOPLE = frozenset({"person_id", "person_ref"})
PATHS = frozenset({"path", "path_or_text"})
MOST_FILES = 500
"""A longer list is of no use to a person."""
DEEPEST = 4


def completions(cursor: Cursor, fields: Fields, data: Data, folder: Path) -> list[types.CompletionItem]:
    """Give what fits; ``data`` is what was last readable of the manifest."""
    if cursor.kind == "value":
        return list(_values(cursor.path, fields, data, folder))
    found = (
        [] if fields.is_list(cursor.path) and not fields.is_mapping(cursor.path) else list(_keys(cursor, fields, data))
    )
    return found or list(_values(cursor.path, fields, data, folder))


def _keys(cursor: Cursor, fields: Fields, data: Data) -> Iterator[types.CompletionItem]:
    for number, (key, said) in enumerate(fields.keys(cursor.path).items()):
        if key not in cursor.present:
            yield types.CompletionItem(
                label=key,
                kind=types.CompletionItemKind.Field,
                detail=said.title if said else None,
                documentation=said.description if said else None,
                insert_text=f"{key}: ",
                sort_text=f"{number:04}",
            )
    for name in fields.key_types(cursor.path):
        for key, detail in _named(name, fields, data):
            if key not in cursor.present:
                kind = types.CompletionItemKind.Reference if detail else types.CompletionItemKind.EnumMember
                yield types.CompletionItem(label=key, kind=kind, detail=detail or None, insert_text=f"{key}: ")


def _values(path: tuple[str | int, ...], fields: Fields, data: Data, folder: Path) -> Iterator[types.CompletionItem]:
    names = fields.types(path)
    for word in fields.words(path):
        yield types.CompletionItem(label=word, kind=types.CompletionItemKind.EnumMember)
    if names & PEOPLE:
        for person, name in people(data).items():
            yield types.CompletionItem(label=person, kind=types.CompletionItemKind.Reference, detail=name or None)
    if names & PATHS:
        for file in files(folder):
            yield types.CompletionItem(label=file, kind=types.CompletionItemKind.File)


def _named(name: str, fields: Fields, data: Data) -> list[tuple[str, str]]:
    if name in PEOPLE:
        return list(people(data).items())
    return [(word, "") for word in fields.type_words(name)]


def people(data: Data) -> Mapping[str, str]:
    """Give the names of people by their ids."""
    listed = data.get("people") if isinstance(data, dict) else None
    if not isinstance(listed, dict):
        return {}
    return {key: str(entry.get("name", "")) if isinstance(entry, dict) else "" for key, entry in listed.items()}


def files(folder: Path) -> list[str]:
    """Give files and folders below a project, hidden ones and links left out."""
    found: list[str] = []
    waiting = [(str(folder), "", 1)]
    while waiting and len(found) < MOST_FILES:
        at, below, depth = waiting.pop(0)
        try:
            entries = sorted(os.scandir(at), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            name = f"{below}{entry.name}"
            found.append(name)
            if entry.is_dir(follow_symlinks=False) and depth < DEEPEST:
                waiting.append((entry.path, f"{name}/", depth + 1))
    return found[:MOST_FILES]
