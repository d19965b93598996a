"""The manifest from above: its sections as an outline, and how each point of the checklist stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lsprotocol import types

from projguard.lsp.places import Places
from projguard.model.report import PointResult, ProjectReport
from projguard.model.source import Document, KeyPath
from projguard.reading.schema_fields import Fields
from projguard.wording.words import Words

DEEPEST = 3
NAMES = ("title", "name", "id", "person", "rule", "kind", "file", "question")
"""Fields that say what a list item is."""
MARKS: Mapping[str, str] = {"red": "✖", "amber": "▲", "green": "✔", "grey": "–"}
UNNUMBERED: Mapping[str, int] = {"project": 0, "people": 1}
"""Sections at which a point is shown though their titles have no number: the manifest itself, and who knows what."""
_POINT = re.compile(r"(\d+)\.")


def symbols(document: Document, places: Places) -> list[types.DocumentSymbol]:
    """Give the outline of a manifest, three levels deep."""
    below: dict[KeyPath, list[types.DocumentSymbol]] = {}
    top: list[types.DocumentSymbol] = []
    for path, node in document.nodes.items():
        if not 0 < len(path) <= DEEPEST:
            continue
        start = node.key_start if node.key_start >= 0 else node.start
        whole = places.range_of(start, max(start, node.end))
        name = places.range_of(start, node.key_end if node.key_start >= 0 else start)
        symbol = types.DocumentSymbol(
            name=_name(document, path), kind=_kind(document, path), range=whole, selection_range=name, children=[]
        )
        below[path] = symbol.children = []
        below.get(path[:-1], top).append(symbol)
    return top


def lenses(
    report: ProjectReport, document: Document, places: Places, fields: Fields, words: Words
) -> list[types.CodeLens]:
    """Give above each section the state of the points that its title in the schema is numbered with."""
    states = {point.point: point for point in report.points}
    found: list[types.CodeLens] = []
    for key in document.data:
        said = fields.say((key,))
        numbered = _POINT.match(said.title) if said else None
        point = states.get(int(numbered[1]) if numbered else UNNUMBERED.get(key, -1))
        if point is not None:
            node = document.nodes[key,]
            command = types.Command(title=_state(point, words), command="")
            found.append(types.CodeLens(range=places.range_of(node.key_start, node.key_end), command=command))
    return found


def _state(point: PointResult, words: Words) -> str:
    counts = ((point.errors, "error"), (point.warnings, "warning"))
    told = ", ".join(words.count(number, noun) for number, noun in counts if number)
    if not told:
        told = words.text("clear") if point.state != "grey" else words.text("does not apply")
    return f"{MARKS[point.state]} {point.point}: {told}"


def _name(document: Document, path: KeyPath) -> str:
    step = path[-1]
    value = document.value(path)
    if isinstance(value, dict):
        named = next((str(value[key]) for key in NAMES if value.get(key)), "")
        label = named if isinstance(step, int) else f"{step}: {named}" if named and len(path) > 1 else str(step)
    else:
        label = str(value) if isinstance(step, int) and not isinstance(value, list) else str(step)
    return label.strip() or str(step)


def _kind(document: Document, path: KeyPath) -> types.SymbolKind:
    value = document.value(path)
    if isinstance(value, list):
        return types.SymbolKind.Array
    return types.SymbolKind.Object if isinstance(value, dict) else types.SymbolKind.Field
