"""The first and the last lines about one project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from projguard.model.baseline import Tally
from projguard.model.finding import RuleState
from projguard.model.report import ProjectReport
from projguard.model.run import Row
from projguard.reporters.findings import point_order
from projguard.reporters.page import MARKS, NOT_READY, READY, Page, percent
from projguard.reporters.standing import tally_line, write_upcoming
from projguard.reporters.terminal import columns, padded, visible
from projguard.wording.terms import LEVELS, STATES
from projguard.wording.words import mark

CHECKED = {
    "draft": mark("checked as a draft, as of {date}"),
    "kickoff": mark("checked for kickoff, as of {date}"),
    "production": mark("checked for production, as of {date}"),
    "delivered": mark("checked as delivered, as of {date}"),
    "closed": mark("checked as closed, as of {date}"),
}
SET_ASIDE: tuple[RuleState, ...] = ("waived", "suppressed", "baselined")
RULE_STATES: tuple[RuleState, ...] = ("crashed", "failed", *SET_ASIDE, "skipped", "not_applicable", "off", "passed")


def write_header(page: Page, report: ProjectReport) -> Iterator[str]:
    """Write whose project it is, and for which phase and day it was checked."""
    name = " · ".join(part for part in (report.client, report.title) if part) or report.path
    left = visible(name)
    right = page.words.say(CHECKED[report.phase], date=report.as_of.isoformat())
    gap = page.run.width - columns(left) - columns(right)
    if gap >= 2:
        yield page.painted(left, "bold") + " " * gap + right
        return
    yield from (page.painted(line, "bold") for line in page.wrapped(name))
    yield right


def write_points(page: Page, report: ProjectReport) -> Iterator[str]:
    """Write the points as a table: the ten, then the manifest itself and packs."""
    points = sorted(report.points, key=lambda point: point_order(point.point))
    titles = [visible(page.sentences.point_short(point.point)) for point in points]
    room = max(map(columns, titles), default=0)
    if points:
        yield ""
    for point, title in zip(points, titles, strict=True):
        light = page.painted(MARKS[point.state], point.state)
        yield f"{point.point:>2}  {padded(title, room)}  {light}  {page.point(point)}"


def write_summary(page: Page, report: ProjectReport, row: Row) -> Iterator[str]:
    """Write whether the project is ready, the readiness with its arithmetic, what was set aside, where to start."""
    yield from page.wrapped(verdict(page, row))
    sum_of_points = arithmetic(page, row)
    if sum_of_points:
        yield from page.wrapped(sum_of_points)
    yield from write_states(page, row.rules, row.found, row.baseline)
    if page.run.verbosity > 0:
        yield from _rules_by_name(page, report)
    for notice in report.notices:
        yield from page.wrapped(f"{page.words.text(LEVELS[notice.level])}: {page.sentences.notice(notice)}")
    for failure in report.failures:
        yield from page.wrapped(page.words.say("failed inside projguard or a plugin: {what}", what=failure))
    yield from write_upcoming(page, report)
    if row.urgent:
        code = row.urgent.code
        yield from page.wrapped(
            page.words.say("Start with {code}: {remedy}", code=code, remedy=page.sentences.advice(row.urgent))
        )


def write_states(
    page: Page, rules: Mapping[RuleState, int], found: Mapping[str, int], tally: Tally | None
) -> Iterator[str]:
    """Write what ``states_said`` says."""
    for sentence in states_said(page, rules, found, tally):
        yield from page.wrapped(sentence)


def states_said(
    page: Page, rules: Mapping[RuleState, int], found: Mapping[str, int], tally: Tally | None
) -> Iterator[str]:
    """Say how many findings are set aside, how rules ended, and how gaps stand to those of before."""
    aside = ", ".join(_counted(page, found[state], state) for state in SET_ASIDE if found.get(state))
    if aside:
        yield page.words.say("Findings set aside: {states}.", states=aside)
    ended = ", ".join(_counted(page, rules[state], state) for state in RULE_STATES if rules.get(state))
    yield page.words.say("Rules: {states}.", states=ended or "0")
    if tally is not None:
        yield tally_line(page.words, tally)


def is_ready(row: Row) -> bool:
    """Tell whether nothing is in a project's way."""
    return row.readable and row.is_checked and not row.found.get("error") and not row.failures


def verdict(page: Page, row: Row) -> str:
    """Say whether a project is ready, what was found, how many points are clear."""
    judged = page.words.text((READY if is_ready(row) else NOT_READY)[row.phase])
    found = page.found(row.found) or page.words.say("nothing found")
    if not row.readable:
        return page.words.say("{verdict}: {found}; the manifest could not be read.", verdict=judged, found=found)
    applying = row.readiness.green + row.readiness.amber + row.readiness.red
    return page.words.say(
        "{verdict}: {found}; {clear} of {count} {count:point} clear.",
        verdict=judged,
        found=found,
        clear=row.readiness.green,
        count=applying,
    )


def arithmetic(page: Page, row: Row) -> str:
    """Say how the readiness is computed; empty where there is none."""
    readiness = row.readiness
    share = percent(readiness)
    if share is None:
        return ""
    return page.words.say(
        "Readiness {share}: ({green} clear + {amber} with warnings / 2) / {count} {count:point}.",
        share=f"{share}\u202f%",
        green=readiness.green,
        amber=readiness.amber,
        count=readiness.green + readiness.amber + readiness.red,
    )


def _rules_by_name(page: Page, report: ProjectReport) -> Iterator[str]:
    """Name the rules that ended otherwise than passed, with what that was because of."""
    for state in RULE_STATES[:-1]:
        names = [
            outcome.code + (f" ({', '.join(outcome.because)})" if outcome.because else "")
            for outcome in report.outcomes
            if outcome.state == state
        ]
        if names:
            yield from page.wrapped(f"{page.words.text(STATES[state])}: {', '.join(names)}", "  ", "    ")


def _counted(page: Page, count: int, state: str) -> str:
    return page.words.say("{count} {state}", count=count, state=page.words.text(STATES[state]))
