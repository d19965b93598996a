"""Where the bundled card files and schemas lie."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parents[1]


def bundled(kind: Literal["rules", "schemas"]) -> Path:
    """Give the folder of bundled data: the checkout's own when the package lies in its ``src``, else the package's copy."""
    checkout = _PACKAGE.parents[1] / kind
    if _PACKAGE.parent.name == "src" and checkout.is_dir():
        return checkout
    return _PACKAGE / "_data" / kind
