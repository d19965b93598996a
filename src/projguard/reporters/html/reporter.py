"""The report for a browser: one file that can be sent, read on a phone and printed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from projguard.hooks.reporter import Sentences
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals, row_of
from projguard.reporters.html.labels import labels_in
from projguard.reporters.html.portfolio_view import Kept, kept_waivers, portfolio_of
from projguard.reporters.html.project_view import view_of
from projguard.reporters.html.writing import policy, render, short, style
from projguard.reporters.page import Page
from projguard.reporters.text import exit_line
from projguard.wording.terms import LEVELS


class HtmlReporter:
    """One project in full, or a portfolio whose projects fold out.

    The first thing on the page is known last, so everything is written at the end. Until then a finished project is
    kept as compressed text, an eighth of its size; only the first one waits unwritten, since its headings depend on
    whether others follow.
    """

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._page = Page(run, sentences)
        self._labels = labels_in(self._page.words)
        self._waiting: ProjectReport | None = None
        self._kept: list[Kept] = []
        self._written: list[bytes] = []

    def head(self) -> str:
        """Give nothing: how the page begins is known at its end."""
        return ""

    def project(self, report: ProjectReport) -> str:
        """Keep a project for the end."""
        key = f"p{len(self._kept) + 1}"
        self._kept.append(
            Kept(key, short(report.title or report.path), report.as_of, kept_waivers(report.waivers, report.as_of))
        )
        if key == "p1":
            self._waiting = report
            return ""
        if self._waiting:
            self._write(self._waiting, "p1")
            self._waiting = None
        self._write(report, key)
        return ""

    def tail(self, totals: Totals) -> str:
        """Give the whole page."""
        return "".join(self.pieces(totals))

    def pieces(self, totals: Totals) -> Iterator[str]:
        """Give the whole page, project by project."""
        shared = {"style": style(), "policy": policy(), **self._foot(totals)}
        if self._waiting:
            yield self._render("single.html", **shared, p=self._view(self._waiting, "p1"), level=1)
            return
        page = self._page
        view = portfolio_of(page, totals, self._kept)
        text = self._render("portfolio.html", **shared, v=view, as_of=page.run.as_of.isoformat())
        opening, closing = text.split("<!--projects-->")
        yield opening
        for row in view.rows:
            yield zlib.decompress(self._written[int(row.key[1:]) - 1]).decode()
        yield closing

    def _foot(self, totals: Totals) -> dict[str, object]:
        page = self._page
        notices = [f"{page.words.text(LEVELS[one.level])}: {page.sentences.notice(one)}" for one in totals.notices]
        return {
            "notices": notices,
            "partial": page.words.say("The run was cut short; this report is partial.") if totals.partial else "",
            "ended": exit_line(page, totals),
            "version": page.run.version,
        }

    def _write(self, report: ProjectReport, key: str) -> None:
        text = self._render("folded.html", p=self._view(report, key), level=3)
        self._written.append(zlib.compress(text.encode(), 1))

    def _view(self, report: ProjectReport, key: str) -> object:
        return view_of(self._page, report, row_of(report, self._page.sentences.rule), key)

    def _render(self, template: str, **values: object) -> str:
        return render(template, t=self._labels, lang=self._page.run.lang, **values)
