"""Did you mean: the known word nearest to a typed one."""

from __future__ import annotations

from collections.abc import Iterable

DISTANCE = 2
SHARE = 1 / 3
"""A suggestion is at most two edits and a third of the typed word's length away: further ones are guesses."""

MOST_WORDS = 50
"""Typed words that are held against one list: whoever misspells more has not misspelt them."""


def nearest(word: str, known: Iterable[str], *, distance: int = DISTANCE, share: float = SHARE) -> str:
    """Find the known word that needs the fewest edits, of several one with the same letters; empty where none is near."""
    most = min(distance, int(len(word) * share))
    ranked = ((*_farness(word, candidate, most), candidate) for candidate in known)
    count, _, candidate = min(ranked, default=(most + 1, True, ""))
    return candidate if count <= most else ""


class Suggestions:
    """What was probably meant, for words that are held against one list."""

    def __init__(self, known: Iterable[str], *, share: float = SHARE) -> None:
        self._known = tuple(known)
        self._share = share
        self._near: dict[str, str] = {}

    def near(self, word: str) -> str:
        """Give the known word nearest to a typed one, as ``nearest`` does, for the first fifty of them."""
        if word not in self._near:
            self._near[word] = nearest(word, self._known, share=self._share) if len(self._near) < MOST_WORDS else ""
        return self._near[word]


def is_clear(word: str, near: str, known: Iterable[str]) -> bool:
    """Tell whether no other known word is as near to a typed one as the one that was found."""
    farness = _farness(word, near, len(word))
    return all(candidate == near or _farness(word, candidate, len(word)) > farness for candidate in known)


def _farness(word: str, candidate: str, most: int) -> tuple[int, bool]:
    one, other = _folded(word), _folded(candidate)
    return edits(one, other, most), sorted(one) != sorted(other)


def edits(one: str, other: str, most: int) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance).

    Words whose lengths alone differ by more than ``most`` are not compared: ``most`` + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    second: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one):
        row = [i + 1]
        for j, b in enumerate(other):
            cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (a != b))
            if i and j and a == other[j - 1] and b == one[i - 1]:
                cost = min(cost, second[j - 1] + 1)
            row.append(cost)
        if min(row) > most and min(above) > most:
            return most + 1
        second, above = above, row
    return above[-1]


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
