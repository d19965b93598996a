"""What is active in a run: rules, points, checks and formats of every plugin, put together."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from projguard.catalogue.compiled import read_compiled
from projguard.hooks.reporter import MakeReporter
from projguard.hooks.spec import Check
from projguard.model.rule import Point, Rule


@dataclass(frozen=True, kw_only=True)
class Active:
    """The composed checklist."""

    rules: tuple[Rule, ...]
    points: tuple[Point, ...]
    checks: Mapping[str, Check]
    formats: Mapping[str, MakeReporter]
    presets: Mapping[str, str]
    """Texts of configuration files by name."""

    @cached_property
    def by_code(self) -> dict[str, Rule]:
        """Rules by code."""
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Code of each rule by everything that it may be called."""
        return {word: rule.code for rule in self.rules for word in (rule.code, rule.name, *rule.aliases)}


def load_active(*, cache: bool = True) -> Active:
    """Load the bundled plugin and compose what it gives."""
    from projguard import builtin
    from projguard.hooks.manager import manager

    hook = manager(builtin).hook
    read = [read_compiled(folder, cache=cache) for folders in hook.projguard_rule_dirs() for folder in folders]
    # What is loaded by now lives as long as the process: the collector need not look at it again and again.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    return Active(
        rules=tuple(sorted((rule for catalogue in read for rule in catalogue.rules), key=lambda rule: rule.code)),
        points=tuple(sorted((p for catalogue in read for p in catalogue.points), key=lambda point: point.number)),
        checks={name: check for given in hook.projguard_checks() for name, check in given.items()},
        formats={name: make for given in hook.projguard_reporters() for name, make in given.items()},
        presets={name: text for given in hook.projguard_presets() for name, text in given.items()},
    )
