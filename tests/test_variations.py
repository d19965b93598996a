"""Single defects of the healthy project: each is caught by the code meant, and by no other but stated cascades."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from projguard.catalogue.examples import read_example
from projguard.model.limits import Limits
from projguard.reading.yaml_document import read_document

SOURCE = Path(__file__).with_name("variations.yaml")
TEXT = SOURCE.read_text(encoding="utf-8")


def variations() -> list[tuple[dict[str, Any], str]]:
    """Give each variation with its own source text as an example."""
    document = read_document(b"variations:\n" + TEXT.encode(), SOURCE.name, Limits())
    found = []
    for index, entry in enumerate(document.data["variations"]):
        node = document.nodes[("variations", index, "patch")] if "patch" in entry else None
        patch = "" if node is None else _dedented(document.text, node.start, node.end)
        found.append((entry, patch))
    return found


def _dedented(text: str, start: int, end: int) -> str:
    """Give a node's source, indented by two."""
    lines = text[start:end].splitlines()
    indent = start - text.rfind("\n", 0, start) - 1
    return "\n".join("  " + (line if n == 0 else line[indent:]) for n, line in enumerate(lines))


VARIATIONS = variations()


def test_there_are_enough() -> None:
    """At least a hundred defects are tried."""
    assert len(VARIATIONS) >= 100


@pytest.mark.parametrize(("entry", "patch"), VARIATIONS, ids=[entry["name"] for entry, _ in VARIATIONS])
def test_variation(entry: dict[str, Any], patch: str, judge: Any) -> None:
    """The expected codes are found; no other rule has an error or a warning."""
    example = read_example(f"manifest:\n{patch}\n" if patch else "manifest: {}")
    example = example._replace(phase=entry.get("phase"), files=entry.get("files") or {})
    report = judge(example, select=tuple(entry.get("select") or ()), edit=partial(edit_files, entry.get("edit") or ()))
    found = {finding.code for finding in report.findings}
    weighty = {finding.code for finding in report.findings if finding.severity != "info"}
    assert set(entry["expect"]) <= found
    assert weighty - set(entry["expect"]) - set(entry.get("cascade") or ()) == set()
    assert report.failures == ()


def edit_files(edits: Any, folder: Path) -> None:
    """Replace text in files; what is to be replaced stands there once."""
    for edit in edits:
        path = folder / edit["file"]
        text = path.read_text(encoding="utf-8")
        assert text.count(edit["find"]) == 1, edit
        path.write_text(text.replace(edit["find"], edit["put"]), encoding="utf-8")
