"""A new plugin: a package with one card, one check and their tests, that builds and installs as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from projguard import __version__
from projguard.hooks.spec import API
from projguard.model.edit import NewFile

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LETTERS = range(2, 9)
"""How many letters the codes of a pack begin with."""
TAKEN = ("PG", "AC")
"""Letters of projguard's own rules."""
FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "src/{{module}}/__init__.py": "module.py",
    "src/{{module}}/cards/{{name}}.yaml": "cards.yaml",
    "tests/test_{{key}}.py": "test_plugin.py",
}
"""Path in the new package, and template."""
_TEXTS = Path(__file__).with_name("plugin_kit")
_SLOT = re.compile(r"\{\{([a-z]+)\}\}")


def letters_of(name: str) -> str:
    """Give the letters with which the codes of a plugin begin; empty where its name has too few, or those are taken."""
    letters = re.sub(r"[^A-Z]", "", name.upper())[: LETTERS[-1]]
    return letters if len(letters) in LETTERS and letters not in TAKEN else ""


def new_plugin(name: str) -> tuple[NewFile, ...]:
    """Give the files of a new plugin; its name is one that NAME fits and that has letters."""
    values = {
        "name": name,
        "key": name.replace("-", "_"),
        "module": f"projguard_{name.replace('-', '_')}",
        "letters": letters_of(name),
        "point": str(_point(name)),
        "version": __version__,
        "api": str(API),
    }
    return tuple(
        NewFile(path=_filled(path, values), text=_filled(_template(template), values))
        for path, template in FILES.items()
    )


def _template(name: str) -> str:
    return (_TEXTS / f"{name}.in").read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values[slot[1]], text)


def _point(name: str) -> int:
    """Choose a point that no other pack is likely to have: two packs with one point cannot be installed together."""
    return 100 + int.from_bytes(name.encode(), "big") % 899
