"""Many projects: one row each, worst first, then the totals and how often each rule spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from posixpath import commonprefix

from projguard.model.finding import RuleState
from projguard.model.run import Row, Totals
from projguard.reporters.page import MARKS, Page, percent
from projguard.reporters.standing import write_horizon
from projguard.reporters.summary import is_ready, write_states
from projguard.reporters.terminal import columns, cut, cut_front, visible
from projguard.wording.words import mark

HEADS = (mark("project"), "12345 67890", mark("ready"), mark("starts in"), mark("start with"))
GAP = 2
"""Columns between two columns of the table; tabulate adds as many to a head."""


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


def _table(page: Page, rows: list[Row]) -> list[str]:
    from tabulate import tabulate

    heads = [page.words.text(head) for head in HEADS]
    names = _names(rows)
    shares = [_share(row) for row in rows]
    starts = [kickoff(page, row) for row in rows]
    measured = (names, [HEADS[1]], shares, starts)
    named, *others = (_column(head, texts) for head, texts in zip(heads[:4], measured, strict=True))
    room = page.run.width - sum(others)
    named = min(named, room // 2)
    table = [
        (cut_front(name, named - GAP), _marks(page, row), share, start, cut(_urgent(page, row), room - named))
        for row, name, share, start in zip(rows, names, shares, starts, strict=True)
    ]
    return tabulate(table, headers=heads, tablefmt="simple", disable_numparse=True).splitlines()


def _column(head: str, texts: list[str]) -> int:
    """Measure a column and the gap behind it."""
    return max([columns(head) + GAP, *map(columns, texts)]) + GAP


def _names(rows: list[Row]) -> list[str]:
    """Name projects by their folders, without the folder that holds them all."""
    folders = [row.path.split("/")[:-1] for row in rows]
    shared = len(commonprefix([folder[:-1] for folder in folders]))
    return [visible("/".join(folder[shared:]) or row.title) for folder, row in zip(folders, rows, strict=True)]


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
