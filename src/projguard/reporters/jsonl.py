"""One JSON object per line: the run, each project, each finding, the end; for streams, grep and logs."""

from __future__ import annotations

from projguard.model.report import ProjectReport
from projguard.model.run import Totals
from projguard.reporters.json_report import Json, JsonReporter, write_json


class JsonlReporter(JsonReporter):
    """The same facts as the JSON report, each line an object of its own with its ``type``."""

    def head(self) -> str:
        """Give the line about the run."""
        return _line("run", self._opening())

    def project(self, report: ProjectReport) -> str:
        """Give the line about a project, then one per finding, hidden ones included."""
        about = self._project(report)
        findings = about.pop("findings")
        lines = [_line("finding", {"project": report.path, **finding}) for finding in findings]
        return "".join([_line("project", about), *lines])

    def tail(self, totals: Totals) -> str:
        """Give the line about the end of the run."""
        return _line("end", self._closing(totals))


def _line(kind: str, about: Json) -> str:
    return write_json({"type": kind, **about}) + "\n"
