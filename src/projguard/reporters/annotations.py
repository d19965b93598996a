"""What a build server shows beside lines: it takes a few of each severity, so the worst come first, and the rest is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES, Severity
from projguard.model.run import Run, Totals
from projguard.reporters.page import Page
from projguard.reporters.shown import Shown, shortened
from projguard.reporters.terminal import visible

LONGEST = 2000
"""Characters of a message, so that one hostile value does not drown a log."""


class Annotations:
    """Keeps the first findings of each severity, as many as a host shows, and counts all."""

    def __init__(self, run: Run, sentences: Sentences, room: Mapping[Severity, int]) -> None:
        self.shown = Shown(run, sentences)
        self._page = Page(run, sentences)
        self._room = room
        """How many of each severity the host shows."""
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in SEVERITIES}
        self._counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)

    def add(self, report: ProjectReport) -> None:
        """Take in a project's findings."""
        for finding in self.shown.of(report):
            severity = self.shown.weight(finding)
            self._counts[severity] += 1
            if len(self._kept[severity]) < self._room.get(severity, 0):
                self._kept[severity].append(finding)

    def worst_first(self) -> Iterator[tuple[Severity, Finding]]:
        """Give what was kept, errors first."""
        for severity in SEVERITIES:
            for finding in self._kept[severity]:
                yield severity, finding

    def message(self, finding: Finding) -> str:
        """Say what is wrong, on one line."""
        return shortened(visible(self.shown.message(finding, LONGEST)), LONGEST)

    def summary(self, totals: Totals) -> str:
        """Say how many there are, how many of them the host shows, and why the run ended as it did."""
        say = self._page.words.say
        found = self._page.found(self._counts) or say("nothing found")
        kept = sum(map(len, self._kept.values()))
        if kept < sum(self._counts.values()):
            found = say(
                "{found}; {count} of them beside the lines, which is as many as are shown", found=found, count=kept
            )
        ended = say("exit {status}: {reason}", status=totals.status, reason=self._page.sentences.notice(totals.reason))
        return visible(f"{found}; {ended}")
