"""Patterns of cards: regular expressions that can cost no more than a moment, whatever they and the texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from time import perf_counter
from typing import Any

from projguard.project.bounds import TooSlow

LONGEST = 1_000
"""Characters of a pattern."""
MOST_REPEATS = 10_000
"""What counted repetitions of one pattern may amount to: (a{100}){100}."""
SECONDS = 0.25
"""What one pattern may take on one text."""
SLOW = 0.01
"""From here on what a pattern takes is added up."""
ALTOGETHER = 2.0
"""What the slow texts of one pattern may take together."""
_PROBE_SECONDS = 0.05
_PROBE_REPEATS = 40
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*)(,?)(\d*)\}|[()]|.", re.DOTALL)

_SIGNS = frozenset("()|*+?^$.{}[]")
"""What stands for something else in a pattern."""


class BadPattern(ValueError):  # noqa: N818 - says what a text is; "error" is a severity here
    """Raised for a pattern that is none, or that could cost more than a moment; ``offset`` is -1 where it has no place."""

    def __init__(self, reason: str, offset: int = -1) -> None:
        super().__init__(reason)
        self.offset = offset


class Pattern:
    """One pattern, compiled."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._compiled = _compiled(text)
        self._spent = 0.0

    def fits(self, text: str) -> bool:
        """Tell whether the whole text is what the pattern describes; raises TooSlow."""
        return self._run("fullmatch", text, SECONDS) is not None

    def find(self, text: str) -> tuple[int, int] | None:
        """Give start and end of the first part that the pattern describes, None where there is none; raises TooSlow."""
        found = self._run("search", text, SECONDS)
        return None if found is None else found.span()

    def probe(self) -> None:
        """Try texts on which such patterns are known to run on and on; raises BadPattern with the first that does."""
        started = perf_counter()
        for sample in _samples(self.text):
            for text in (sample * _PROBE_REPEATS + "!", sample * _PROBE_REPEATS + "\0", "!" + sample * _PROBE_REPEATS):
                try:
                    self._run("fullmatch", text, _PROBE_SECONDS)
                    self._run("search", text, _PROBE_SECONDS)
                except TooSlow:
                    shown = sample * 3 + "…" + text[-1] if text[-1] == "!" else sample * 3 + "…"
                    raise BadPattern(f"it would take forever on a text such as {shown}") from None
            if perf_counter() - started > SECONDS:
                return

    def _run(self, method: str, text: str, seconds: float) -> Any:
        started = perf_counter()
        try:
            found = getattr(self._compiled, method)(text, timeout=seconds)
        except TimeoutError:
            raise TooSlow(f"the pattern {self.text} takes longer than {seconds} s on a text") from None
        taken = perf_counter() - started
        if taken > SLOW:
            self._spent += taken
            if self._spent > ALTOGETHER:
                raise TooSlow(f"the pattern {self.text} takes longer than {ALTOGETHER} s on all texts together")
        return found


@cache
def pattern_of(text: str) -> Pattern:
    """Compile a pattern; raises BadPattern."""
    return Pattern(text)


def verify_pattern(text: str) -> None:
    """Compile a pattern of a card and try it on bad texts; raises BadPattern."""
    pattern_of(text).probe()


def _compiled(text: str) -> Any:
    regex: Any = import_module("regex")  # heavy, and only some cards need it

    if len(text) > LONGEST:
        raise BadPattern(f"a pattern has at most {LONGEST} characters")
    try:
        # What Python's own syntax does not know, such as recursion, has no bound that we could tell.
        re.compile(text)
    except re.error as fault:
        raise BadPattern(fault.msg, -1 if fault.pos is None else fault.pos) from None
    except (RecursionError, OverflowError) as fault:
        raise BadPattern(str(fault)) from None
    if _repeats(text) > MOST_REPEATS:
        raise BadPattern(f"its repetitions amount to more than {MOST_REPEATS}")
    try:
        return regex.compile(text)
    except regex.error as fault:
        raise BadPattern(str(fault)) from None


def _repeats(text: str) -> int:
    """Say to how many copies of its parts a pattern with counted repetitions amounts."""
    sums = [0]
    last = 0
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece == "(":
            sums.append(0)
            last = 0
        elif piece == ")" and len(sums) > 1:
            last = max(1, sums.pop())
            sums[-1] += last
        elif found[1] or found[3]:
            most = max(int(found[1] or 0), int(found[3] or 0), 1)
            sums[-1] += last * (most - 1)
            last *= most
        else:
            last = 1
            sums[-1] += 1
    return sum(sums)


def _samples(text: str) -> Iterator[str]:
    """Give short texts made of what the pattern itself is made of."""
    seen: list[str] = []
    for found in _PIECE.finditer(text):
        piece = found[0]
        sample = {"\\d": "0", "\\w": "a", "\\s": " ", ".": "a"}.get(piece, "")
        if piece[0] == "[" and len(piece) > 2:
            sample = piece[2] if piece[1] == "^" else piece[1]
            sample = "a" if piece[1] == "^" else {"\\": {"d": "0", "s": " "}.get(piece[2], "a")}.get(sample, sample)
        elif len(piece) == 1 and piece not in _SIGNS:
            sample = piece
        if sample and sample not in seen and len(seen) < 8:
            seen.append(sample)
            yield sample
    yield from (one + other for one in seen[:5] for other in seen[:5] if one != other)
