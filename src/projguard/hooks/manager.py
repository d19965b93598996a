"""The plugin manager: built anew for each run, no global one."""

from __future__ import annotations

from types import ModuleType

import pluggy

from projguard.hooks import spec


def manager(*plugins: ModuleType) -> pluggy.PluginManager:
    """Register plugins by name; raises pluggy's PluginValidationError for a hook that nobody specified."""
    made = pluggy.PluginManager(spec.NAME)
    made.add_hookspecs(spec)
    for plugin in plugins:
        made.register(plugin)
    made.check_pending()
    return made
