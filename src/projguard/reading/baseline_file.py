"""The file of accepted gaps: read whole or not at all, written in one order."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from projguard.model.baseline import Accepted, Baseline
from projguard.reading.regular import read_regular

VERSION = 1
SIZE = 64 * 1024 * 1024
"""Bytes beyond which no file is read as a baseline: some 300,000 gaps."""


class BadBaseline(Exception):  # noqa: N818 - says what is wrong with a file of the user's
    """Raised for a file that is no baseline of this version; ``message`` is the id of a notice."""

    def __init__(self, message: str, path: str, reason: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.reason = reason


def read_baseline(path: Path, shown: str) -> Baseline:
    """Read accepted gaps; raises BadBaseline, and nothing of the file is used then."""
    try:
        data = json.loads(read_regular(path, SIZE + 1))
    except OSError as fault:
        raise BadBaseline("baseline_unread", shown, fault.strerror or type(fault).__name__) from None
    except (ValueError, RecursionError):
        raise BadBaseline("baseline_form", shown) from None
    if not isinstance(data, dict) or type(data.get("version")) is not int or not isinstance(data.get("gaps", []), list):
        raise BadBaseline("baseline_form", shown)
    if data["version"] != VERSION:
        raise BadBaseline("baseline_version", shown, str(data["version"]))
    try:
        entries = [_accepted(entry) for entry in data["gaps"]]
    except (KeyError, TypeError, ValueError):
        raise BadBaseline("baseline_form", shown) from None
    projects: dict[str, list[Accepted]] = {}
    for entry in entries:
        projects.setdefault(entry.project, []).append(entry)
    told = {project: tuple(gaps) for project, gaps in projects.items()}
    return Baseline(shown, os.path.dirname(os.path.abspath(path)), told)  # noqa: PTH100, PTH120 - links stay as typed


def render_baseline(entries: Iterable[Accepted]) -> str:
    """Write accepted gaps, one per line and sorted, so that two branches merge."""
    lines = [
        json.dumps({**entry._asdict(), "due": entry.due.isoformat()}, ensure_ascii=False)
        for entry in sorted(entries, key=lambda entry: (entry.project, entry.code, entry.pointer, entry.fingerprint))
    ]
    gaps = ",\n".join(f"    {line}" for line in lines)
    return (
        f'{{\n  "version": {VERSION},\n  "gaps": [\n{gaps}\n  ]\n}}\n'
        if lines
        else f'{{\n  "version": {VERSION},\n  "gaps": []\n}}\n'
    )


def _accepted(entry: dict[str, str]) -> Accepted:
    project, code, pointer, print_ = (entry[name] for name in ("project", "code", "pointer", "fingerprint"))
    if not all(isinstance(text, str) for text in (project, code, pointer, print_)):
        raise TypeError
    return Accepted(project, code, pointer, print_, date.fromisoformat(entry["due"]))
