"""Readiness over time, as a line."""

from collections.abc import Sequence
from typing import NamedTuple

from projguard.model.pictures import Past
from projguard.model.values import Period
from projguard.reporters.html.scale import DayScale, share
from projguard.reporters.page import Page


class Moment(NamedTuple):
    """One day on the line."""

    x: str
    y: str
    day: str
    percent: str


class Line(NamedTuple):
    """What the page draws."""

    points: str
    """Corners of the line in a square of 100."""
    moments: tuple[Moment, ...]
    said: str


def line_of(page: Page, history: Sequence[Past]) -> Line | None:
    """Lay a history out; None where there is no line to draw."""
    known = [(past.day, past.percent) for past in history if past.percent is not None]
    if len(known) < 2 or known[0][0] == known[-1][0]:
        return None
    scale = DayScale(Period(known[0][0], known[-1][0]))
    length = (known[-1][0] - known[0][0]).days
    spots = [((day - known[0][0]).days / length, percent) for day, percent in known]
    first, last = known[0], known[-1]
    return Line(
        points=" ".join(f"{100 * x:.2f},{100 - percent:.2f}" for x, percent in spots),
        moments=tuple(
            Moment(share(x, 1), f"{100 - percent:.1f}%", day.isoformat(), f"{int(percent)}\u202f%")
            for (x, percent), (day, _) in zip(spots, known, strict=True)
        ),
        said=page.words.say(
            "Readiness from {first} on {start} to {last} on {end}.",
            first=f"{int(first[1])}\u202f%",
            start=scale.window.start.isoformat(),
            last=f"{int(last[1])}\u202f%",
            end=scale.window.end.isoformat(),
        ),
    )
