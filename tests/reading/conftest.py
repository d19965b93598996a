"""Texts to read: the base project, the sample projects, and every variation of the base project."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from projguard.model.limits import Limits
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document, read_tree

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "base_project" / "projguard.yaml"


@pytest.fixture(scope="session")
def manifest_schema() -> dict[str, Any]:
    """Read the schema of a manifest."""
    schema: dict[str, Any] = json.loads((ROOT / "schemas" / "manifest.schema.json").read_text(encoding="utf-8"))
    return schema


@pytest.fixture(scope="session")
def variations() -> list[dict[str, Any]]:
    """All variations of the base project, as they are written down."""
    tree = read_tree((ROOT / "tests" / "variations.yaml").read_text(encoding="utf-8"), Limits())
    assert tree is not None
    entries: list[dict[str, Any]] = tree.data
    return entries


@pytest.fixture(scope="session")
def texts(variations: list[dict[str, Any]]) -> dict[str, str]:
    """Manifests as texts: base project, samples, and the variations that edit the text."""
    found = {
        path.parent.name: path.read_text(encoding="utf-8") for path in ROOT.glob("sample_projects/*/projguard.yaml")
    }
    base = found["base project"] = BASE.read_text(encoding="utf-8")
    for entry in variations:
        text = entry.get("files", {}).get("projguard.yaml", base)
        for edit in entry.get("edit", ()):
            if edit["file"] == "projguard.yaml":
                text = text.replace(edit["find"], edit["put"])
        if text not in found.values():
            found[entry["name"]] = text
    return found


@pytest.fixture(scope="session")
def manifests(variations: list[dict[str, Any]], texts: dict[str, str]) -> dict[str, Any]:
    """Manifests as data: the texts above that can be read, and the variations that patch the base project."""
    found = {name: read_document(text.encode(), name, Limits()).data for name, text in texts.items() if is_sound(text)}
    for entry in variations:
        if "patch" in entry:
            found[entry["name"]] = patched(copy.deepcopy(found["base project"]), entry["patch"])
    return found


def is_sound(text: str) -> bool:
    """Tell whether a text is read at all."""
    try:
        read_document(text.encode(), "", Limits())
    except Unreadable:
        return False
    return True


def patched(value: Any, patch: Any) -> Any:
    """Lay a merge-patch over data; items of a list are addressed by ``field=value``."""
    if not isinstance(patch, dict):
        return patch
    if isinstance(value, list):
        for step, change in patch.items():
            field, _, wanted = step.partition("=")
            index = next((i for i, item in enumerate(value) if str(item.get(field)) == wanted), len(value))
            value[index : index + 1] = (
                [] if change is None else [patched((value[index : index + 1] or [{}])[0], change)]
            )
        return value
    merged = dict(value) if isinstance(value, dict) else {}
    for key, change in patch.items():
        if change is None:
            merged.pop(key, None)
        else:
            merged[key] = patched(merged.get(key), change)
    return merged
