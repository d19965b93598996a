"""What a reporter is, and the sentences that it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from projguard.model.finding import Finding, Location, Notice
from projguard.model.report import ProjectReport
from projguard.model.rule import Rule
from projguard.model.run import Run, Totals


class Sentences(Protocol):
    """Findings in words of one language, for one audience; nothing in them is escaped yet."""

    def rule(self, code: str) -> Rule:
        """Give the rule of a code."""

    def message(self, finding: Finding) -> str:
        """Say what is wrong with which value."""

    def title(self, code: str) -> str:
        """Say in a short sentence what a rule finds."""

    def why(self, code: str) -> str:
        """Say why it matters to whoever runs the project; empty for a client."""

    def remedy(self, code: str) -> str:
        """Say what to do; empty for a client, who has to answer only."""

    def advice(self, finding: Finding) -> str:
        """Say what the reader is to do: the remedy, to a client the question; empty where there is neither."""

    def question(self, finding: Finding) -> str:
        """Say what to ask."""

    def label(self, finding: Finding, place: Location) -> str:
        """Say what a related place has to do with a finding; empty where the card names nothing."""

    def point_title(self, number: int) -> str:
        """Give the title of a point or pack."""

    def point_short(self, number: int) -> str:
        """Give the title in 40 characters or fewer."""

    def notice(self, notice: Notice) -> str:
        """Say what the run wants said, and why it ended as it did."""


class Reporter(Protocol):
    """One format: gives text and prints nothing, so that a portfolio streams."""

    def head(self) -> str:
        """Give what comes before the first project."""

    def project(self, report: ProjectReport) -> str:
        """Give one project."""

    def tail(self, totals: Totals) -> str:
        """Give what comes after the last project."""


class Piecewise(Reporter, Protocol):
    """A reporter whose end is large and is written piece by piece."""

    def pieces(self, totals: Totals) -> Iterator[str]:
        """Give what ``tail`` gives, in pieces, none of them empty."""


MakeReporter: TypeAlias = Callable[[Run, Sentences], Reporter]
"""A format: makes the reporter of one output of one run; formats are registered by name.

One whose attribute ``draws`` is true is given plan, money and waivers, which others do without.
"""
