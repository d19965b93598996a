"""A manifest's bytes to a Document, in whichever form it is written: YAML, JSON or TOML, of one and the same schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path

from projguard.model.limits import Limits
from projguard.model.source import Data, Document, Form, KeyPath, Node, TextLines
from projguard.model.values import Text
from projguard.reading.yaml_document import read_document, supported
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_text import decode
from projguard.reading.yaml_tree import Tree

_ENDINGS: Mapping[str, Form] = {".json": "json", ".toml": "toml"}
FOR_EDITORS = "$schema"
"""A key by which a JSON or TOML file names its schema; it says nothing about the project."""


def form_of(manifest: Path) -> Form:
    """Tell by the ending of its name how a manifest is written."""
    return _ENDINGS.get(manifest.suffix.lower(), "yaml")


def read_manifest_text(raw: bytes, path: str, limits: Limits, form: Form) -> Document:
    """Read a manifest; ``path`` is only carried along, as people shall see it. Raises Unreadable."""
    if form == "yaml":
        return supported(read_document(raw, path, limits))
    text, bom = decode(raw, limits)
    tree = _json_tree(text, limits) if form == "json" else _toml_tree(text, limits)
    refusals = Refusals(text, limits)
    if tree is None:
        refusals.refuse("empty", 0, 0)
    if not isinstance(tree.data, dict):
        root = tree.nodes[()]
        refusals.refuse("not_mapping", root.start, root.end)
    data = {key: value for key, value in tree.data.items() if key != FOR_EDITORS}
    return supported(
        Document(
            path=path,
            text=text,
            data=data,
            nodes=tree.nodes,
            bom=bom,
            lines=TextLines(text),
            form=form,
            has_nulls=form == "json" and "null" in text,
        )
    )


def _json_tree(text: str, limits: Limits) -> Tree | None:
    from projguard.reading.json_tree import json_tree

    return json_tree(text, limits)


def _toml_tree(text: str, limits: Limits) -> Tree | None:
    import tomllib

    from projguard.reading.toml_places import toml_places

    refusals = Refusals(text, limits)
    try:
        data: Data = tomllib.loads(text)
        if not data:
            return None
        places = toml_places(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+), column (\d+)", str(fault))
        starts = TextLines(text).starts
        at = starts[int(found[1]) - 1] + int(found[2]) - 1 if found else len(text)
        refusals.refuse("not_toml", at, at, reason=Text(str(fault).partition(" (at")[0]))
    except ValueError:  # a number of more digits than Python reads
        refusals.refuse("not_toml", 0, 0, reason=Text("a number of too many digits"))
    except RecursionError:
        refusals.over_limit("too_deep", 0, 1, "depth")
    nodes: dict[KeyPath, Node] = {(): Node(-1, -1, 0, len(text), "block")}
    for path, value in _below((), data):
        nodes[path] = places.get(path) or nodes[path[:-1]]
        if len(path) > limits.depth:
            refusals.over_limit("too_deep", nodes[path].start, nodes[path].end, "depth")
        if len(nodes) > limits.nodes:
            refusals.over_limit("too_many_nodes", nodes[path].start, nodes[path].end, "nodes")
        if isinstance(value, str) and len(value) > limits.scalar_length:
            refusals.over_limit("value_too_long", nodes[path].start, nodes[path].end, "scalar_length", len(value))
    return Tree(_plain(data), nodes, [])


def _below(path: KeyPath, data: Data) -> Iterator[tuple[KeyPath, Data]]:
    todo = [(path, data)]
    while todo:
        at, value = todo.pop()
        if at:
            yield at, value
        if isinstance(value, dict):
            todo += [((*at, key), value[key]) for key in reversed(value)]
        elif isinstance(value, list):
            todo += [((*at, index), value[index]) for index in reversed(range(len(value)))]


def _plain(value: Data) -> Data:
    """Write days and times as text, as a manifest in YAML has them."""
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat(timespec="minutes") if isinstance(value, time) else value.isoformat()
    return value
