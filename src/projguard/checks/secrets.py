"""Secrets where everybody can read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projguard.checks.placeholders import evidence_texts
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import dotted
from projguard.model.values import Field, Text
from projguard.project.documents import folded
from projguard.project.project import Project

_LETTERS = r"[A-Za-z0-9_./+=-]{16,}"
"""What follows the prefix of an access token."""


def secret_in_manifest(project: Project, params: Params) -> Iterator[Problem]:
    """Find fields named after secrets, values shaped like keys and tokens, and secrets in evidence texts."""
    names = _Names(params)
    spoken, shaped = _spoken(params), _shaped(params)
    hints = tuple(word.lower() for word in (*params["words"], params["key_header"], *params["token_prefixes"]))
    for at, text in project.scalars:
        name = next((step for step in reversed(at) if isinstance(step, str)), "")
        message = "field" if names.is_secret(name) and _is_value(text, params) else ""
        if not message and _hints(text, hints):
            message = "shape" if shaped.search(text) else "field" if _said(spoken, text, params) else ""
        if message:
            yield Problem(message=message, at=at, values={"field": Field(dotted(at))}, secret=True)
    for named, file in evidence_texts(project):
        if not _hints(file.text, hints):
            continue
        for found in (*spoken.finditer(file.text), *shaped.finditer(file.text)):
            if found.re is shaped or _is_value(found["value"], params):
                place = file.place(file.lines.span(*found.span()), named)
                yield Problem(message="text", at=place, values={"file": Text(file.path)}, secret=True)


class _Names:
    """Which field names speak of secrets; a manifest repeats few names many times."""

    def __init__(self, params: Params) -> None:
        self._words = frozenset(folded(word) for word in params["words"])
        self._known: dict[str, bool] = {}

    def is_secret(self, name: str) -> bool:
        if name not in self._known:
            parts = re.split(r"[\W_]+", folded(name))
            self._known[name] = folded(name) in self._words or not self._words.isdisjoint(parts)
        return self._known[name]


def _hints(text: str, hints: tuple[str, ...]) -> bool:
    """Tell quickly that a text speaks of no secret: a plain search is far cheaper than the expressions."""
    lower = text.lower()
    return any(hint in lower for hint in hints)


def _spoken(params: Params) -> re.Pattern[str]:
    """Match ``word: value`` in a running text."""
    words = "|".join(re.escape(word) for word in sorted(params["words"], key=len, reverse=True))
    return re.compile(rf"(?i)(?<!\w)(?:{words})\s*[:=]\s*(?P<value>\S+)")


def _shaped(params: Params) -> re.Pattern[str]:
    prefixes = "|".join(re.escape(prefix) for prefix in params["token_prefixes"])
    return re.compile(rf"-----BEGIN [A-Z ]*{re.escape(params['key_header'])}|(?<![\w-])(?:{prefixes}){_LETTERS}")


def _said(spoken: re.Pattern[str], text: str, params: Params) -> bool:
    return any(_is_value(found["value"], params) for found in spoken.finditer(text))


def _is_value(text: str, params: Params) -> bool:
    """Tell a secret from a path, a link, or a pointer to a password store."""
    bare = text.strip().strip("\"'`«»,.;")
    if len(bare) < params["min_length"] or "/" in bare or "://" in bare:
        return False
    return not any(store in folded(text) for store in params["stores"])
