"""The schema in one language: what it says about fields, as an editor shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from projguard.model.source import Data
from projguard.reading.schema_fields import BOTH, text_in

SHOWN = ("title", "description")


def schema_source(schema: Mapping[str, Data], lang: str = "") -> str:
    """Write a schema; with a language its titles and descriptions are in that one alone."""
    told = _told(schema, lang) if lang else schema
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _told(part: Data, lang: str) -> Data:
    if isinstance(part, list):
        return [_told(item, lang) for item in part]
    if not isinstance(part, Mapping):
        return part
    if not isinstance(part.get("title"), str):
        return {name: _told(value, lang) for name, value in part.items()}
    kept = {name: _told(value, lang) for name, value in part.items() if name != BOTH and name[:2] != "x-"}
    return kept | {name: text for name in SHOWN if (text := text_in(part, name, lang))}
