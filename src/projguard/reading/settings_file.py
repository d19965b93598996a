"""Configuration files: ``.projguard.yaml`` or ``[tool.projguard]`` of pyproject.toml, to plain data with places."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data, Document, KeyPath, Position
from projguard.reading.bundled import bundled
from projguard.reading.regular import read_regular
from projguard.reading.unreadable import Unreadable
from projguard.reading.validation import SchemaFault, Validator
from projguard.reading.yaml_document import read_document

NAME = ".projguard.yaml"
MISTAKEN = ".projguard.yml"
"""What a file of settings may be called by mistake; nothing is read from it."""
PYPROJECT = "pyproject.toml"
MOST = 16 * 1024 * 1024
"""Bytes that are read of a file of settings."""
TABLE = ("tool", "projguard")


class Place(NamedTuple):
    """Where something stands, counted from 1."""

    path: str
    line: int
    column: int


class SettingsFile(NamedTuple):
    """One configuration file."""

    path: Path
    """Where its relative paths begin is the folder of this path."""
    shown: str
    data: Mapping[str, Data]
    starts: Mapping[KeyPath, Position]
    """Where each setting's key stands."""

    def place(self, path: KeyPath) -> Place:
        """Give the place of a setting, of one without place that of what it belongs to."""
        while path and path not in self.starts:
            path = path[:-1]
        start = self.starts.get(path, Position(0, 0, 0))
        return Place(self.shown, start.line + 1, start.column + 1)


def settings_in(folder: str) -> str | None:
    """Give the configuration file of a folder, readable or not; None where it has none."""
    before = folder if folder.endswith(os.sep) else folder + os.sep  # strings, for a portfolio of thousands
    for name in (MISTAKEN, NAME):
        if os.path.lexists(before + name):
            return before + name
    project = before + PYPROJECT
    return project if os.path.isfile(project) and _has_table(Path(project)) else None  # noqa: PTH113 - likewise


def _has_table(project: Path) -> bool:
    """Tell whether a pyproject.toml has settings; one that cannot be read may have, so that reading it says what is wrong."""
    try:
        raw = read_regular(project, MOST)
        if b"projguard" not in raw:
            return False
        import tomllib

        tools = tomllib.loads(raw.decode()).get(TABLE[0])
        return isinstance(tools, dict) and TABLE[1] in tools
    except (OSError, ValueError):
        return True


def is_root(folder: Path | str) -> bool:
    """Tell whether the search for a configuration ends here: at the root of a repository."""
    return os.path.exists(f"{folder}{os.sep}.git")  # noqa: PTH110 - likewise


def read_settings(path: Path, shown: str) -> SettingsFile:
    """Read a configuration file; raises Unreadable for one that cannot be read, OSError for one that cannot be opened."""
    return parse_settings(read_regular(path, MOST), path, shown)


def parse_settings(raw: bytes, path: Path, shown: str) -> SettingsFile:
    """Read the bytes of a configuration file; an empty one sets nothing."""
    if path.suffix == ".toml":
        from projguard.reading.toml_settings import read_table

        return SettingsFile(path, shown, *read_table(raw, TABLE))
    try:
        document = read_document(raw, shown, Limits())
    except Unreadable as refusal:
        if refusal.message == "empty":
            return SettingsFile(path, shown, {}, {})
        raise
    return SettingsFile(path, shown, _plain(document), _starts(document))


def setting_faults(file: SettingsFile) -> tuple[SchemaFault, ...]:
    """Hold a configuration against its schema."""
    return _validator().faults(dict(file.data))


@cache
def _validator() -> Validator:
    import json

    return Validator(json.loads((bundled("schemas") / "config.schema.json").read_bytes()))


def _plain(document: Document) -> Mapping[str, Data]:
    return {key: value for key, value in document.data.items() if value is not None}


def _starts(document: Document) -> dict[KeyPath, Position]:
    places = ((path, node.key_start if node.key_start >= 0 else node.start) for path, node in document.nodes.items())
    return {path: document.lines.position(start) for path, start in places}
