"""Examples of cards: small patches on a healthy project, and the project folder that they make."""

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeAlias

from projguard.model.limits import Limits
from projguard.model.rule import PHASES, Phase
from projguard.model.source import Data, Document, KeyPath
from projguard.reading.yaml_document import read_document
from projguard.reading.yaml_scalar import plain_value

MANIFEST = "projguard.yaml"
SETTINGS = ".projguard.yaml"
AS_OF = date(2026, 11, 23)
"""Day by which examples are judged where they name none."""
FIELDS = ("phase", "as_of", "manifest", "text", "files", "settings")
"""What an example may say."""
_IDENTITY = re.compile(r"([a-z_]+)=(.+)")
_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*")

Tree: TypeAlias = "str | dict[str, Tree] | list[Tree] | None"
"""Values as typed: a text is the source of a scalar, None removes."""


class ExampleError(ValueError):
    """Raised for an example that changes nothing, or nothing that is there; the text says what."""


class Example(NamedTuple):
    """A patch on a healthy project, and how the result is judged."""

    phase: Phase | None
    """None: the manifest's own."""
    as_of: date
    patch: Tree
    files: Mapping[str, str | None]
    """Whole files by path; None removes one."""
    text: str = ""
    """Lines that stand above the manifest, such as comments."""
    settings: Tree = None
    """The folder's configuration."""


def read_example(text: str, *, beside: tuple[str, ...] = ()) -> Example:
    """Read an example; ``beside`` names further fields of the text, which are left to the caller.

    Raises Unreadable for text that is no mapping, ExampleError for fields and values that an example does not have.
    """
    document = read_document(text.encode(), "example", Limits())
    data = document.data
    for name in data:
        if name not in FIELDS and name not in beside:
            raise ExampleError(f"an example has no field {name!r}")
    named = data.get("phase")
    phase = next((phase for phase in PHASES if phase == named), None)
    if named is not None and phase is None:
        raise ExampleError(f"there is no phase {named!r}")
    text = data.get("text", "")
    if not isinstance(text, str):
        raise ExampleError(f"text is the lines above the manifest, not {text!r}")
    patch, settings = _tree(document, ("manifest",)) or {}, _tree(document, ("settings",))
    return Example(phase, _as_of(data.get("as_of")), patch, _files(data.get("files")), text, settings)


def write_project(folder: Path, base: Path, example: Example) -> Path:
    """Copy the healthy project into a folder, patched; gives the path of its manifest.

    Raises ExampleError where the example changes something that is not there.
    """
    shutil.copytree(base, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    manifest = folder / MANIFEST
    if example.patch:
        manifest.write_text(patched(manifest.read_text(encoding="utf-8"), example.patch), encoding="utf-8")
    if example.text:
        manifest.write_text(f"{example.text.rstrip()}\n{manifest.read_text(encoding='utf-8')}", encoding="utf-8")
    if example.settings:
        (folder / SETTINGS).write_text("\n".join(_lines(example.settings, "")) + "\n", encoding="utf-8")
    for name, text in example.files.items():
        path = folder / name
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif path.is_file():
            path.unlink()
        else:
            raise ExampleError(f"there is no file {name!r} to remove")
    return manifest


def patched(manifest: str, patch: Tree) -> str:
    """Merge a patch into a manifest (RFC 7386, list items by identity); every scalar stays as it was typed.

    Raises ExampleError for a patch that addresses nothing sensible.
    """
    document = read_document(manifest.encode(), MANIFEST, Limits())
    return "\n".join(_lines(_merged(_tree(document, ()), patch, "the manifest"), "")) + "\n"


def _as_of(day: Data) -> date:
    if day is None:
        return AS_OF
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ExampleError(f"as_of is a day such as 2026-11-23, not {day!r}") from None


def _files(files: Data) -> dict[str, str | None]:
    if not isinstance(files, dict | None):
        raise ExampleError("files gives a text, or null, for each path")
    for name, text in (files or {}).items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            raise ExampleError(f"{name!r} lies outside the project")
        if not isinstance(text, str | None):
            raise ExampleError(f"the file {name!r} is a text or null, not {text!r}")
    return files or {}


def _tree(document: Document, path: KeyPath) -> Tree:
    value = document.value(path)
    if isinstance(value, dict):
        return {key: _tree(document, (*path, key)) for key in value}
    if isinstance(value, list):
        return [_tree(document, (*path, index)) for index in range(len(value))]
    return None if value is None else _source(document.source_of(path), value)


def _source(source: str, value: Data) -> str:
    """Give a scalar as typed where that stands on one line and means the same anywhere, else in double quotes."""
    is_quoted = source[:1] in {"'", '"'}
    is_whole = "\n" not in source and "\r" not in source and source[:1] not in {"|", ">"}
    if is_whole and (is_quoted or repr(plain_value(source)) == repr(value)):
        return source
    return _quoted(value)


def _quoted(value: Data) -> str:
    """Write a value as JSON does, what cannot be printed escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text)


def _merged(base: Tree, patch: Tree, at: str) -> Tree:
    if not isinstance(patch, dict):
        return patch
    named = [name for name in patch if _IDENTITY.fullmatch(name)]
    if isinstance(base, list) or (named and base is None):
        return _merged_items(base or [], patch, at)
    if named:
        raise ExampleError(f"{at} is no list, so it has no item {named[0]!r}")
    merged: dict[str, Tree] = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merged(merged.get(key), value, key)
    return merged


def _merged_items(base: list[Tree], patch: Mapping[str, Tree], at: str) -> Tree:
    items = list(base)
    for name, change in patch.items():
        found = _IDENTITY.fullmatch(name)
        if found is None:
            raise ExampleError(f"{name!r} names no item of the list {at}: write it as id=html")
        key, wanted = found.groups()
        places = [index for index, item in enumerate(items) if _is(item, key, wanted)]
        if len(places) > 1:
            raise ExampleError(f"{len(places)} items of {at} are {name!r}")
        if places and change is None:
            del items[places[0]]
        elif places:
            items[places[0]] = _merged(items[places[0]], change, name)
        elif isinstance(change, dict):
            items.append(_merged({key: _typed(wanted)}, change, name))
        else:
            raise ExampleError(f"{at} has no item {name!r}")
    return items


def _is(item: Tree, key: str, wanted: str) -> bool:
    own = item.get(key) if isinstance(item, dict) else None
    return isinstance(own, str) and own in {wanted, f"'{wanted}'", _quoted(wanted)}


def _typed(text: str) -> str:
    """Write a text as a person would: without quotes where it needs none."""
    return text if re.fullmatch(r"\w[\w./ -]*", text) and plain_value(text) == text else _quoted(text)


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
    return key if _PLAIN_KEY.fullmatch(key) else _quoted(key)


def _scalar(value: Tree) -> str:
    if isinstance(value, str):
        return value
    return "null" if value is None else "{}" if isinstance(value, dict) else "[]"
