"""Which manifests a run checks, and how their paths are shown."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.scratch import Scratch
from projguard.hooks.plugins import FAILS, BadPlugins, Plugin, fault_of, told
from projguard.hooks.source import Search, Shelf, Source
from projguard.model.finding import Notice
from projguard.model.limits import Limits
from projguard.model.report import ProjectReport
from projguard.model.values import Text
from projguard.reading.manifest_text import form_of
from projguard.reading.shown import shown_path
from projguard.reading.unreadable import START, Unreadable

HOOK = "projguard_sources"


class Recall(Protocol):
    """What recalls a project's report, or makes it."""

    def examine(self, manifest: Path, shown: str) -> ProjectReport:
        """Give the report of a project."""


class Sources(NamedTuple):
    """What the paths of a request stand for."""

    found: Shelf
    scratch: Scratch
    """Holds what was laid out, as long as this lives."""
    unlisted: tuple[str, ...] = ()
    """Folders that could not be looked into, as people see them."""
    failures: tuple[Notice, ...] = ()
    """Plugins that failed to say what a path stands for."""


def find_sources(targets: Sequence[str], active: Active, exclude: Sequence[str], limits: Limits) -> Sources:
    """Find the manifests of all targets, each once; raises FileNotFoundError for a target that does not exist."""
    unlisted: list[Path] = []
    failures: list[Notice] = []
    scratch = Scratch()
    search = Search(exclude=tuple(exclude), limits=limits, scratch=scratch.folder, unlisted=unlisted.append)
    known: set[str] = set()

    def distinct() -> Iterator[Source | str]:
        for target in targets:
            try:
                given = _asked(target, search, active)
                if isinstance(given, Shelf) and given.is_distinct and len(targets) == 1:
                    yield from given.briefly()
                    continue
                for source in given:
                    place = os.path.realpath(source.manifest)
                    if place not in known:
                        known.add(place)
                        yield source if source.shown else source._replace(shown=shown_path(source.manifest))
            except BadPlugins as bad:
                failures.extend(bad.faults)

    try:
        found = Shelf(distinct()).sorted()
    except BaseException:
        scratch.close()
        raise
    return Sources(
        found=found,
        unlisted=tuple(map(shown_path, unlisted)),
        failures=tuple(failures),
        scratch=scratch,
    )


def examine_source(examiners: Sequence[Examiner], source: Source, recalls: Sequence[Recall] = ()) -> ProjectReport:
    """Check one project, or recall it; what nobody foresaw is told in its report and stops no other."""
    examiner = examiners[source.settings]
    try:
        if source.refused is not None:
            return examiner.refuse(source.shown, Unreadable(source.refused.message, START, source.refused.values))
        if source.snapshot is not None:
            from projguard.app.in_git import examine_in_git

            return examine_in_git(examiner, source, source.snapshot)
        if recalls and source.raw is None and source.editable:
            report = recalls[source.settings].examine(source.manifest, source.shown)
        else:
            report = examiner.examine(source.manifest, source.shown, source.raw)
        return report if is_mendable(source) else _without_fixes(report)
    except Exception as fault:  # noqa: BLE001 - one project must never hide the others
        return examiner.failed(source.shown, f"{type(fault).__name__}: {fault}")


def is_mendable(source: Source) -> bool:
    """Tell whether a fix could be written to where a manifest came from."""
    is_there = source.raw is None and source.refused is None and source.editable
    return is_there and form_of(source.manifest) == "yaml"


def _without_fixes(report: ProjectReport) -> ProjectReport:
    return report._replace(findings=tuple(finding._replace(fix=None) for finding in report.findings))


def _listed(plugin: Plugin, given: Iterable[object]) -> Iterator[Source]:
    try:
        sources = tuple(given)
    except FAILS as fault:
        raise BadPlugins(fault_of(plugin, "hook_failed", hook=Text(HOOK), reason=Text(told(fault)))) from fault
    for source in sources:
        if not isinstance(source, Source):
            reason = Text(f"{type(source).__name__} in place of a Source")
            raise BadPlugins(fault_of(plugin, "hook_gave", hook=Text(HOOK), reason=reason))
        yield source


def _asked(target: str, search: Search, active: Active) -> Iterable[Source]:
    """Ask plugin after plugin, projguard itself last, until one knows the target."""
    own, *others = active.plugins
    for plugin in (*others, own):
        for given in active.manager.ask(plugin, HOOK, target=target, search=search):
            return given if isinstance(given, Shelf) else _listed(plugin, given)
    raise FileNotFoundError(target)
