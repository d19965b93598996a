"""Plugins, loaded one by one; the only gate through which projguard imports code that is not its own."""

import sys
import warnings
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from typing import Any, NamedTuple

from projguard import __version__
from projguard.hooks.installed import EntryPoint, normalized
from projguard.hooks.spec import API, HOOKS, NAME
from projguard.model.finding import Notice
from projguard.model.values import Listing, Text, Value
from projguard.project.nearest import nearest

BUILT_IN = "builtin"
"""The name of projguard's own plugin."""
FAILS = (Exception, SystemExit, GeneratorExit)
"""What a plugin may raise and is told as its failure; an interrupt stays an interrupt."""


class Plugin(NamedTuple):
    """One plugin that takes part in a run."""

    name: str
    distribution: str
    version: str
    implementation: Any
    """The module or object whose hooks are called."""
    warnings: tuple[str, ...] = ()
    """Names of the interface that it uses and that are going away."""

    @property
    def label(self) -> str:
        """Name it for people."""
        installed_as = f"{self.distribution} {self.version}"
        return installed_as if self.name == BUILT_IN else f"{self.name} ({installed_as})"

    @property
    def hooks(self) -> tuple[str, ...]:
        """Names of the hooks that it implements."""
        return tuple(
            sorted(name for name in HOOKS if hasattr(getattr(self.implementation, name, None), f"{NAME}_impl"))
        )


class BadPlugins(Exception):  # noqa: N818 - says what is wrong with code that is not ours
    """Raised for plugins that cannot take part: what is wrong with each."""

    def __init__(self, *faults: Notice) -> None:
        super().__init__(faults)
        self.faults = faults


class NoExecutor(BadPlugins):
    """Raised where the executor that a run asks for is not to be had."""


def chosen(found: Sequence[EntryPoint], only: Sequence[str] | None) -> tuple[EntryPoint, ...]:
    """Give the plugins that may be loaded: all, or those that a list names by their own or their distribution's name.

    Raises BadPlugins for a name that fits none, and for two plugins of one name.
    """
    faults = list(_missing(found, only or ()))
    kept = tuple(point for point in found if only is None or set(_names(point)) & set(map(str.lower, only)))
    by_name = {point.name: point for point in reversed(kept)}
    for point in kept:
        first = by_name[point.name]
        if point is not first or point.name == BUILT_IN:
            one = f"{first.distribution} {first.version}" if point is not first else f"projguard {__version__}"
            other = f"{point.distribution} {point.version}"
            faults.append(Notice("clash_plugin", {"name": Text(point.name), "one": Text(one), "other": Text(other)}))
    if faults:
        raise BadPlugins(*faults)
    return kept


def load(point: EntryPoint) -> Plugin:
    """Import a plugin; raises BadPlugins where that fails, or where it is written for a newer projguard."""
    from importlib import import_module

    module, _, attribute = point.value.partition(":")
    try:
        with redirect_stdout(sys.stderr), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always", DeprecationWarning)
            implementation: Any = import_module(module)
            for step in filter(None, attribute.split(".")):
                implementation = getattr(implementation, step)
            wanted = getattr(implementation, "PROJGUARD_API", API)
            faults = [*_misspelt(point, implementation)]
    except FAILS as fault:
        raise BadPlugins(fault_of(point, "plugin_unloadable", reason=Text(told(fault)))) from fault
    told_of = tuple(str(warning.message) for warning in warned if "projguard" in str(warning.message))
    plugin = Plugin(point.name, point.distribution, point.version, implementation, told_of)
    if not isinstance(wanted, int) or wanted > API:
        raise BadPlugins(fault_of(plugin, "plugin_api", wanted=Text(repr(wanted)), known=API))
    if faults:
        raise BadPlugins(*faults)
    return plugin


def fault_of(plugin: Plugin | EntryPoint, message: str, **values: Value) -> Notice:
    """Say what is wrong with a plugin, its distribution and version named."""
    own = {"name": plugin.name, "distribution": plugin.distribution, "version": plugin.version}
    return Notice(message, {**{key: Text(text) for key, text in own.items()}, **values})


def told(fault: BaseException) -> str:
    """Say in one line what was raised."""
    return f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__


def _missing(found: Sequence[EntryPoint], only: Iterable[str]) -> Iterable[Notice]:
    known = sorted({point.name for point in found})
    for name in only:
        if any(name.lower() in _names(point) for point in found):
            continue
        near = nearest(name, known, share=0.5)
        values: dict[str, Value] = {"name": Text(name), "known": Listing(tuple(map(Text, known)))}
        message = "plugin_missing_near" if near else "plugin_missing" if known else "plugin_none"
        yield Notice(message, {**values, "expected": Text(near)})


def _names(point: EntryPoint) -> tuple[str, ...]:
    return point.name.lower(), point.distribution.lower(), normalized(point.distribution)


def _misspelt(plugin: EntryPoint, implementation: object) -> Iterable[Notice]:
    """Find hooks that nobody calls: of an unknown name, or without the mark of an implementation."""
    for name in dir(implementation):
        value = getattr(implementation, name, None)
        marked = hasattr(value, f"{NAME}_impl")
        if name not in HOOKS and marked:
            near = nearest(name, HOOKS, distance=4, share=0.5)
            message = "hook_unknown_near" if near else "hook_unknown"
            yield fault_of(plugin, message, hook=Text(name), expected=Text(near))
        elif name in HOOKS and not marked and callable(value):
            yield fault_of(plugin, "hook_unmarked", hook=Text(name))
