"""The schema in one language: what it says about fields, as an editor shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from projguard.model.source import Data

SHOWN = ("title", "description")
BOTH = "markdownDescription"
"""What editors show where the mouse rests; it holds both languages."""


def schema_source(schema: Mapping[str, Data], lang: str = "") -> str:
    """Write a schema; with a language its titles and descriptions are in that one alone."""
    return json.dumps(_told(schema, lang) if lang else schema, ensure_ascii=False, indent=2) + "\n"


def _told(part: Data, lang: str) -> Data:
    if isinstance(part, list):
        return [_told(item, lang) for item in part]
    if not isinstance(part, Mapping):
        return part
    is_text = isinstance(part.get(BOTH), str)
    told = {name: _told(value, lang) for name, value in part.items() if not (is_text and name == BOTH)}
    own = {name: part.get(f"x-{name}-{lang}") for name in SHOWN}
    return told | {name: text for name, text in own.items() if isinstance(text, str)}
