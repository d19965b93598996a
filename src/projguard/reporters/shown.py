"""What formats without a state of their own do with findings: which they show, how heavy, and in which words."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.rule import Severity
from projguard.model.run import Run
from projguard.wording.terms import STATES
from projguard.wording.words import words_of


class Shown:
    """The findings of a run as hosts see them: what is set aside weighs nothing and says so."""

    __slots__ = ("_run", "sentences")

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._run = run
        self.sentences = sentences

    def of(self, report: ProjectReport) -> Iterator[Finding]:
        """Give what the run shows of a project."""
        return filter(self._run.shows, report.findings)

    def weight(self, finding: Finding) -> Severity:
        """Give the severity of an open finding; one that is set aside is a note."""
        return finding.severity if finding.state == "open" else "info"

    def message(self, finding: Finding, limit: int = 0) -> str:
        """Say what is wrong, and of a finding that is set aside how and why; ``limit`` 0: in full."""
        said = self.sentences.message(finding)
        if finding.state != "open":
            because = f": {finding.because}" if finding.because else ""
            said = f"{said} ({words_of(self._run.lang).text(STATES[finding.state])}{because})"
        return shortened(said, limit) if limit else said

    def title(self, finding: Finding) -> str:
        """Name the rule of a finding: ``PG0501 decision-maker-missing``."""
        return f"{finding.code} {self.sentences.rule(finding.code).name}"


def shortened(text: str, limit: int) -> str:
    """Shorten a text to so many characters, with an ellipsis for what is gone."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
