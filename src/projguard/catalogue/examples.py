"""Examples of cards: small patches on a healthy project, and the project folder that they make."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from projguard.model.limits import Limits
from projguard.model.source import Data, Document, KeyPath
from projguard.reading.yaml_document import read_document

MANIFEST = "projguard.yaml"
AS_OF = date(2026, 11, 23)
"""Day by which examples are judged where they name none."""
_IDENTITY = re.compile(r"(id|person|file|kind|rule|title)=(.+)")
_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*")
_SCALARS = ("plain", "single", "double")

Tree: TypeAlias = "str | dict[str, Tree] | list[Tree] | None"
"""Values as typed: a text is the source of a scalar, None removes."""


class Example(NamedTuple):
    """A patch on a healthy project, and how the result is judged."""

    phase: str
    as_of: date
    patch: Tree
    files: Mapping[str, str | None]
    """Whole files by path; None removes one."""


def read_example(text: str) -> Example:
    """Read an example; raises Unreadable for text that is no mapping."""
    document = read_document(text.encode(), "example", Limits())
    data = document.data
    as_of = data.get("as_of")
    return Example(
        phase=data.get("phase", ""),
        as_of=date.fromisoformat(as_of) if as_of else AS_OF,
        patch=_tree(document, ("manifest",)) if data.get("manifest") else {},
        files=data.get("files") or {},
    )


def write_project(folder: Path, base: Path, example: Example) -> Path:
    """Copy the healthy project into a new folder, patched; gives the path of its manifest."""
    shutil.copytree(base, folder, dirs_exist_ok=True)
    manifest = folder / MANIFEST
    if example.patch:
        manifest.write_text(patched(manifest.read_text(encoding="utf-8"), example.patch), encoding="utf-8")
    for name, text in example.files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return manifest


def patched(manifest: str, patch: Tree) -> str:
    """Merge a patch into a manifest (RFC 7386, list items by identity); every scalar stays as it was typed."""
    document = read_document(manifest.encode(), MANIFEST, Limits())
    return "\n".join(_lines(_merged(_tree(document, ()), patch), "")) + "\n"


def _tree(document: Document, path: KeyPath) -> Tree:
    value = document.value(path)
    if isinstance(value, dict):
        return {key: _tree(document, (*path, key)) for key in value}
    if isinstance(value, list):
        return [_tree(document, (*path, index)) for index in range(len(value))]
    return None if value is None else _source(document, path, value)


def _source(document: Document, path: KeyPath, value: Data) -> str:
    source = document.source_of(path)
    if document.nodes[path].style in _SCALARS and "\n" not in source:
        return source
    return json.dumps(value, ensure_ascii=False)


def _merged(base: Tree, patch: Tree) -> Tree:
    if not isinstance(patch, dict):
        return patch
    if isinstance(base, list) or (base is None and patch and all(map(_IDENTITY.fullmatch, patch))):
        return _merged_items(list(base) if isinstance(base, list) else [], patch)
    merged: dict[str, Tree] = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merged(merged.get(key), value)
    return merged


def _merged_items(items: list[Tree], patch: Mapping[str, Tree]) -> Tree:
    for name, change in patch.items():
        found = _IDENTITY.fullmatch(name)
        if found is None:
            raise ValueError(f"{name!r} names no item of a list: write it as id=html")
        key, wanted = found.groups()
        index = next((index for index, item in enumerate(items) if _is(item, key, wanted)), len(items))
        if change is None:
            del items[index : index + 1]
        elif index < len(items):
            items[index] = _merged(items[index], change)
        else:
            items.append(_merged({key: wanted}, change))
    return items


def _is(item: Tree, key: str, wanted: str) -> bool:
    own = item.get(key) if isinstance(item, dict) else None
    return isinstance(own, str) and own.strip("\"'") == wanted


def _lines(tree: Tree, indent: str) -> list[str]:
    if isinstance(tree, dict) and tree:
        return [line for key, value in tree.items() for line in _entry(f"{_key(key)}:", value, indent)]
    if isinstance(tree, list) and tree:
        return [line for value in tree for line in _item(value, indent)]
    return [indent + _scalar(tree)]


def _entry(name: str, value: Tree, indent: str) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        return [indent + name, *_lines(value, indent + "  ")]
    return [f"{indent}{name} {_scalar(value)}"]


def _item(value: Tree, indent: str) -> list[str]:
    first, *rest = _lines(value, indent + "  ")
    return [f"{indent}- {first[len(indent) + 2 :]}", *rest]


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _scalar(value: Tree) -> str:
    if isinstance(value, str):
        return value
    return "null" if value is None else "{}" if isinstance(value, dict) else "[]"
