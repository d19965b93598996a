"""The plugins that are installed, each with what it gives or why it gives nothing."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from projguard.app.active import Loading, built_in, compose
from projguard.app.composition import Part
from projguard.hooks.installed import EntryPoint, installed
from projguard.hooks.plugins import BadPlugins, Plugin, chosen, load
from projguard.model.finding import Notice
from projguard.model.rule import NOTHING

State: TypeAlias = Literal["loaded", "off", "broken"]


class Entry(NamedTuple):
    """One installed plugin."""

    name: str
    distribution: str
    version: str
    state: State
    hooks: tuple[str, ...] = ()
    gives: Mapping[str, tuple[str, ...]] = NOTHING
    """By hook, the names of what it gives."""
    faults: tuple[Notice, ...] = ()
    warnings: tuple[str, ...] = ()


def roster(only: Sequence[str] | None, *, cache: bool) -> tuple[Entry, ...]:
    """Look at every plugin by itself, then at all that are sound together: a clash is told of the later one."""
    found = installed(sys.path)
    faults: tuple[Notice, ...] = ()
    try:
        wanted = chosen(found, only)
    except BadPlugins as bad:
        wanted, faults = (), bad.faults
    own = built_in()
    kept = [own]
    entries = [_sound(own, compose([own], Loading(cache=cache)).parts[0])._replace(faults=faults)]
    for point in found:
        if point not in wanted:
            entries.append(Entry(point.name, point.distribution, point.version, "off"))
            continue
        entry, plugin = _tried(point, kept, cache=cache)
        entries.append(entry)
        kept += [plugin] if plugin is not None else []
    return tuple(entries)


def _tried(point: EntryPoint, kept: Sequence[Plugin], *, cache: bool) -> tuple[Entry, Plugin | None]:
    try:
        plugin = load(point)
        part = compose([*kept, plugin], Loading(cache=cache)).parts[-1]
    except BadPlugins as bad:
        return Entry(point.name, point.distribution, point.version, "broken", faults=bad.faults), None
    return _sound(plugin, part), plugin


def _sound(plugin: Plugin, part: Part) -> Entry:
    return Entry(
        plugin.name,
        plugin.distribution,
        plugin.version,
        "loaded",
        plugin.hooks,
        dict(_given(plugin, part)),
        (),
        plugin.warnings,
    )


def _given(plugin: Plugin, part: Part) -> Iterator[tuple[str, tuple[str, ...]]]:
    codes = tuple(rule.code for rule in part.rules)
    names = {
        "projguard_checks": tuple(part.checks),
        "projguard_presets": tuple(part.presets),
        "projguard_reporters": tuple(part.formats),
        "projguard_rule_dirs": codes,
        "projguard_rules": codes,
        "projguard_schemas": tuple(key for fragment in part.fragments for key in fragment.get("properties", ())),
    }
    yield from ((hook, names[hook]) for hook in plugin.hooks if hook in names)
