"""Card templates: ``{name}`` takes a value, ``{count:day}`` the form of a word for a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from projguard.model.values import Value

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

    def slot(found: re.Match[str]) -> str:
        name, word = found.groups()
        value = values.get(name)
        if value is None:
            return UNKNOWN
        if word and isinstance(value, int):
            return plural(value, plurals[word][lang])
        return show(value)

    return SLOT.sub(slot, template)


def plural(count: int, forms: tuple[str, ...]) -> str:
    """Choose the form for a number: two forms as in English, three as in Russian (CLDR one, few, many)."""
    count = abs(count)
    if len(forms) == 2:
        return forms[0] if count == 1 else forms[1]
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]
