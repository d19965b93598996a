"""Markdown in which nothing from outside acts: it stands in code spans, where no link, mention or tag is read."""

from __future__ import annotations

import re
from itertools import groupby

from projguard.reporters.terminal import visible

_ACTS = re.compile(r"[@#]|://|www\.|GH-\d|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b", re.IGNORECASE)
"""What code hosts make links or mentions of, whatever stands around it."""
_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&]|^[-+])")


def code(text: str, *, cell: bool = False) -> str:
    """Put a text from outside into a code span with a fence longer than any within; ``cell``: of a table."""
    shown = " ".join(visible(text).split())
    if not shown:
        return ""
    fence = "`" * (max((len(list(run)) for char, run in groupby(shown) if char == "`"), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown.replace('|', chr(92) + '|') if cell else shown}{pad}{fence}"


def prose(text: str) -> str:
    """Write a sentence of a card: its signs mean themselves; one that a host could act on stands in a code span."""
    shown = visible(text)
    return code(shown) if _ACTS.search(shown) else _SIGNS.sub(r"\\\1", shown)
