"""What is active in a run: rules, points, checks and formats of every plugin, put together."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from projguard import __version__
from projguard.app.composition import Part, Whole, pack_of, parts_of, whole_of
from projguard.hooks.installed import EntryPoint, installed
from projguard.hooks.manager import Manager
from projguard.hooks.plugins import BadPlugins, Plugin, chosen, load
from projguard.model.config import Pack
from projguard.model.finding import Notice
from projguard.model.once import once
from projguard.model.rule import Rule
from projguard.model.source import Data
from projguard.reading.bundled import bundled
from projguard.reading.schema_fragments import Contradiction, composed
from projguard.reading.validation import Validator
from projguard.reading.vocabulary import Vocabulary


class Loading(NamedTuple):
    """Which plugins are to be loaded, and how."""

    only: tuple[str, ...] | None = None
    """Names; None: every one that is installed. projguard's own plugin is loaded whatever is said."""
    cache: bool = True
    """False: read the card files anew."""


class Active:
    """The composed checklist; what follows from its parts is worked out when somebody asks, and then kept."""

    def __init__(
        self,
        whole: Whole,
        parts: tuple[Part, ...],
        manager: Manager,
        loading: Loading,
        *,
        packs: tuple[Pack, ...] = (),
        plain: Active | None = None,
    ) -> None:
        self.whole = whole
        self.rules = whole.rules
        """Every rule, sorted by code."""
        self.points = whole.points
        """Points and packs, in order."""
        self.checks = whole.checks
        """Check functions by name."""
        self.formats = whole.formats
        """Reporters by format."""
        self.presets = whole.presets
        """Texts of configuration files by name."""
        self.fragments = whole.fragments
        """What is added to the schema of manifests."""
        self.origins = whole.origins
        """Who gives each rule, by code."""
        self.parts = parts
        """What each side gives, projguard's own first."""
        self.manager = manager
        self.loading = loading
        """What another process needs to compose the same."""
        self.packs = packs
        """Folders of cards that settings name, beside what plugins give."""
        self.plain = plain
        """The same without them; None where there are none."""
        self.joined: dict[tuple[Pack, ...], Active] = {}
        """The same with folders of cards, once somebody asked."""

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plugins that take part, projguard's own first."""
        return self.manager.plugins

    @property
    def foreign(self) -> bool:
        """Tell whether code takes part that is not projguard's own."""
        return len(self.plugins) > 1

    @once
    def by_code(self) -> dict[str, Rule]:
        """Rules by code."""
        return {rule.code: rule for rule in self.rules}

    @once
    def codes(self) -> dict[str, str]:
        """Code of each rule by everything that it may be called."""
        return {word: rule.code for rule in self.rules for word in (rule.code, rule.name, *rule.aliases)}

    @once
    def schema(self) -> Mapping[str, Data]:
        """The schema of manifests, with the keys that plugins describe; raises BadPlugins."""
        if self.plain is not None:
            return self.plain.schema
        core = json.loads((bundled("schemas") / "manifest.schema.json").read_bytes())
        try:
            return composed(core, f"projguard {__version__}", self.fragments)
        except Contradiction as found:
            raise BadPlugins(Notice(found.message, found.values)) from found

    @once
    def validator(self) -> Validator:
        """Holds manifests against the schema."""
        return self.plain.validator if self.plain is not None else Validator(self.schema)

    @once
    def vocabulary(self) -> Vocabulary:
        """What the schema knows by name."""
        return self.plain.vocabulary if self.plain is not None else Vocabulary(self.schema)

    def named(self, code: str) -> str:
        """Name a rule for who looks for a fault: by its code, and who gives it where that is not projguard."""
        origin = self.origins[code]
        return code if origin == self.parts[0].origin else f"{code} of {origin}"

    def with_packs(self, packs: tuple[Pack, ...]) -> Active:
        """Give the same with these folders of cards and no others; raises BadPack, and BadPlugins for names that clash."""
        plain = self.plain or self
        if not packs:
            return plain
        if packs not in plain.joined:
            read = (
                pack_of(Path(folder), shown, shown, plain.checks, cache=self.loading.cache) for folder, shown in packs
            )
            parts = (*plain.parts, *read)
            plain.joined[packs] = Active(whole_of(parts), parts, plain.manager, plain.loading, packs=packs, plain=plain)
        return plain.joined[packs]


def load_active(*, cache: bool = True, only: Sequence[str] | None = None) -> Active:
    """Load plugins, those named or all that are installed, and compose what they give; raises BadPlugins."""
    loaded: list[Plugin] = []
    faults: list[Notice] = []
    for point in found_plugins(only):
        try:
            loaded.append(load(point))
        except BadPlugins as bad:
            faults += bad.faults
    if faults:
        raise BadPlugins(*faults)
    active = compose((built_in(), *loaded), Loading(None if only is None else tuple(only), cache))
    # What is loaded by now lives as long as the process: the collector need not look at it again and again.
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 20)
    return active


def compose(plugins: Sequence[Plugin], loading: Loading) -> Active:
    """Put together what plugins give; raises BadPlugins."""
    manager = Manager(plugins)
    return _active(parts_of(manager, cache=loading.cache), manager, loading)


def _active(parts: tuple[Part, ...], manager: Manager, loading: Loading) -> Active:
    active = Active(whole_of(parts), parts, manager, loading)
    if active.fragments:
        active.schema  # noqa: B018 - composing it is what may be refused
    return active


def found_plugins(only: Sequence[str] | None = None) -> tuple[EntryPoint, ...]:
    """Find the plugins that are to be loaded; raises BadPlugins for a name that no installed plugin has."""
    return () if only is not None and not only else chosen(installed(sys.path), only)


def built_in() -> Plugin:
    """Give projguard's own plugin."""
    from projguard import builtin

    return Plugin("builtin", "projguard", __version__, builtin)
