"""How often each rule spoke, and how each point stands, over all projects of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from projguard.model.report import PointState
from projguard.model.run import Totals
from projguard.reporters.findings import point_order
from projguard.reporters.page import MARKS, Page
from projguard.reporters.terminal import cut, visible
from projguard.wording.words import mark

STATES: tuple[PointState, ...] = ("red", "amber", "green", "grey")
HEADS = (mark("findings"), mark("projects"), mark("code"), mark("rule"))


def write_statistics(page: Page, totals: Totals) -> Iterator[str]:
    """Write how often each rule spoke, and in how many projects, the most frequent first."""
    from tabulate import tabulate

    heads = [page.words.text(head) for head in HEADS]
    room = page.run.width - sum(map(len, heads[:2])) - len("PG0000") - 6
    rows = [
        (findings, projects, code, cut(visible(page.sentences.title(code)), room))
        for code, findings, projects in count_codes(totals)
    ]
    yield from tabulate(rows, headers=heads, tablefmt="simple").splitlines()
    yield ""
    yield from _points(page, totals)
    yield ""


def _points(page: Page, totals: Totals) -> Iterator[str]:
    """Write in how many projects each point is clear, has warnings, has errors or does not apply."""
    from tabulate import tabulate

    heads = ["", page.words.text(mark("point")), *(MARKS[state] for state in STATES)]
    rows = [
        (number, visible(page.sentences.point_short(number)), *(counts[state] for state in STATES))
        for number, counts in sorted(count_points(totals), key=lambda counted: point_order(counted[0]))
    ]
    yield from tabulate(rows, headers=heads, tablefmt="simple").splitlines()


def count_codes(totals: Totals) -> list[tuple[str, int, int]]:
    """Count the open findings of each rule and the projects that have them, the most frequent first."""
    findings: Counter[str] = Counter()
    projects: Counter[str] = Counter()
    for row in totals.rows:
        findings.update(row.codes)
        projects.update(row.codes.keys())
    return [
        (code, findings[code], projects[code]) for code in sorted(findings, key=lambda code: (-findings[code], code))
    ]


def count_points(totals: Totals) -> list[tuple[int, Counter[PointState]]]:
    """Count the projects in which each point has which colour."""
    lights: dict[int, Counter[PointState]] = {}
    for row in totals.rows:
        for point in row.points:
            lights.setdefault(point.point, Counter())[point.state] += 1
    return sorted(lights.items())
