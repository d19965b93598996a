"""Workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.rule import Severity
from projguard.model.run import Run, Totals
from projguard.reporters.annotations import Annotations
from projguard.reporters.terminal import visible

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
ROOM: dict[Severity, int] = {"error": 10, "warning": 10, "info": 9}
"""What a step shows: ten of each; the tenth notice is the summary."""
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
"""The runner's own escapes."""
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


class GithubReporter:
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
        """Give the annotations and, as the last one, the summary."""
        lines = [self._line(COMMANDS[severity], finding) for severity, finding in self._annotations.worst_first()]
        return "".join([*lines, _command("notice", {"title": "projguard"}, self._annotations.summary(totals))])

    def _line(self, command: str, finding: Finding) -> str:
        place, told = finding.location, self._annotations
        start, end = place.span
        properties: dict[str, str | int] = {
            "file": visible(place.path),
            "line": start.line + 1,
            "endLine": end.line + 1,
            "col": start.column + 1,
        }
        if start.line == end.line:
            properties["endColumn"] = end.column + 1
        message = f"{told.message(finding)}\n{visible(told.shown.sentences.advice(finding))}"
        return _command(command, {**properties, "title": told.shown.title(finding)}, message)


def _command(name: str, properties: dict[str, str | int], message: str) -> str:
    written = ",".join(f"{key}={str(value).translate(PROPERTY)}" for key, value in properties.items())
    return f"::{name} {written}::{message.translate(DATA)}\n"
