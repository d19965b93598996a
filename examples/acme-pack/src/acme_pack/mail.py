"""The reporter: what is left to do, as the text of a mail. It gives text and prints nothing."""

from __future__ import annotations

from projguard.api import ProjectReport, Run, Sentences, Totals, visible


class Mail:
    """A subject, a line per finding, and how it ended."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._run = run
        self._sentences = sentences

    def head(self) -> str:
        """Give the subject."""
        return f"Subject: projects as of {self._run.as_of}\n"

    def project(self, report: ProjectReport) -> str:
        """Give what is found in one project; what came from the manifest is shown and not obeyed."""
        shown = [finding for finding in report.findings if self._run.shows(finding)]
        lines = [f"- {self._sentences.message(finding)} ({finding.code})" for finding in shown] or ["- nothing"]
        return "\n".join(map(visible, ["", report.title, *lines])) + "\n"

    def tail(self, totals: Totals) -> str:
        """Give the reason of the exit status."""
        return f"\n{self._sentences.notice(totals.reason)}\n"
