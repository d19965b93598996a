"""Card templates: ``{name}`` takes a value, ``{count:day}`` the form of a word for a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from projguard.model.values import Value

Filler: TypeAlias = Callable[[Mapping[str, Value]], str]
"""Makes a sentence of values."""
SLOT = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")
UNKNOWN = "…"
"""What stands where a template names a value that is not there, as in a rule's page."""


def fill(
    template: str,
    values: Mapping[str, Value],
    *,
    lang: str,
    plurals: Mapping[str, Mapping[str, tuple[str, ...]]],
    show: Callable[[Value], str],
) -> str:
    """Fill a template; nothing in a value is ever read as a template."""
    return filler(template, lang=lang, plurals=plurals, show=show)(values)


def filler(
    template: str,
    *,
    lang: str,
    plurals: Mapping[str, Mapping[str, tuple[str, ...]]],
    show: Callable[[Value], str],
) -> Filler:
    """Give what fills a template with values, as often as it is asked."""
    before, *pieces = SLOT.split(template)
    slots = tuple(zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True))

    def filled(values: Mapping[str, Value]) -> str:
        said = before
        for name, word, behind in slots:
            value = values.get(name)
            if value is None:
                said += UNKNOWN + behind
            elif word and isinstance(value, int):
                said += plural(value, plurals[word][lang]) + behind
            else:
                said += show(value) + behind
        return said

    return filled


def plural(count: int, forms: tuple[str, ...]) -> str:
    """Choose the form for a number: two forms as in English, three as in Russian (CLDR one, few, many)."""
    count = abs(count)
    if len(forms) == 2:
        return forms[0] if count == 1 else forms[1]
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]
