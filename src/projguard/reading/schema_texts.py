"""The schema in one language: what it says about fields, as an editor shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from projguard.model.source import Data
from projguard.reading.schema_fields import BOTH, PREFIX, text_in

SHOWN = ("title", "description")


def schema_source(schema: Mapping[str, Data], lang: str = "") -> str:
    """Write a schema; with a language its titles and descriptions are in that one alone."""
    told = _told(schema, schema.get("$defs", {}), lang) if lang else schema
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _told(part: Data, types: Mapping[str, Data], lang: str) -> Data:
    if isinstance(part, list):
        return [_told(item, types, lang) for item in part]
    if not isinstance(part, Mapping):
        return part
    if not isinstance(part.get("title"), str):
        return {name: _told(value, types, lang) for name, value in part.items()}
    part = _alone(part, types)
    kept = {name: _told(value, types, lang) for name, value in part.items() if name != BOTH and name[:2] != "x-"}
    told = kept | {name: text for name in SHOWN if (text := text_in(part, name, lang))}
    if any(isinstance(example, Mapping) for example in part.get("examples", ())):
        # Editors offer an example as it is; of a mapping they have nothing to show.
        del told["examples"]
    return told


def _alone(part: Mapping[str, Data], types: Mapping[str, Data]) -> Mapping[str, Data]:
    """Write out a reference that narrows its type, since editors would show the type's texts instead of the field's."""
    named = types.get(str(part.get("$ref", "")).removeprefix(PREFIX), {})
    if "type" not in part or "type" not in named:
        return part
    return {name: value for name, value in {**named, **part}.items() if name != "$ref"}
