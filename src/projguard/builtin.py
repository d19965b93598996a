"""The first-party plugin: the bundled checks, cards and reporters, given through the public hooks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

from projguard import checks
from projguard.hooks.source import Refused, Search, Shelf, Source
from projguard.hooks.spec import Check, hookimpl
from projguard.model.config import Config
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.run import Run
from projguard.model.values import Text
from projguard.project.project import Project
from projguard.reading.bundled import bundled
from projguard.reading.discovery import Found, search_projects
from projguard.reading.shown import shown_path
from projguard.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from concurrent.futures import Executor  # heavy, and only named here

    from projguard.hooks.described import Described
    from projguard.hooks.reporter import MakeReporter, Reporter, Sentences

FORMATS = {
    "text": ("text", "TextReporter"),
    "concise": ("concise", "ConciseReporter"),
    "json": ("json_report", "JsonReporter"),
    "jsonl": ("jsonl", "JsonlReporter"),
    "sarif": ("sarif", "SarifReporter"),
    "junit": ("junit", "JunitReporter"),
    "github": ("github", "GithubReporter"),
    "gitlab": ("gitlab", "GitlabReporter"),
    "azure": ("azure", "AzureReporter"),
    "checkstyle": ("checkstyle", "CheckstyleReporter"),
    "rdjson": ("rdjson", "RdjsonReporter"),
    "markdown": ("markdown", "MarkdownReporter"),
    "html": ("html.reporter", "HtmlReporter"),
    "csv": ("csv_report", "CsvReporter"),
}
"""Module and class of each bundled format; a module is imported when its format is asked for."""
VOCABULARY = {
    "presence": ("present", "absent", "some_present"),
    "enumeration": ("listed", "unlisted"),
    "pattern": ("matches", "matches_nowhere"),
    "ranges": ("between", "counted", "adds_up"),
    "uniqueness": ("unique", "differs"),
    "references": ("refers",),
    "coverage": ("covers",),
    "dates": ("in_order", "apart", "on_working_day"),
    "durations": ("lasts",),
    "freshness": ("fresh", "not_future", "done_in_time"),
    "evidence": ("file_exists", "file_words", "file_headings", "file_tasks", "file_links"),
    "agreements": ("agreed",),
    "shape": ("fits_schema",),
    "expression": ("cel",),
}
"""Checks of the vocabulary by the module of their family; a module is imported when a card asks one of its checks."""
DRAWING = ("html",)
"""Formats with pictures, for which plan and money are worked out."""


class Format:
    """Makes reporters of a format whose module is not imported yet."""

    def __init__(self, module: str, kind: str, *, draws: bool = False) -> None:
        self.module = module
        self.kind = kind
        self.draws = draws

    def __call__(self, run: Run, sentences: Sentences) -> Reporter:
        """Make the reporter of one output."""
        make: MakeReporter = getattr(import_module(f"projguard.reporters.{self.module}"), self.kind)
        return make(run, sentences)


class Later:
    """A check of the vocabulary whose module is not imported yet."""

    def __init__(self, family: str, name: str) -> None:
        self.family = family
        self.name = name

    def __call__(self, project: Project, params: Params) -> Iterator[Problem]:
        """Ask the question."""
        return self.description(project, params)

    @property
    def description(self) -> Described:
        """Describe the check."""
        found: Described = getattr(import_module(f"projguard.checks.vocabulary.{self.family}"), self.name)
        return found


@hookimpl
def projguard_checks() -> Mapping[str, Check]:
    """Give the vocabulary, and every public function that a module of ``checks`` defines."""
    names = sorted(path.stem for path in Path(checks.__path__[0]).iterdir() if path.suffix == ".py")
    modules = [import_module(f"{checks.__name__}.{name}") for name in names if name[0] != "_"]
    vocabulary = {name: Later(family, name) for family, names in VOCABULARY.items() for name in names}
    return vocabulary | {
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
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.suffix == ".yaml"}


@hookimpl
def projguard_sources(target: str, search: Search) -> Sequence[Source] | None:
    """Find the manifests of a file, a folder, a folder of projects, or an archive of one of these."""
    path = Path(target)
    if not os.path.lexists(path):
        return None
    if path.suffix.lower() == ".zip" and path.is_file():
        return _packed(path, search)
    found = _found(path, search)
    return Shelf(map(_as_shown, found.manifests), is_distinct=not found.linked)


@hookimpl
def projguard_executor(config: Config) -> Executor | None:
    """Give the cluster of a scheduler of dask.distributed."""
    if config.executor != "dask":
        return None
    from projguard.hooks.dask_executor import connect

    return connect(config.scheduler)


def _packed(archive: Path, search: Search) -> Sequence[Source]:
    from projguard.reading.archive import unpack

    folder = search.scratch()
    try:
        unpack(archive, folder, search.limits)
    except Unreadable as why:
        return (Source(manifest=archive, refused=Refused(why.message, why.values)),)
    except OSError as fault:
        reason = Text(fault.strerror or type(fault).__name__)
        return (Source(manifest=archive, refused=Refused("io_error", {"reason": reason})),)
    shown = shown_path(archive)
    return Shelf(
        Source(manifest=manifest, shown=f"{shown}/{manifest.relative_to(folder).as_posix()}", editable=False)
        for manifest in map(Path, _found(folder, search).manifests)
    )


def _found(folder: Path, search: Search) -> Found:
    found = search_projects(folder, search.exclude)
    for place in found.unlisted:
        search.unlisted(place)
    return found


def _as_shown(manifest: str) -> Source | str:
    shown = shown_path(manifest)
    return manifest if shown == manifest else Source(Path(manifest), shown)
