"""Projects that did not change since they were judged: their reports are taken from the cache of results."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from projguard import __version__
from projguard.app.examine import Examined, Examiner
from projguard.app.kept import UNASKED
from projguard.app.report_text import as_json, write_value
from projguard.app.result_cache import Kept, ResultCache
from projguard.app.texts import shown_texts
from projguard.app.time_limit import handler_kept
from projguard.catalogue.compiled import cache_folder
from projguard.model.once import once
from projguard.model.report import ProjectReport
from projguard.reading.discovery import read_bytes
from projguard.reading.evidence import Evidence, PageLink, read_evidence
from projguard.reading.git_head import head_of
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_text import decode


@contextmanager
def recalling(examiners: Sequence[Examiner]) -> Iterator[Sequence[Recall]]:
    """Open the cache of results for as long as projects are judged; none where it is switched off or proves nothing.

    Meanwhile the handler of their timer stays in place. What another revision had, and what a stranger's folder says, is
    always looked at anew.
    """
    first = examiners[0]
    config = first.config
    with handler_kept():
        if not first.active.loading.cache or config.since or config.untrusted:
            yield ()
            return
        results = ResultCache(cache_folder(), (config.now or datetime.now(UTC)).toordinal())
        try:
            yield tuple(Recall(examiner=examiner, results=results) for examiner in examiners)
        finally:
            results.close()


@dataclass(kw_only=True)
class Recall:
    """One Examiner, and what it found before."""

    examiner: Examiner
    results: ResultCache

    def examine(self, manifest: Path, shown: str) -> ProjectReport:
        """Give the report of a project: the kept one where everything that it was made of is as it was."""
        try:
            raw = read_bytes(manifest, self.examiner.config.limits)
        except Unreadable:
            return self.examiner.examine(manifest, shown)
        key = self._key(manifest, shown, raw)
        kept = self.results.get(key)
        if kept is not None and (report := self._unchanged(kept, manifest, shown, raw)) is not None:
            self.results.mark(key)
            return report
        examined = self.examiner.examined(manifest, shown, raw)
        self._keep(key, examined)
        return examined.report

    def _key(self, manifest: Path, shown: str, raw: bytes) -> str:
        parts = (self._run, os.path.abspath(manifest), shown, sha256(raw).hexdigest())  # noqa: PTH100 - links stay as typed
        return _digest(parts)

    @once
    def _run(self) -> str:
        """Name everything that is the same for all projects of a run: tool, plugins, cards, settings, accepted gaps."""
        active, config = self.examiner.active, self.examiner.config
        plugins = [f"{plugin.name} {plugin.distribution} {plugin.version}" for plugin in active.plugins]
        code = map(
            _age_of, sorted(_packages((*(plugin.implementation for plugin in active.plugins), *active.checks.values())))
        )
        git = os.environ.get("GIT_CEILING_DIRECTORIES", "")
        settings = (config._replace(now=None, jobs=0, min_severity="info"), self.examiner.baseline, active.rules)
        return _digest((__version__, sys.version, git, *plugins, *map(repr, code), *map(write_value, settings)))

    def _unchanged(self, kept: Kept, manifest: Path, shown: str, raw: bytes) -> ProjectReport | None:
        root, limits = manifest.parent, self.examiner.config.limits
        try:
            needs: dict[str, Any] = json.loads(kept.needs)
            evidence = read_evidence(
                str(root),
                needs["files"],
                limits,
                folders=needs["folders"],
                hashed=frozenset(needs["hashed"]),
                linked=needs["linked"],
            )
            state = _state(evidence, self.examiner.day_in(needs["zone"]), head_of(root) if needs["git"] else UNASKED)
            text = decode(raw, limits).text
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Unreadable):
            return None
        return kept.report({**shown_texts(evidence, shown), shown: text}) if state == kept.state else None

    def _keep(self, key: str, examined: Examined) -> None:
        report, project = examined.report, examined.project
        if project is None or report.failures or report.unopened or not examined.head:
            return
        if examined.head != UNASKED and not _is_read(project.evidence):
            return
        needs = {
            "files": list(project.evidence.files),
            "folders": list(project.evidence.folders),
            "linked": list(project.evidence.links),
            "hashed": sorted(path for path, file in project.evidence.files.items() if file.sha256),
            "zone": project["agency"]["time_zone"].text(),
            "git": examined.head != UNASKED,
        }
        self.results.put(key, as_json(needs), _state(project.evidence, project.as_of, examined.head), report)


def _is_read(evidence: Evidence) -> bool:
    """Tell whether contents are known of all files, which git compares with what was committed."""
    pages = (page for folder in evidence.folders.values() for page in folder.pages)
    return not any(
        file.exists and file.size and not (file.text or file.sha256) for file in (*evidence.files.values(), *pages)
    )


def _state(evidence: Evidence, day: date, head: str) -> str:
    """Name what evidence, day and repository are like."""
    pages = [page for folder in evidence.folders.values() for page in folder.pages]
    files = [*evidence.files.values(), *pages]
    # Texts are hashed as they are, and not each by itself; their lengths tell them apart.
    beside = [f"{f.path!r} {f.state} {f.size} {len(f.text)} {f.sha256} {f.encoding}" for f in files]
    folders = [
        (folder.path, folder.state, folder.truncated, len(folder.pages), _states(folder.links))
        for folder in evidence.folders.values()
    ]
    linked = [(path, _states(links)) for path, links in sorted(evidence.links.items())]
    about = repr((folders, linked, day, head))
    return _digest((about, "\n".join(beside), "".join([file.text for file in files])))


def _states(links: Iterable[PageLink]) -> list[tuple[str, ...]]:
    return [(link.page, link.link.path, link.state) for link in links]


def _packages(code: Iterable[object]) -> set[str]:
    """Name the packages that code stands in."""
    names = (getattr(one, "__module__", None) or getattr(one, "__name__", "") for one in code)
    return {str(name).partition(".")[0] for name in names}


@cache
def _age_of(package: str) -> tuple[tuple[str, int, int], ...]:
    """Tell the state of the files of code, which change without its version; once, as it is loaded once.

    Only projguard as installed is what its version says.
    """
    module = sys.modules.get(package)
    file = getattr(module, "__file__", None)
    folders = list(getattr(module, "__path__", ()))
    is_installed = "site-packages" in Path(file or "").parts
    if package == "projguard" and is_installed:
        return ()
    if not folders and file and is_installed:
        return (_stamp(file),)
    beside = [path for path in _files(os.path.dirname(file)) if path.endswith(".py")] if file and not folders else []  # noqa: PTH120 - strings, as below
    return tuple(map(_stamp, sorted((*beside, *(path for folder in folders for path in _files(folder))))))


def _files(folder: str) -> Iterator[str]:
    for top, below, names in os.walk(folder):
        below[:] = [name for name in below if name != "__pycache__"]
        yield from (f"{top}{os.sep}{name}" for name in names)


def _stamp(path: str) -> tuple[str, int, int]:
    try:
        stat = os.stat(path)  # noqa: PTH116 - hundreds of them
    except OSError:  # gone meanwhile, or a link that an editor locks with
        return path, 0, 0
    return path, stat.st_mtime_ns, stat.st_size


def _digest(parts: Iterable[str]) -> str:
    digest = sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()
