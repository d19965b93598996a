"""A Code Quality report, which GitLab shows in the merge request and beside the lines."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.reporters.json_report import Json, write_json
from projguard.reporters.shown import Shown

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


class GitlabReporter:
    """One array of entries; each has a fingerprint of its own in the whole report."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._shown = Shown(run, sentences)
        self._seen: Counter[str] = Counter()
        self._separator = "\n"

    def head(self) -> str:
        """Open the array."""
        return "["

    def project(self, report: ProjectReport) -> str:
        """Give an entry per finding."""
        return "".join(self._separated(self._entry(finding)) for finding in self._shown.of(report))

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Close the array."""
        return "\n]\n"

    def _separated(self, entry: Json) -> str:
        separator, self._separator = self._separator, ",\n"
        return separator + write_json(entry)

    def _entry(self, finding: Finding) -> Json:
        place, told = finding.location, self._shown
        return {
            "type": "issue",
            "check_name": finding.code,
            "description": f"{told.message(finding)} ({told.title(finding)})",
            "content": {"body": f"{told.sentences.why(finding.code)} {told.sentences.advice(finding)}".strip()},
            "categories": ["Clarity"],
            "severity": SEVERITIES[told.weight(finding)],
            "fingerprint": self._fingerprint(finding),
            "location": {
                "path": place.path,
                "lines": {"begin": place.span.start.line + 1, "end": place.span.end.line + 1},
            },
        }

    def _fingerprint(self, finding: Finding) -> str:
        """Tell equal gaps of two projects apart, and equal gaps of one file too."""
        about = f"{finding.location.path}|{finding.fingerprint}"
        self._seen[about] += 1
        return sha256(f"{about}|{self._seen[about]}".encode("utf-8", "surrogatepass")).hexdigest()
