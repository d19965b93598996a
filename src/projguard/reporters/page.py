"""What the parts of a text report share: how the run is shown, its sentences, its words, its marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from projguard.model.report import PointResult, Readiness
from projguard.model.rule import SEVERITIES
from projguard.model.run import Run
from projguard.reporters.terminal import painted, visible, wrapped
from projguard.wording.terms import POINT_STATES
from projguard.wording.words import mark, words_of

if TYPE_CHECKING:
    from projguard.hooks.reporter import Sentences

MARKS = {"red": "✖", "amber": "▲", "green": "✔", "grey": "–"}
SEVERITY_COLORS = {"error": "red", "warning": "amber", "info": "dim"}
READY = {
    "draft": mark("The draft is in order"),
    "kickoff": mark("Ready for kickoff"),
    "production": mark("Production is in order"),
    "delivered": mark("The delivery is in order"),
    "closed": mark("Ready to be closed"),
}
NOT_READY = {
    "draft": mark("The draft has gaps"),
    "kickoff": mark("Not ready for kickoff"),
    "production": mark("Production has gaps"),
    "delivered": mark("The delivery has gaps"),
    "closed": mark("Not ready to be closed"),
}


class Page:
    """How to write: one run, its sentences, projguard's own words."""

    __slots__ = ("run", "sentences", "words")

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self.run = run
        self.sentences = sentences
        self.words = words_of(run.lang)

    def painted(self, text: str, color: str) -> str:
        """Colour a text where the run has colours."""
        return painted(text, color, on=self.run.color)

    def wrapped(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        """Break a text from outside into lines of the run's width."""
        return wrapped(visible(text), self.run.width, first=first, rest=rest)

    def found(self, counts: Mapping[str, int]) -> str:
        """Count open findings by severity: ``1 error, 2 warnings``; empty where there are none."""
        return ", ".join(
            self.words.count(counts[severity], severity) for severity in SEVERITIES if counts.get(severity)
        )

    def point(self, point: PointResult) -> str:
        """Say in a few words how a point stands."""
        counts = {"error": point.errors, "warning": point.warnings, "info": point.notes}
        parts = [self.found(counts)] if any(counts.values()) else []
        if point.hidden:
            parts.append(self.words.say("{count} set aside", count=point.hidden))
        empty = self.words.text(POINT_STATES["grey" if point.state == "grey" else "green"])
        return ", ".join(parts) or empty


def percent(readiness: Readiness) -> int | None:
    """Give the readiness in whole percent, rounded down, so that 100 means all."""
    colored = readiness.green + readiness.amber + readiness.red
    if readiness.percent is None or not colored:
        return None
    return (2 * readiness.green + readiness.amber) * 50 // colored
