"""A table with one row per finding, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.model.source import pointer
from projguard.reporters.shown import shortened
from projguard.reporters.terminal import visible

COLUMNS = (
    "path",
    "line",
    "column",
    "project",
    "title",
    "phase",
    "as_of",
    "point",
    "code",
    "name",
    "severity",
    "state",
    "message",
    "why",
    "remedy",
    "ask",
    "question",
    "because",
    "pointer",
    "fingerprint",
)
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula; the wide forms too."""
CELL = 32_767
"""Characters that a cell of a spreadsheet holds."""


class CsvReporter:
    """Everything is quoted, nothing begins a formula, a row is a line."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._run = run
        self._sentences = sentences

    def head(self) -> str:
        """Give the names of the columns."""
        return row_of_cells(COLUMNS)

    def project(self, report: ProjectReport) -> str:
        """Give a row per finding."""
        return "".join(
            row_of_cells(self._cells(report, finding)) for finding in report.findings if self._run.shows(finding)
        )

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Give nothing: each row is a finding."""
        return ""

    def _cells(self, report: ProjectReport, finding: Finding) -> Sequence[str]:
        said, place = self._sentences, finding.location
        rule = said.rule(finding.code)
        return (
            place.path,
            str(place.span.start.line + 1),
            str(place.span.start.column + 1),
            report.id,
            report.title,
            report.phase,
            report.as_of.isoformat(),
            str(rule.point),
            finding.code,
            rule.name,
            finding.severity,
            finding.state,
            said.message(finding),
            said.why(finding.code),
            said.remedy(finding.code),
            rule.ask,
            said.question(finding),
            finding.because,
            pointer(place.key_path),
            finding.fingerprint,
        )


def row_of_cells(cells: Sequence[str]) -> str:
    """Write a row: everything is quoted, nothing begins a formula."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(map(_cell, cells))
    return text.getvalue()


def _cell(text: str) -> str:
    shown = visible(text)
    return shortened(f"'{shown}" if shown.startswith(FORMULA) else shown, CELL)
