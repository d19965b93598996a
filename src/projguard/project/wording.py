"""All texts of a project at once, and whether anything that rules look for occurs in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from projguard.model.once import once
from projguard.project.documents import folded, is_hinted

Hints = tuple[str, ...]
"""Folded words; a text that holds none of them need not be looked at more closely."""


class Sought:
    """All that rules have looked for so far, in any project: most hold none of it, which one search says to every rule."""

    def __init__(self) -> None:
        self._hints: set[Hints] = set()
        self._any: re.Pattern[str] | None = None

    def add(self, hints: Hints) -> None:
        """Take note of what a rule looks for."""
        if hints and hints not in self._hints:
            self._hints.add(hints)
            self._any = None

    def absent_from(self, text: str) -> frozenset[Hints]:
        """Give what was looked for so far if nothing of it occurs in a folded text, else nothing."""
        if not self._hints:
            return frozenset()
        if self._any is None:
            self._any = _any_of({word for hints in self._hints for word in hints})
        return frozenset() if self._any.search(text) else frozenset(self._hints)


class Wording:
    """Texts of a project, folded, a line end before and after each."""

    def __init__(self, texts: Iterable[str], sought: Sought) -> None:
        self.text = folded("\n".join(("", *texts, "")))
        self._sought = sought

    def holds(self, hints: Hints) -> bool:
        """Tell whether a word occurs."""
        if hints in self._absent:
            return False
        self._sought.add(hints)
        return is_hinted(self.text, hints)

    @once
    def _absent(self) -> frozenset[Hints]:
        return self._sought.absent_from(self.text)


def _any_of(words: set[str]) -> re.Pattern[str]:
    """Match any of the words; a letter with which several begin is looked at once for all of them."""
    alike = groupby(sorted(words), key=lambda word: word[:1])
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(_rests(group))})" for first, group in alike))


def _rests(words: Iterable[str]) -> Iterable[str]:
    return (re.escape(word[1:]) for word in words)
