"""The projects of git's index: those of some paths, or only those that a commit touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from projguard.app.active import Active
from projguard.app.named_files import file_questions, named_files
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.limits import Limits
from projguard.project.manifest import Manifest
from projguard.reading.discovery import ALL_NAMES, read_bytes
from projguard.reading.evidence_paths import evidence_paths
from projguard.reading.git_files import Blobs, GitFiles, Kept, Snapshot, kept_files, repository_of
from projguard.reading.git_search import SETTINGS, changed_files, every_manifest, is_below, manifests_below
from projguard.reading.manifest_text import form_of, read_manifest_text
from projguard.reading.shown import shown_path
from projguard.reading.typed_fields import fields_by_type
from projguard.reading.unreadable import Unreadable


class NoRepository(Exception):  # noqa: N818 - says what is not there
    """A path lies in no git repository; the first argument is the path."""


class Index(NamedTuple):
    """One repository's index."""

    top: str
    kept: Mapping[str, Kept]

    @classmethod
    def of(cls, path: Path, known: dict[str, Index]) -> tuple[Index, str]:
        """Give the index of a path's repository, and the path from its top; raises NoRepository."""
        place = repository_of(path)
        if place is None:
            raise NoRepository(str(path))
        top, inside = place
        if top not in known:
            known[top] = cls(top, kept_files(top, ""))
        return known[top], inside

    def source(self, manifest: str) -> Source:
        """Make the source of a manifest."""
        path = Path(self.top, manifest)
        return Source(
            manifest=path,
            shown=shown_path(path),
            editable=False,
            snapshot=Snapshot(self.top, manifest.rpartition("/")[0]),
        )


def staged_sources(targets: Sequence[str], exclude: Sequence[str]) -> tuple[Source, ...]:
    """Find the manifests of paths in the index; raises NoRepository, and FileNotFoundError for a path that git lacks."""
    known: dict[str, Index] = {}
    found: dict[Path, Source] = {}
    for target in targets:
        index, inside = Index.of(Path(target), known)
        manifests = (inside,) if inside in index.kept else manifests_below(index.kept, inside, exclude)
        if not manifests and not Path(target).is_dir():
            raise FileNotFoundError(target)
        for manifest in manifests:
            source = index.source(manifest)
            found.setdefault(source.manifest, source)
    return tuple(found.values())


def touched_sources(files: Sequence[str], active: Active, config: Config) -> tuple[Source, ...]:
    """Find the manifests that a commit changes, and those whose evidence or settings it changes; raises NoRepository.

    ``files`` are looked at beside what is staged. A file that is none of this touches no project.
    """
    known: dict[str, Index] = {}
    here, _ = Index.of(Path(), known)
    touched = {(here.top, path) for path in changed_files(here.top)}
    for file in files:
        index, inside = Index.of(Path(file), known)
        touched.add((index.top, inside))
    return tuple(
        index.source(manifest)
        for index in known.values()
        for manifest in _touched(index, {path for top, path in touched if top == index.top}, active, config)
    )


def _touched(index: Index, paths: set[str], active: Active, config: Config) -> Iterator[str]:
    ruled = [folder for folder, name in map(_split, paths) if name in SETTINGS]
    manifests = {folder for folder, name in map(_split, paths) if name in ALL_NAMES}
    with Blobs(index.top) as blobs:

        def names_any(manifest: str, paths: Iterable[str]) -> bool:
            folder, name = _split(manifest)
            files = GitFiles(Snapshot(index.top, folder), blobs)
            named = _named(files, name, active, config.limits)
            return named is None or named.holds_any(path[len(folder) :].lstrip("/") for path in paths)

        for manifest in every_manifest(index.kept, "", config.exclude):
            folder, _ = _split(manifest)
            inside = {path for path in paths if is_below(path, folder)} - {manifest}
            if (
                folder in manifests
                or any(is_below(manifest, above) for above in ruled)
                or (inside and names_any(manifest, inside))
            ):
                yield manifest


class _Named(NamedTuple):
    """The evidence of one manifest, by path from its folder."""

    files: frozenset[str]
    folders: tuple[str, ...]

    def holds_any(self, paths: Iterable[str]) -> bool:
        return any(path in self.files or path.startswith(self.folders) for path in paths)


def _named(files: GitFiles, name: str, active: Active, limits: Limits) -> _Named | None:
    """Give what a manifest names; None for one that cannot be read, which may name anything."""
    try:
        raw = read_bytes(Path(name), limits, files)
        document = read_manifest_text(raw, name, limits, form_of(Path(name)))
    except Unreadable:
        return None
    by_type = fields_by_type(active.schema, document.data)
    paths = evidence_paths(by_type, document)
    manifest = Manifest(document=document, vocabulary=active.vocabulary, by_type=by_type, faults=())
    asked = named_files(file_questions(active.rules, active.checks), manifest)
    every = frozenset(map(_plain, (*paths.files, *asked.files)))
    return _Named(every, tuple(f"{_plain(path)}/" for path in paths.folders))


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name


def _plain(path: str) -> str:
    return "/".join(step for step in path.split("/") if step not in {"", "."})
