"""The report that a manager reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals, row_of
from projguard.reporters.findings import write_findings
from projguard.reporters.page import Page
from projguard.reporters.summary import write_header, write_points, write_summary
from projguard.reporters.terminal import finished
from projguard.wording.terms import LEVELS

if TYPE_CHECKING:
    from projguard.hooks.reporter import Sentences

AT_ONCE = 500
"""Lines of a portfolio that are written in one go."""


class TextReporter:
    """One project in full, or a portfolio with one row per project."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._page = Page(run, sentences)
        self._gap: tuple[str, ...] = ()

    def head(self) -> str:
        """Give nothing: the first project begins the report."""
        return ""

    def project(self, report: ProjectReport) -> str:
        """Give one project in full; nothing where the run shows a row of it only."""
        return finished(list(self._project(report)), self._page.run.encoding) if self._page.run.details else ""

    def tail(self, totals: Totals) -> str:
        """Give the portfolio, where there is one, and the line that says why the run ended as it did."""
        return "".join(self.pieces(totals))

    def pieces(self, totals: Totals) -> Iterator[str]:
        """Give the same in pieces, since a portfolio may be large."""
        lines = self._tail(totals)
        while some := list(islice(lines, AT_ONCE)):
            yield finished(some, self._page.run.encoding)

    def _project(self, report: ProjectReport) -> Iterator[str]:
        page = self._page
        row = row_of(report, page.sentences.rule)
        yield from self._gap
        self._gap = ("",)
        yield from write_header(page, report)
        if page.run.verbosity >= 0:
            yield from write_points(page, report)
            yield from write_findings(page, report)
        yield ""
        yield from write_summary(page, report, row)

    def _tail(self, totals: Totals) -> Iterator[str]:
        page = self._page
        if not page.run.details or len(totals.rows) != 1:
            from projguard.reporters.portfolio import write_portfolio

            yield from self._gap
            yield from write_portfolio(page, totals)
        if page.run.statistics:
            from projguard.reporters.statistics import write_statistics

            yield from write_statistics(page, totals)
        for notice in totals.notices:
            yield from page.wrapped(f"{page.words.text(LEVELS[notice.level])}: {page.sentences.notice(notice)}")
        if totals.partial:
            yield page.words.say("The run was cut short; this report is partial.")
        yield from page.wrapped(exit_line(page, totals))


def exit_line(page: Page, totals: Totals) -> str:
    """Say the exit status and why."""
    return page.words.say("exit {status}: {reason}", status=totals.status, reason=page.sentences.notice(totals.reason))
