"""How gaps stand to those of before, and what becomes due soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projguard.model.baseline import Tally
from projguard.model.finding import Finding
from projguard.model.report import Due, ProjectReport
from projguard.model.run import Row
from projguard.reporters.page import Page
from projguard.reporters.terminal import visible
from projguard.wording.terms import STATES
from projguard.wording.words import Words


def tally_line(words: Words, tally: Tally) -> str:
    """Count the gaps that are new, old, overdue, and those that are closed."""
    return words.say("Gaps: {new} new, {old} old, {overdue} overdue, {fixed} fixed.", **tally._asdict())


def standing(page: Page, finding: Finding) -> str:
    """Say of a finding that is not simply open why that is so, and until when."""
    if finding.due is not None and finding.state == "open":
        return page.words.say("accepted until {day}, which has passed", day=finding.due.isoformat())
    if finding.state == "open":
        return ""
    state = page.words.text(STATES[finding.state])
    if finding.due is not None:
        return page.words.say("{state} until {day}", state=state, day=finding.due.isoformat())
    return f"{state}: {finding.because}" if finding.because else state


def write_upcoming(page: Page, report: ProjectReport) -> Iterator[str]:
    """Write what becomes due within the horizon, the next day first."""
    if report.upcoming:
        yield page.words.say("Coming up, if nothing changes:")
    for due in report.upcoming:
        yield from page.wrapped(_due(page, due), "  ", "    ")


def write_horizon(page: Page, rows: Iterable[Row]) -> Iterator[str]:
    """Write what becomes due in each project of a portfolio."""
    coming = [row for row in rows if row.upcoming]
    if coming:
        yield page.words.say("Coming up, if nothing changes:")
    for row in coming:
        yield f"  {visible(row.path)}"
        for due in row.upcoming:
            yield from page.wrapped(_due(page, due), "    ", "      ")


def _due(page: Page, due: Due) -> str:
    return f"{due.day.isoformat()}  {due.finding.code} {page.sentences.message(due.finding)}"
