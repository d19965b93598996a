"""Which manifests a run checks, and how their paths are shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from projguard.app.examine import Examiner
from projguard.model.report import ProjectReport
from projguard.reading.discovery import search_projects


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One manifest to check."""

    manifest: Path
    shown: str
    """Its path as people see it."""
    settings: int = 0
    """Which of the run's settings hold for it."""


class Recall(Protocol):
    """What recalls a project's report, or makes it."""

    def examine(self, manifest: Path, shown: str) -> ProjectReport:
        """Give the report of a project."""


class Sources(NamedTuple):
    """What the paths of a request stand for."""

    found: tuple[Source, ...]
    unlisted: tuple[str, ...] = ()
    """Folders that could not be looked into, as people see them."""


def find_sources(targets: Sequence[str], exclude: Sequence[str] = ()) -> Sources:
    """Find the manifests of all targets, each once; raises FileNotFoundError for a target that does not exist."""
    searches = [search_projects(Path(target), exclude) for target in targets]
    unique = {os.path.realpath(manifest): manifest for search in searches for manifest in search.manifests}
    found = tuple(Source(manifest=manifest, shown=shown_path(manifest)) for manifest in unique.values())
    return Sources(found, tuple(shown_path(folder) for search in searches for folder in search.unlisted))


def examine_source(examiners: Sequence[Examiner], source: Source, recalls: Sequence[Recall] = ()) -> ProjectReport:
    """Check one project, or recall it; what nobody foresaw is told in its report and stops no other."""
    examiner = examiners[source.settings]
    judge = recalls[source.settings] if recalls else examiner
    try:
        return judge.examine(source.manifest, source.shown)
    except Exception as fault:  # noqa: BLE001 - one project must never hide the others
        return examiner.failed(source.shown, f"{type(fault).__name__}: {fault}")


def shown_path(path: Path) -> str:
    """Write a path as people see it: from the working directory, else from the repository's root, else as typed."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as typed
    here = Path.cwd()
    if absolute.is_relative_to(here):
        return absolute.relative_to(here).as_posix()
    for folder in absolute.parents:
        if (folder / ".git").exists():
            return absolute.relative_to(folder).as_posix()
    return path.as_posix()
