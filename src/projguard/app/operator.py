"""What the operator's settings say before anything else is read: which plugins may be loaded."""

from __future__ import annotations

from pathlib import Path

from projguard.app.layers import read_layer


def operators_plugins(path: Path) -> tuple[str, ...] | None:
    """Give the plugins that an operator's file lists, None where it lists none; raises Misconfigured.

    A list of a wrong form allows nothing; what is wrong with it is told when the settings are read.
    """
    data = read_layer(path).data
    if "plugins" not in data:
        return None
    names = data["plugins"]
    return tuple(map(str, names)) if isinstance(names, list) else ()
