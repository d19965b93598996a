"""Tables of a Markdown report: points of one project, rows of a portfolio, statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.model.run import Row, Totals
from projguard.reporters.findings import point_order
from projguard.reporters.markdown_text import code, prose
from projguard.reporters.page import MARKS, Page, percent
from projguard.reporters.portfolio import worst_first
from projguard.reporters.shown import shortened
from projguard.reporters.statistics import STATES, count_codes, count_points
from projguard.wording.words import mark

NAME = 80
"""Characters of a project's name in a table."""


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write a table; the first row is its head."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if not number:
            yield f"|{' --- |' * len(row)}"


def point_rows(page: Page, row: Row) -> list[Sequence[str]]:
    """Give the traffic light of one project."""
    text = page.words.text
    rows: list[Sequence[str]] = [(text(mark("point")), "", "")]
    for point in sorted(row.points, key=lambda point: point_order(point.point)):
        title = prose(page.sentences.point_title(point.point))
        rows.append((f"{point.point} {title}", MARKS[point.state], page.point(point)))
    return rows


def project_rows(page: Page, totals: Totals) -> list[Sequence[str]]:
    """Give one row per project, worst first, with the marks of its ten points."""
    text = page.words.text
    rows: list[Sequence[str]] = [
        (
            text(mark("project")),
            *(str(number) for number in range(1, 11)),
            text(mark("ready")),
            text(mark("start with")),
        )
    ]
    for row in sorted(totals.rows, key=worst_first):
        states = {point.point: MARKS[point.state] for point in row.points}
        share = percent(row.readiness)
        urgent = f"{row.urgent.code} {prose(page.sentences.title(row.urgent.code))}" if row.urgent else "-"
        name = code(shortened(row.title or row.path, NAME), cell=True)
        marks = [states.get(number, "?") for number in range(1, 11)]
        rows.append((name, *marks, "-" if share is None else f"{share} %", urgent))
    return rows


def statistics_rows(page: Page, totals: Totals) -> Iterator[str]:
    """Write how often each rule spoke, and how each point stands in how many projects."""
    text, said = page.words.text, page.sentences
    heads = (mark("findings"), mark("projects"), mark("code"), mark("rule"))
    rules: list[Sequence[str]] = [tuple(text(head) for head in heads)]
    for name, findings, projects in count_codes(totals):
        rules.append((str(findings), str(projects), name, prose(said.title(name))))
    yield from table(rules)
    yield ""
    points: list[Sequence[str]] = [(text(mark("point")), *(MARKS[state] for state in STATES))]
    for number, counts in count_points(totals):
        title = prose(said.point_title(number))
        points.append((f"{number} {title}", *(str(counts[state]) for state in STATES)))
    yield from table(points)
    yield ""
