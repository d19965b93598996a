"""The hooks: what projguard gets from this plugin. Nothing here is imported before projguard is started."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from acme_pack.brand import brand_colours
from acme_pack.mail import Mail
from projguard.api import Check, MakeReporter, hookimpl

PROJGUARD_API = 1

BRAND = {
    "title": "Brand",
    "x-title-ru": "Бренд",
    "description": "The client's colours, and who approved them.",
    "x-description-ru": "Цвета клиента и кто их утвердил.",
    "type": "object",
    "properties": {
        "colours": {"type": "array", "items": {"type": "string", "pattern": "^#[0-9a-f]{6}$"}},
        "approved_by": {"$ref": "#/$defs/person_ref"},
        "approved_on": {"$ref": "#/$defs/date"},
    },
    "additionalProperties": False,
}


@hookimpl
def projguard_checks() -> Mapping[str, Check]:
    """Give the check that the card asks."""
    return {"acme_brand_colours": brand_colours}


@hookimpl
def projguard_rule_dirs() -> Iterable[Path]:
    """Give the folder with the card."""
    return [Path(__file__).parent / "cards"]


@hookimpl
def projguard_reporters() -> Mapping[str, MakeReporter]:
    """Give the format."""
    return {"acme-mail": Mail}


@hookimpl
def projguard_schemas() -> Iterable[Mapping[str, Any]]:
    """Describe the field of the manifest that the card is about."""
    return [{"properties": {"brand": BRAND}}]
