"""Logging commands, which Azure Pipelines shows in the summary of a run."""

from __future__ import annotations

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.rule import Severity
from projguard.model.run import Run, Totals
from projguard.reporters.annotations import Annotations
from projguard.reporters.terminal import visible

ROOM: dict[Severity, int] = {"error": 10, "warning": 10}
"""Ten of each are shown; there is nothing below a warning."""
DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
"""The agent's own escapes."""
PROPERTY = DATA | str.maketrans({";": "%3B", "]": "%5D"})


class AzureReporter:
    """Everything comes at the end, the worst first."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._annotations = Annotations(run, sentences, ROOM)

    def head(self) -> str:
        """Give nothing."""
        return ""

    def project(self, report: ProjectReport) -> str:
        """Give nothing yet: a later project may have worse."""
        self._annotations.add(report)
        return ""

    def tail(self, totals: Totals) -> str:
        """Give the issues and a last line that sums up."""
        lines = [self._line(severity, finding) for severity, finding in self._annotations.worst_first()]
        return "".join([*lines, f"##[section]projguard: {self._annotations.summary(totals).translate(DATA)}\n"])

    def _line(self, severity: Severity, finding: Finding) -> str:
        place, told = finding.location, self._annotations
        properties = {
            "type": severity,
            "sourcepath": visible(place.path),
            "linenumber": place.span.start.line + 1,
            "columnnumber": place.span.start.column + 1,
            "code": finding.code,
        }
        written = ";".join(f"{key}={str(value).translate(PROPERTY)}" for key, value in properties.items())
        message = (
            f"{told.shown.title(finding)}: {told.message(finding)}. {visible(told.shown.sentences.advice(finding))}"
        )
        return f"##vso[task.logissue {written};]{message.translate(DATA)}\n"
