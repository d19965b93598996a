"""A project's past as a table and as csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from projguard.advice.history import Moment, days_to_ready, reopened
from projguard.hooks.reporter import Sentences
from projguard.reporters.page import MARKS
from projguard.reporters.terminal import finished, visible, wrapped
from projguard.wording.terms import PHASES
from projguard.wording.words import words_of

SHORT = 8
"""Characters of a commit's name that people use."""
COLUMNS = ("day", "commit", "phase", "readiness", "errors", "warnings", *(f"point_{number}" for number in range(1, 11)))


def render_history(title: str, moments: Sequence[Moment], sentences: Sentences, lang: str, width: int) -> str:
    """Write a past as a table, the oldest commit first, with what it comes to."""
    say = words_of(lang).say
    lines = [*wrapped(visible(say("Readiness over time: {title}", title=title)), width), ""]
    heads = [
        say("day"),
        say("commit"),
        say("phase"),
        say("ready"),
        MARKS["red"],
        MARKS["amber"],
        "1 2 3 4 5 6 7 8 9 10",
    ]
    rows = [_row(moment, lang) for moment in moments]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines += [_line(row, widths) for row in (heads, *rows)]
    lines.append("")
    for sentence in _conclusions(moments, sentences, lang):
        lines += wrapped(visible(sentence), width)
    return finished(lines, "utf-8")


def render_history_csv(moments: Sequence[Moment]) -> str:
    """Write a past as csv: one line per commit, words as they are in every language."""
    output = io.StringIO()
    writer = csv.writer(output, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for moment in moments:
        percent = moment.readiness.percent
        states = {point.point: point.state for point in moment.points}
        writer.writerow(
            (
                moment.day.isoformat(),
                moment.commit,
                moment.phase if moment.readable else "",
                "" if percent is None else f"{percent:g}",
                moment.errors,
                moment.warnings,
                *(states.get(number, "") if moment.readable else "" for number in range(1, 11)),
            )
        )
    return output.getvalue()


def _row(moment: Moment, lang: str) -> list[str]:
    percent = moment.readiness.percent
    states = {point.point: point.state for point in moment.points}
    return [
        moment.day.isoformat(),
        moment.commit[:SHORT],
        words_of(lang).text(PHASES[moment.phase]) if moment.readable else "?",
        "?" if percent is None else f"{int(percent)} %",
        str(moment.errors),
        str(moment.warnings),
        " ".join(MARKS[states.get(number, "grey")] for number in range(1, 11)) if moment.readable else "?",
    ]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    numbers = (3, 4, 5)
    cells = [
        cell.rjust(size) if column in numbers else cell.ljust(size)
        for column, (cell, size) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _conclusions(moments: Sequence[Moment], sentences: Sentences, lang: str) -> Iterator[str]:
    say = words_of(lang).say
    days = days_to_ready(moments)
    if days is None:
        yield say("No version was ready yet.")
    else:
        yield say("From the first version to the first that was ready: {count} {count:day}.", count=days)
    found = reopened(moments)
    for day in dict.fromkeys(one.opened for one in found if one.new_phase):
        numbers = ", ".join(str(one.point) for one in found if one.new_phase and one.opened == day)
        yield say("Open again on {day}, as the phase changed: {points}", day=day.isoformat(), points=numbers)
    for one in found:
        if not one.new_phase:
            yield say(
                "Open again on {day}, clear since {closed}: {point}",
                day=one.opened.isoformat(),
                closed=one.closed.isoformat(),
                point=f"{one.point} {sentences.point_short(one.point)}",
            )
