"""Many projects: one row each, worst first, then the totals and how often each rule spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from posixpath import commonprefix

from projguard.model.finding import RuleState
from projguard.model.run import Row, Totals
from projguard.reporters.page import MARKS, Page, percent
from projguard.reporters.standing import write_horizon
from projguard.reporters.summary import is_ready, write_states
from projguard.reporters.terminal import columns, cut, cut_front, padded, visible
from projguard.wording.words import mark

HEADS = (mark("project"), "12345 67890", mark("ready"), mark("starts in"), mark("start with"))
GAP = 2
"""Columns between two columns of the table, and behind a head."""


def write_portfolio(page: Page, totals: Totals) -> Iterator[str]:
    """Write one row per project, worst first, and the sums."""
    if totals.rows and page.run.verbosity >= 0:
        yield from _table(page, sorted(totals.rows, key=worst_first))
        yield ""
    words = page.words
    ready = sum(is_ready(row) for row in totals.rows)
    found = page.found(totals.counts) or words.say("nothing found")
    yield from page.wrapped(
        words.say(
            "{projects}, {ready} of them ready: {found}.",
            projects=words.count(len(totals.rows), "project"),
            ready=ready,
            found=found,
        )
    )
    rules: Counter[RuleState] = Counter()
    for row in totals.rows:
        rules.update(row.rules)
    yield from write_states(page, rules, totals.counts, totals.tally)
    if not page.run.details:
        yield from write_horizon(page, totals.rows)


def worst_first(row: Row) -> tuple[bool, float, int, str]:
    """Sort what cannot be read first, then by readiness."""
    share = percent(row.readiness)
    return row.readable, 101 if share is None else share, -row.found.get("error", 0), row.path


def _table(page: Page, rows: list[Row]) -> Iterator[str]:
    """Write the table line by line; the rows are gone over thrice, since ten thousand lines at once are large."""
    heads = [page.words.text(head) for head in HEADS]
    least = [columns(head) + GAP for head in heads]
    shared = _shared(rows)
    shares = _column(least[2], map(_share, rows))
    starts = _column(least[3], (kickoff(page, row) for row in rows))
    room = page.run.width - (least[1] + shares + starts + 3 * GAP)
    named = min(_column(least[0], (_name(row, shared) for row in rows)) + GAP, room // 2)

    def name(row: Row) -> str:
        return cut_front(_name(row, shared), named - GAP).strip()

    def urgent(row: Row) -> str:
        return cut(_urgent(page, row), room - named).strip()

    rooms = (_column(least[0], map(name, rows)), least[1], shares, starts, _column(least[4], map(urgent, rows)))
    gap = " " * GAP
    yield gap.join(map(padded, heads, rooms)).rstrip()
    yield gap.join("-" * size for size in rooms)
    for row in rows:
        texts = (padded(name(row), rooms[0]), _marks(page, row) + gap)
        others = (padded(_share(row), shares), padded(kickoff(page, row), starts), urgent(row))
        yield gap.join((*texts, *others)).rstrip()


def _column(least: int, texts: Iterable[str]) -> int:
    """Measure a column: as wide as its widest text, and never narrower than its head."""
    return max(least, *map(columns, texts))


def _shared(rows: list[Row]) -> int:
    """Count the folders that hold all projects."""
    above = [min(_above(row) for row in rows), max(_above(row) for row in rows)]
    return len(commonprefix(above))


def _above(row: Row) -> list[str]:
    return row.path.split("/")[:-2]


def _name(row: Row, shared: int) -> str:
    """Name a project by its folder, without the folders that hold them all."""
    return visible("/".join(row.path.split("/")[shared:-1]) or row.title)


def _marks(page: Page, row: Row) -> str:
    """Write the marks of the ten points; a manifest that cannot be read has none."""
    states = {point.point: point.state for point in row.points}
    shown = [page.painted(MARKS[states[n]], states[n]) if n in states else "?" for n in range(1, 11)]
    return "".join(shown[:5]) + " " + "".join(shown[5:])


def _share(row: Row) -> str:
    share = percent(row.readiness)
    return "-" if share is None else f"{share} %"


def kickoff(page: Page, row: Row) -> str:
    """Say in how many days a project starts."""
    days = row.days_to_kickoff
    if days is None:
        return "-"
    return page.words.count(days, "day") if days >= 0 else page.words.say("started")


def _urgent(page: Page, row: Row) -> str:
    if row.failures:
        return page.words.say("{count} {count:failure}, see -v", count=row.failures)
    if row.urgent is None:
        return "-"
    return f"{row.urgent.code} {visible(page.sentences.title(row.urgent.code))}"
