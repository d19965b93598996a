"""Settings in a table of a TOML file: plain data, and where each key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from projguard.model.source import Data, KeyPath, Position, Span
from projguard.model.values import Text
from projguard.reading.unreadable import Unreadable

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


def read_table(raw: bytes, table: tuple[str, ...]) -> tuple[Mapping[str, Data], Mapping[KeyPath, Position]]:
    """Read one table, empty where the file has none, and find its keys; raises Unreadable."""
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
    for step in table:
        data = data.get(step, {}) if isinstance(data, dict) else {}
    return data if isinstance(data, dict) else {}, dict(_starts(text, table))


def _point(line: int, column: int) -> Span:
    at = Position(line, column, 0)
    return Span(at, at)


def _starts(text: str, wanted: tuple[str, ...]) -> Iterator[tuple[KeyPath, Position]]:
    """Find where keys stand, which tomllib does not tell: by table headers and the keys that begin a line."""
    table: KeyPath | None = None
    counted: dict[KeyPath, int] = {}
    for number, line in enumerate(text.splitlines()):
        if header := _HEADER.match(line):
            steps = _steps(header[2])
            table = steps[len(wanted) :] if steps[: len(wanted)] == wanted else None
            if table is not None and header[1] == "[[":
                counted[table] = counted.get(table, -1) + 1
                table = (*table, counted[table])
            if table is not None:
                yield table, Position(number, 0, 0)
        elif table is not None and (key := _KEY.match(line)):
            yield (*table, *_steps(key[1])), Position(number, len(line) - len(line.lstrip()), 0)


def _steps(dotted: str) -> tuple[str, ...]:
    return tuple(step.strip().strip("\"'") for step in dotted.split("."))
