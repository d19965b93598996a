"""One line per finding, as compilers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.reporters.terminal import finished, visible

if TYPE_CHECKING:
    from projguard.hooks.reporter import Sentences


class ConciseReporter:
    """``path:line:col: severity CODE name: message``, for editors and for grep."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._run = run
        self._sentences = sentences

    def head(self) -> str:
        """Give nothing."""
        return ""

    def project(self, report: ProjectReport) -> str:
        """Give the findings that the run shows, in the order of the text."""
        lines = [self._line(finding) for finding in report.findings if self._run.shows(finding)]
        return finished(lines, self._run.encoding)

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Give nothing: each line is a finding."""
        return ""

    def _line(self, finding: Finding) -> str:
        start = finding.location.span.start
        name = self._sentences.rule(finding.code).name
        overdue = " (overdue)" if finding.due is not None else ""
        state = overdue if finding.state == "open" else f" ({finding.state})"
        return visible(
            f"{finding.location.path}:{start.line + 1}:{start.column + 1}: "
            f"{finding.severity} {finding.code} {name}{state}: {self._sentences.message(finding)}"
        )
