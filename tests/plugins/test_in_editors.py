"""Plugins in the editor: what it knows of the keys that they describe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from projguard.app.active import load_active
from projguard.app.settings import Request
from projguard.lsp import completion
from projguard.lsp.cursor import cursor_at
from projguard.lsp.server import make_server
from projguard.model.config import Config

HEAD = "from projguard.hooks.spec import hookimpl\n"


def test_editor_knows_the_keys_of_a_plugin(
    install: Any, site: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor server completes and explains a key that a plugin describes, and finds it no unknown one."""
    install(
        "acme",
        HEAD
        + "@hookimpl\ndef projguard_schemas():\n    return [{'properties': {'brand': {'title': 'Brand', 'type': 'object',"
        " 'description': 'Colours that were approved.', 'properties': {'approved_by': {'$ref': '#/$defs/person_ref'}}}}}]\n",
    )
    monkeypatch.syspath_prepend(str(site))
    active = load_active()
    fields = make_server(active, Request(config=Config(), said=frozenset())).fields
    people = {"people": {"anna": {"name": "Anna"}}}

    def offered(*lines: str) -> set[str]:
        cursor = cursor_at(list(lines), len(lines) - 1, len(lines[-1]))
        assert cursor is not None
        return {item.label for item in completion.completions(cursor, fields, people, project)}

    assert "brand" in offered("")
    assert offered("brand:", "  ") == {"approved_by"}
    assert offered("brand:", "  approved_by: ") == {"anna"}
    said = fields.say(("brand",))
    assert said is not None
    assert (said.title, said.description) == ("Brand", "Colours that were approved.")
