"""Gaps as the page shows them: by point, each rule once, with why, what to do and what to ask."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES, Severity
from projguard.reporters.findings import point_order
from projguard.reporters.html.labels import ASKS
from projguard.reporters.page import Page
from projguard.wording.terms import LEVELS, STATES


class Place(NamedTuple):
    """One finding of a rule."""

    message: str
    where: str
    """File, from the project's folder, and line."""
    level: Severity
    level_said: str
    state: str
    """Empty for an open one."""


class Gap(NamedTuple):
    """The findings of one rule in one project."""

    code: str
    name: str
    title: str
    level: Severity
    """Of the worst finding."""
    level_said: str
    places: tuple[Place, ...]
    why: str
    remedy: str
    ask: str
    """Whom to ask."""
    questions: tuple[str, ...]


class PointGaps(NamedTuple):
    """The gaps of one point."""

    number: int
    title: str
    gaps: tuple[Gap, ...]


def gaps_by_point(page: Page, report: ProjectReport) -> tuple[PointGaps, ...]:
    """Gather what the run shows of a project's findings, the ten points first."""

    def point(finding: Finding) -> int:
        return page.sentences.rule(finding.code).point

    folder = report.path[: report.path.rfind("/") + 1]
    shown = sorted(filter(page.run.shows, report.findings), key=lambda finding: point_order(point(finding)))
    return tuple(
        PointGaps(number, page.sentences.point_title(number), tuple(_by_rule(page, found, folder)))
        for number, found in groupby(shown, key=point)
    )


def _by_rule(page: Page, found: Iterator[Finding], folder: str) -> Iterator[Gap]:
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.code, []).append(finding)
    for group in sorted(groups.values(), key=lambda group: (min(map(_rank, group)), group[0].code)):
        yield _gap(page, group, folder)


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _gap(page: Page, group: list[Finding], folder: str) -> Gap:
    code, said = group[0].code, page.sentences
    worst = min(group, key=_rank).severity
    questions = dict.fromkeys(question for finding in group if (question := said.question(finding)))
    return Gap(
        code=code,
        name=said.rule(code).name,
        title=said.title(code),
        level=worst,
        level_said=page.words.text(LEVELS[worst]),
        places=tuple(_place(page, finding, folder) for finding in group),
        why=said.why(code),
        remedy=said.remedy(code),
        ask=page.words.say("question").capitalize()
        if page.run.audience == "client"
        else page.words.text(ASKS[said.rule(code).ask]),
        questions=tuple(questions),
    )


def _place(page: Page, finding: Finding, folder: str) -> Place:
    path = finding.location.path.removeprefix(folder)
    state = "" if finding.state == "open" else page.words.text(STATES[finding.state])
    return Place(
        message=page.sentences.message(finding),
        where=f"{path}:{finding.location.span.start.line + 1}",
        level=finding.severity,
        level_said=page.words.text(LEVELS[finding.severity]),
        state=f"{state}: {finding.because}" if state and finding.because else state,
    )
