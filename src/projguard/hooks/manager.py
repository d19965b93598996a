"""The plugin manager: built anew for each run, no global one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any, TypeVar

import pluggy

from projguard.hooks import spec
from projguard.hooks.plugins import FAILS, BadPlugins, NoExecutor, Plugin, fault_of, told
from projguard.model.values import Text

T = TypeVar("T")


class Manager:
    """Calls the hooks of plugins, and knows whose answer is whose."""

    def __init__(self, plugins: Sequence[Plugin]) -> None:
        self.plugins = tuple(plugins)
        self._manager = pluggy.PluginManager(spec.NAME)
        self._manager.add_hookspecs(spec)
        for plugin in plugins:
            try:
                self._manager.register(plugin.implementation, name=plugin.name)
                self._manager.check_pending()
            except (pluggy.PluginValidationError, ValueError) as fault:
                reason = str(fault).strip().splitlines()[-1]
                raise BadPlugins(fault_of(plugin, "hook_form", reason=Text(reason))) from fault

    def gathered(self, hook: str, read: Callable[[Any], T]) -> Iterator[tuple[Plugin, T]]:
        """Give what each plugin returns from a hook, in the order of registration, as ``read`` makes it of the result.

        Raises BadPlugins where a plugin fails, ``read`` (by TypeError) included.
        """
        for plugin in self.plugins:
            for result in self.ask(plugin, hook):
                try:
                    yield plugin, read(result)
                except TypeError as fault:
                    raise BadPlugins(fault_of(plugin, "hook_gave", hook=Text(hook), reason=Text(str(fault)))) from fault

    def ask(self, plugin: Plugin, hook: str, **told_: Any) -> list[Any]:
        """Call one hook of one plugin; raises BadPlugins where it fails."""
        others = [other.implementation for other in self.plugins if other is not plugin]
        caller = self._manager.subset_hook_caller(hook, others)
        try:
            with redirect_stdout(sys.stderr):
                result = caller(**told_)
        except NoExecutor:
            raise
        except FAILS as fault:
            raise BadPlugins(fault_of(plugin, "hook_failed", hook=Text(hook), reason=Text(told(fault)))) from fault
        if isinstance(result, list) and not _is_first_result(hook):
            return result
        return [] if result is None else [result]


def _is_first_result(hook: str) -> bool:
    options = getattr(spec.HOOKS[hook], f"{spec.NAME}_spec")
    return bool(options["firstresult"])
