"""What a question of a card may cost: raised where it would cost more, whatever the manifest says."""

from __future__ import annotations


class Costly(Exception):  # noqa: N818 - says what a question is
    """Raised where a question cannot be answered within its bounds."""


class TooMuchWork(Costly):
    """Raised for a path that looks at more places than are looked at."""


class TooSlow(Costly):
    """Raised where a pattern takes too long on a text."""
