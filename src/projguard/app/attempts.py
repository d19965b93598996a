"""What settings say against mandatory rules; none of it has an effect, and PG0012 tells all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from projguard.app.layers import Layer
from projguard.engine.select import codes_of
from projguard.engine.waivers import CODE as WAIVERS
from projguard.model.config import Attempt, Config, Way
from projguard.model.rule import Rule
from projguard.model.source import KeyPath


def attempts(layers: Sequence[Layer], rules: Sequence[Rule], enforced: frozenset[str]) -> Iterator[Attempt]:
    """Find what files of the project say against mandatory rules; none of it has an effect."""
    for layer in layers:
        if not enforced or layer.by_operator:
            continue
        data = layer.file.data
        if WAIVERS in enforced and "waivers" in data:
            place = layer.file.place(("waivers",))
            yield Attempt(WAIVERS, "override", place.path, place.line - 1, place.column - 1)
        ways: list[tuple[Way, KeyPath, Any]] = [
            ("ignore", ("ignore",), data.get("ignore", ())),
            ("severity", ("severity",), data.get("severity", {})),
            ("override", ("params",), data.get("params", {})),
        ]
        for index, entry in enumerate(data.get("overrides", ())):
            ways += [
                ("override", ("overrides", index, key), entry.get(key, ())) for key in ("ignore", "severity", "params")
            ]
        for way, path, words in ways:
            steps = enumerate(words) if isinstance(words, list) else ((word, word) for word in words)
            for step, word in steps:
                for code in sorted(codes_of((word,), rules) & enforced):
                    place = layer.file.place((*path, step))
                    yield Attempt(code, way, place.path, place.line - 1, place.column - 1)


def said_attempts(said: Config, rules: Sequence[Rule], enforced: frozenset[str]) -> Iterator[Attempt]:
    """Find what the command line says against mandatory rules."""
    for code in sorted(codes_of(said.ignore, rules) & enforced):
        yield Attempt(code, "ignore", "")
    for code in sorted(frozenset(said.severity) & enforced):
        yield Attempt(code, "severity", "")
