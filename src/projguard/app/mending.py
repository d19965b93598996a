"""Projects checked with their fixes: made and written, or only shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from projguard.app.examine import Examiner
from projguard.app.sources import examine_source, is_mendable
from projguard.engine.offers import is_vow, vow_paths
from projguard.fixing.acceptance import Judgement
from projguard.fixing.rounds import Mended, mend, new_files
from projguard.fixing.shown import unified_diff
from projguard.fixing.verify import to_bytes
from projguard.fixing.writing import NotWritten, create_file, write_atomically
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.edit import NewFile
from projguard.model.finding import Notice
from projguard.model.problem import Safety
from projguard.model.report import ProjectReport
from projguard.model.source import Document
from projguard.model.values import Text
from projguard.reading.discovery import read_bytes
from projguard.reading.typed_fields import typed_fields
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_manifest

_TOLD = 10
"""So many fixes that are not made are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done with fixes."""

    permitted: frozenset[Safety] = frozenset({"safe"})
    write: bool = True
    """False: only show what would change."""


def mend_sources(examiners: Sequence[Examiner], sources: Iterable[Source], wish: Wish) -> Iterator[ProjectReport]:
    """Check projects one after another, their fixes made; what nobody foresaw in one of them stops no other."""
    for source in sources:
        examiner = examiners[source.settings]
        try:
            yield mend_source(examiner, source, wish)
        except Exception as fault:  # noqa: BLE001 - one project must never hide the others
            yield examiner.failed(source.shown, f"{type(fault).__name__}: {fault}")


def mend_source(examiner: Examiner, source: Source, wish: Wish, raw: bytes | None = None) -> ProjectReport:
    """Give the report on a project after its fixes are written; on the project as it is where they are only shown."""
    if not is_mendable(source):
        return examine_source([examiner], source._replace(settings=0, raw=raw or source.raw))
    limits = examiner.config.limits
    try:
        raw = read_bytes(source.manifest, limits) if raw is None else raw
        document = read_manifest(raw, source.shown, limits)
    except Unreadable:
        return (
            examine_source([examiner], source._replace(settings=0)) if raw is None else _report(examiner, source, raw)
        )
    vowed = {rule.code for rule in examiner.active.rules if is_vow(rule)}
    whole = _of_every_rule(examiner)

    def recheck(document: Document) -> Judgement:
        raw = to_bytes(document, document.text)
        vows = vow_paths(typed_fields(examiner.active.schema, document.data))
        return Judgement(_report(examiner, source, raw), _report(whole, source, raw), vows)

    before = recheck(document).report
    done = mend(document, recheck, wish.permitted, vowed, limits)
    files = new_files(done.judgement, wish.permitted)
    told = tuple(_told(before, done, files, wish))
    if not wish.write:
        return before._replace(fixes=told, diff=unified_diff(document, done.document, files))
    try:
        if done.made:
            content = to_bytes(done.document, done.document.text)
            write_atomically(str(source.manifest.parent), source.manifest.name, content, document.digest)
    except NotWritten as obstacle:
        return before._replace(fixes=(_obstacle(source.shown, obstacle),), unwritten=source.shown)
    return _with_files(examiner, source, done.judgement.report._replace(fixes=told), files)


def _of_every_rule(examiner: Examiner) -> Examiner:
    """Make an examiner that no setting keeps from seeing what a fix does."""
    config = examiner.config
    every = Config(
        as_of=config.as_of,
        now=config.now,
        time_zone=config.time_zone,
        jurisdiction=config.jurisdiction,
        phase=config.phase,
        params=config.params,
        limits=config.limits,
        select=("ALL",),
    )
    return Examiner(examiner.active, every)


def _report(examiner: Examiner, source: Source, raw: bytes) -> ProjectReport:
    return examiner.examine(source.manifest, source.shown, raw)


def _with_files(examiner: Examiner, source: Source, report: ProjectReport, files: Sequence[NewFile]) -> ProjectReport:
    """Write new files; the report is that on the project with them."""
    told = list(report.fixes)
    unwritten = ""
    for file in files:
        shown = _beside(source.shown, file.path)
        try:
            create_file(str(source.manifest.parent), file.path, file.text.encode())
        except NotWritten as obstacle:
            told.append(_obstacle(shown, obstacle))
            unwritten = shown
        else:
            told.append(Notice("added", {"path": Text(shown)}))
    if files:
        report = examiner.examine(source.manifest, source.shown)
    return report._replace(fixes=tuple(told), unwritten=unwritten)


def _told(before: ProjectReport, done: Mended, files: Sequence[NewFile], wish: Wish) -> Iterator[Notice]:
    path = Text(before.path)
    if done.made:
        yield Notice("fixed" if wish.write else "would_fix", {"path": path, "count": len(done.made)})
    if not wish.write:
        for file in files:
            yield Notice("would_add", {"path": Text(_beside(before.path, file.path))})
    for finding, reason in done.dropped[:_TOLD]:
        start = finding.location.span.start
        place = Text(f"{finding.location.path}:{start.line + 1}:{start.column + 1}")
        yield Notice(f"dropped_{reason}", {"place": place, "rule": Text(finding.code)})
    if len(done.dropped) > _TOLD:
        yield Notice("dropped_more", {"path": path, "count": len(done.dropped) - _TOLD})


def _obstacle(shown: str, obstacle: NotWritten) -> Notice:
    return Notice(f"unwritten_{obstacle.obstacle}", {"path": Text(shown)}, "error")


def _beside(manifest: str, path: str) -> str:
    folder = manifest.rpartition("/")[0]
    return f"{folder}/{path}" if folder else path
