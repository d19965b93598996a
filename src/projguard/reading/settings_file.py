"""Configuration files: ``.projguard.yaml`` or ``[tool.projguard]`` of pyproject.toml, to plain data with places."""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data, Document, KeyPath, Position, Span
from projguard.model.values import Text
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


def settings_in(folder: Path) -> Path | None:
    """Give the configuration file of a folder, readable or not; None where it has none."""
    for name in (MISTAKEN, NAME):
        if os.path.lexists(folder / name):
            return folder / name
    project = folder / PYPROJECT
    return project if project.is_file() and _has_table(project) else None


def _has_table(project: Path) -> bool:
    """Tell whether a pyproject.toml has settings; one that cannot be read may have, so that reading it says what is wrong."""
    import tomllib

    try:
        raw = read_regular(project, MOST)
        tools = tomllib.loads(raw.decode()).get(TABLE[0]) if b"projguard" in raw else None
        return isinstance(tools, dict) and TABLE[1] in tools
    except (OSError, ValueError):
        return True


def is_root(folder: Path) -> bool:
    """Tell whether the search for a configuration ends here: at the root of a repository."""
    return (folder / ".git").exists()


def read_settings(path: Path, shown: str) -> SettingsFile:
    """Read a configuration file; raises Unreadable for one that cannot be read, OSError for one that cannot be opened."""
    return parse_settings(read_regular(path, MOST), path, shown)


def parse_settings(raw: bytes, path: Path, shown: str) -> SettingsFile:
    """Read the bytes of a configuration file; an empty one sets nothing."""
    if path.suffix == ".toml":
        return _toml(raw, path, shown)
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


def _toml(raw: bytes, path: Path, shown: str) -> SettingsFile:
    import tomllib

    text = raw.decode("utf-8", "replace")
    try:
        data: Data = tomllib.loads(raw.decode())
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode()
        at = _point(before.count("\n"), len(before.rpartition("\n")[2]))
        raise Unreadable("not_toml", at, {"reason": Text(fault.reason)}) from None
    except tomllib.TOMLDecodeError as fault:
        told = re.search(r"line (\d+), column (\d+)", str(fault))
        line, column = (int(told[1]) - 1, int(told[2]) - 1) if told else (text.count("\n"), 0)
        raise Unreadable("not_toml", _point(line, column), {"reason": Text(str(fault).partition(" (at")[0])}) from None
    except ValueError:
        raise Unreadable("not_toml", _point(0, 0), {"reason": Text("a number of too many digits")}) from None
    except RecursionError:
        raise Unreadable("not_toml", _point(0, 0), {"reason": Text("nested too deep")}) from None
    for step in TABLE:
        data = data.get(step, {}) if isinstance(data, dict) else {}
    return SettingsFile(path, shown, data if isinstance(data, dict) else {}, dict(_toml_starts(text)))


def _point(line: int, column: int) -> Span:
    at = Position(line, column, 0)
    return Span(at, at)


_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


def _toml_starts(text: str) -> Iterator[tuple[KeyPath, Position]]:
    """Find where keys stand, which tomllib does not tell: by table headers and the keys that begin a line."""
    table: KeyPath | None = None
    counted: dict[KeyPath, int] = {}
    for number, line in enumerate(text.splitlines()):
        if header := _HEADER.match(line):
            steps = _steps(header[2])
            table = steps[2:] if steps[:2] == TABLE else None
            if table is not None and header[1] == "[[":
                counted[table] = counted.get(table, -1) + 1
                table = (*table, counted[table])
            if table is not None:
                yield table, Position(number, 0, 0)
        elif table is not None and (key := _KEY.match(line)):
            yield (*table, *_steps(key[1])), Position(number, len(line) - len(line.lstrip()), 0)


def _steps(dotted: str) -> tuple[str, ...]:
    return tuple(step.strip().strip("\"'") for step in dotted.split("."))
