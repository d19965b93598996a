"""What a request comes to: the projects to check, and the settings that hold for each."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from projguard import __version__
from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.layers import Layer, Misconfigured, check_words, layers_of
from projguard.app.packs import left_out, packs_of, together, with_packs
from projguard.app.scratch import Scratch
from projguard.app.settings import Request, Settings, combine
from projguard.app.sources import Sources, find_sources
from projguard.engine.select import ALWAYS, known_selectors, precision
from projguard.hooks.source import Shelf, Source
from projguard.model.baseline import Baseline
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.values import Text
from projguard.reading.settings_file import is_root, settings_in
from projguard.reading.shown import shown_path


class Work(NamedTuple):
    """What there is to do."""

    sources: Sources
    examiners: tuple[Examiner, ...]
    settings: tuple[Settings, ...]
    """By the number that a source carries."""
    main: Settings
    """Those of the first path, which hold for the run as a whole: language, least severity shown."""
    active: Active
    """The checklist with the cards of all of them, to speak of what any of them finds."""


class Files:
    """Configuration files by folder; each folder above projects is looked into once."""

    def __init__(self) -> None:
        self._above: dict[str, str | None] = {}

    def nearest(self, folder: str) -> str | None:
        """Find the configuration nearest to a folder, upwards; the search stops at the repository's root."""
        own, above = settings_in(folder), os.path.dirname(folder)  # noqa: PTH120 - strings, for a portfolio of thousands
        if own is not None or is_root(folder) or above == folder:
            return own
        if above not in self._above:
            self._above[above] = self.nearest(above)
        return self._above[above]


def prepare(paths: Sequence[str], request: Request, active: Active) -> Work:
    """Find projects and settings.

    Raises FileNotFoundError for a path that does not exist, Misconfigured, BadBaseline, and UnknownSelector for a
    selector of the command line that fits no rule.
    """
    files = Files()
    main = settings_at(_folder_of(paths[0]), request, active, files)
    sources = find_sources(paths, active, main.config.exclude, main.config.limits)
    try:
        work = _work(sources, request, active, files, main)
        first, *others = work.settings
        told = first._replace(notices=(*first.notices, *_left_out(paths, main, sources, active)))
        return work._replace(settings=(told, *others))
    except BaseException:
        sources.scratch.close()
        raise


def _left_out(paths: Sequence[str], main: Settings, sources: Sources, active: Active) -> Iterator[Notice]:
    """Tell how many projects a folder's own settings hide from whoever did not write them."""
    own = [layer for layer in main.layers if not layer.by_operator and "exclude" in layer.file.data]
    patterns = {pattern for layer in own for pattern in layer.file.data["exclude"]}
    if not patterns:
        return
    others = [pattern for pattern in main.config.exclude if pattern not in patterns]
    all_of_them = find_sources(paths, active, others, main.config.limits)
    all_of_them.scratch.close()
    if count := len(all_of_them.found) - len(sources.found):
        place = own[0].file.place(("exclude",))
        yield Notice("left_out", {"count": count, "place": Text(f"{place.path}:{place.line}")})


def prepare_found(found: Sequence[Source], folder: Path, request: Request, active: Active) -> Work:
    """Find the settings for manifests that were found elsewhere; raises as ``prepare`` does."""
    files = Files()
    main = settings_at(_absolute(folder), request, active, files)
    return _work(Sources(Shelf(found), Scratch()), request, active, files, main)


def prepare_text(manifest: Path, shown: str, request: Request, active: Active) -> Work:
    """Find the settings for a manifest whose text comes from elsewhere; raises as ``prepare`` does."""
    files = Files()
    main = settings_at(_absolute(manifest).parent, request, active, files)
    return _work(Sources(Shelf([Source(manifest=manifest, shown=shown)]), Scratch()), request, active, files, main)


def settings_at(folder: Path, request: Request, active: Active, files: Files | None = None) -> Settings:
    """Give the settings that hold in a folder; raises Misconfigured."""
    layers = layers_of(_own(folder, request, files or Files()), request.operator, active.presets)
    _require_version(layers)
    untrusted = request.config.untrusted
    packs = packs_of(layers, untrusted=untrusted)
    rules = with_packs(active, packs, layers).rules
    check_words(layers, rules)
    settings = combine(layers, request, rules)
    notices = (*settings.notices, *left_out(layers, untrusted=untrusted))
    return settings._replace(config=settings.config._replace(packs=packs), notices=notices)


def active_at(folder: Path, request: Request, active: Active) -> Active:
    """Give the checklist with the cards that the settings of a folder name; raises Misconfigured."""
    layers = layers_of(_own(_absolute(folder), request, Files()), request.operator, active.presets)
    return with_packs(active, packs_of(layers, untrusted=request.config.untrusted), layers)


def _own(folder: Path, request: Request, files: Files) -> Path | None:
    own = None if request.isolated else files.nearest(str(folder))
    return Path(own) if own else None


def _work(sources: Sources, request: Request, active: Active, files: Files, main: Settings) -> Work:
    numbers: dict[str | None, int] = {}
    settings: list[Settings] = []

    def number_of(folder: str) -> int:
        own = None if request.isolated else files.nearest(folder)
        if own not in numbers:
            numbers[own] = len(settings)
            settings.append(settings_at(Path(folder), request, active, files))
        return numbers[own]

    folders = [os.path.dirname(os.path.abspath(manifest)) for manifest in sources.found.manifests()]  # noqa: PTH100, PTH120 - strings, and links stay as typed
    found = sources.found.numbered([number_of(folder) for folder in folders])
    if request.config.since:
        from projguard.app.since import known_revision

        known_revision(request.config.since, map(Path, folders))
    baselines = _baselines(setting.config.baseline for setting in settings)
    settings = settings or [main]
    whole = together(active, [one.config.packs for one in settings])
    said = request.config
    known_selectors((*said.select, *said.extend_select, *said.ignore), whole.rules)
    examiners = tuple(
        Examiner(active, _known(one.config, active), baselines.get(one.config.baseline)) for one in settings
    )
    return Work(sources._replace(found=found), examiners, tuple(settings), main, whole)


def _known(config: Config, active: Active) -> Config:
    """Leave out what the command line says of rules that only other projects have."""
    rules = active.with_packs(config.packs).rules

    def kept(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if any(precision(word, rule) for rule in rules))

    select = kept(config.select) or ((ALWAYS,) if config.select else ())
    return config._replace(select=select, extend_select=kept(config.extend_select), ignore=kept(config.ignore))


def _baselines(paths: Iterable[str]) -> dict[str, Baseline]:
    named = [path for path in paths if path]
    if not named:
        return {}
    from projguard.reading.baseline_file import read_baseline

    return {path: read_baseline(Path(path), shown_path(Path(path))) for path in named}


def _folder_of(path: str) -> Path:
    absolute = _absolute(Path(path))
    return absolute if absolute.is_dir() else absolute.parent


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as typed


def _require_version(layers: Sequence[Layer]) -> None:
    for layer in layers:
        wanted = layer.file.data.get("required_version")
        if not wanted or not layer.by_operator:
            continue
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        place = layer.file.place(("required_version",))
        try:
            fits = SpecifierSet(str(wanted)).contains(__version__, prereleases=True)
        except InvalidSpecifier:
            raise Misconfigured([(place, Notice("version_form", {"value": Text(str(wanted))}))]) from None
        if not fits:
            values = {"value": Text(str(wanted)), "version": Text(__version__)}
            raise Misconfigured([(place, Notice("version_other", values))])
