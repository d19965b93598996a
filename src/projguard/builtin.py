"""The first-party plugin: the bundled checks, cards and reporters, given through the public hooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType

from projguard import checks
from projguard.hooks.reporter import MakeReporter, Reporter, Sentences
from projguard.hooks.spec import Check, hookimpl
from projguard.model.run import Run
from projguard.reading.bundled import bundled

FORMATS = {
    "text": ("text", "TextReporter"),
    "concise": ("concise", "ConciseReporter"),
    "json": ("json_report", "JsonReporter"),
    "html": ("html.reporter", "HtmlReporter"),
}
"""Module and class of each bundled format; a module is imported when its format is asked for."""
DRAWING = ("html",)
"""Formats with pictures, for which plan and money are worked out."""


@dataclass(frozen=True, slots=True)
class Format:
    """Makes reporters of a format whose module is not imported yet."""

    module: str
    kind: str
    draws: bool = False

    def __call__(self, run: Run, sentences: Sentences) -> Reporter:
        """Make the reporter of one output."""
        make: MakeReporter = getattr(import_module(f"projguard.reporters.{self.module}"), self.kind)
        return make(run, sentences)


@hookimpl
def projguard_checks() -> Mapping[str, Check]:
    """Give every public function that a module of ``checks`` defines."""
    modules = [import_module(f"{checks.__name__}.{info.name}") for info in iter_modules(checks.__path__)]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__ and name[0] != "_"
    }


@hookimpl
def projguard_rule_dirs() -> Sequence[Path]:
    """Give the folder of the checklist."""
    return (bundled("rules"),)


@hookimpl
def projguard_reporters() -> Mapping[str, MakeReporter]:
    """Give the bundled formats."""
    return {name: Format(module, kind, draws=name in DRAWING) for name, (module, kind) in FORMATS.items()}


@hookimpl
def projguard_presets() -> Mapping[str, str]:
    """Give the presets for kinds of agencies."""
    folder = Path(__file__).parent / "presets"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
