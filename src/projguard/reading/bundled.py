"""Where the bundled card files, schemas and the healthy project of their examples lie."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parents[1]


PLACES = {"rules": "rules", "schemas": "schemas", "base_project": "tests/base_project"}
"""Where a checkout has each of them."""


def bundled(kind: Literal["rules", "schemas", "base_project"]) -> Path:
    """Give the folder of bundled data: the checkout's own when the package lies in its ``src``, else the package's copy."""
    checkout = _PACKAGE.parents[1] / PLACES[kind]
    if _PACKAGE.parent.name == "src" and checkout.is_dir():
        return checkout
    return _PACKAGE / "_data" / kind
