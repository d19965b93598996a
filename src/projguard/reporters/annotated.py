"""The text for people with a build server's annotations before its last lines."""

from __future__ import annotations

from projguard.hooks.reporter import Reporter
from projguard.model.report import ProjectReport
from projguard.model.run import Totals


class AnnotatedReporter:
    """Nothing of the text is lost; the line that says why the run ended as it did stays the last one."""

    def __init__(self, text: Reporter, annotations: Reporter) -> None:
        self._text = text
        self._annotations = annotations

    def head(self) -> str:
        """Begin both."""
        return self._text.head() + self._annotations.head()

    def project(self, report: ProjectReport) -> str:
        """Give a project in both forms."""
        return self._text.project(report) + self._annotations.project(report)

    def tail(self, totals: Totals) -> str:
        """End the annotations, then the text."""
        return self._annotations.tail(totals) + self._text.tail(totals)
