"""One project as the page shows it."""

from datetime import date
from math import pi
from typing import NamedTuple

from projguard.model.report import ProjectReport
from projguard.model.run import Row
from projguard.reporters.findings import point_order
from projguard.reporters.html.gaps import PointGaps, gaps_by_point
from projguard.reporters.html.labels import NOT_CHECKED, Light
from projguard.reporters.html.past import Line, line_of
from projguard.reporters.html.plan import Plan, plan_of
from projguard.reporters.html.sums import Sums, sums_of
from projguard.reporters.page import Page, percent
from projguard.reporters.summary import CHECKED, arithmetic, is_ready, states_said, verdict
from projguard.wording.terms import LEVELS
from projguard.wording.values import Voice


class PointView(NamedTuple):
    """The light of one point."""

    number: int
    short: str
    state: Light
    said: str
    has_gaps: bool
    """True where the gaps of this point are shown further down."""


class Advice(NamedTuple):
    """Where to begin."""

    code: str
    title: str
    remedy: str
    is_shown: bool
    """True where the gap is shown further down."""


class WaiverView(NamedTuple):
    """One accepted gap."""

    code: str
    title: str
    reason: str
    approved_by: str
    until: str
    has_ended: bool


class DueView(NamedTuple):
    """What will be found on a later day."""

    day: str
    message: str


class ProjectView(NamedTuple):
    """Everything that the page shows of one project."""

    key: str
    """Begins the names of its places in the page."""
    title: str
    client: str
    path: str
    checked: str
    is_ready: bool
    verdict: str
    share: int | None
    share_said: str
    arc: str
    """Length of the ring that stands for it, of a circle of radius 50."""
    arithmetic: str
    advice: Advice | None
    points: tuple[PointView, ...]
    others: tuple[PointView, ...]
    """The manifest itself and packs, which do not count."""
    gaps: tuple[PointGaps, ...]
    plan: Plan | None
    money: Sums | None
    past: Line | None
    waivers: tuple[WaiverView, ...]
    upcoming: tuple[DueView, ...]
    states: tuple[str, ...]
    notices: tuple[str, ...]


def view_of(page: Page, report: ProjectReport, row: Row, key: str) -> ProjectView:
    """Lay one project out."""
    gaps = gaps_by_point(page, report)
    share = percent(report.readiness)
    lights = tuple(_points(page, report, frozenset(group.number for group in gaps)))
    return ProjectView(
        key=key,
        title=report.title or report.path,
        client=report.client,
        path=report.path,
        checked=page.words.say(CHECKED[report.phase], date=report.as_of.isoformat()),
        is_ready=is_ready(row),
        verdict=verdict(page, row),
        share=share,
        share_said="–" if share is None else f"{share}\u202f%",
        arc=f"{pi * (share or 0):.1f}",
        arithmetic=arithmetic(page, row),
        advice=_advice(page, row, gaps),
        points=tuple(light for light in lights if 1 <= light.number <= 10),
        others=tuple(light for light in lights if not 1 <= light.number <= 10),
        gaps=gaps,
        plan=plan_of(page, report.timeline) if report.timeline else None,
        money=sums_of(page, report.money) if report.money else None,
        past=line_of(page, report.history),
        waivers=waivers_of(page, report),
        upcoming=tuple(DueView(due.day.isoformat(), page.sentences.message(due.finding)) for due in report.upcoming),
        states=tuple(states_said(page, row.rules, row.found, row.baseline)),
        notices=tuple(_notices(page, report)),
    )


def waivers_of(page: Page, report: ProjectReport) -> tuple[WaiverView, ...]:
    """Give the waivers of a project, the one that ends first on top."""
    known = {outcome.code for outcome in report.outcomes}
    ordered = sorted(report.waivers, key=lambda waiver: waiver.until or date.max)
    return tuple(
        WaiverView(
            code=waiver.code,
            title=page.sentences.title(waiver.code) if waiver.code in known else "",
            reason=waiver.reason,
            approved_by=Voice(page.words, {}).show(waiver.approved_by),
            until=waiver.until.isoformat() if waiver.until else "–",
            has_ended=waiver.until is not None and waiver.until < report.as_of,
        )
        for waiver in ordered
    )


def _points(page: Page, report: ProjectReport, shown: frozenset[int]) -> list[PointView]:
    # Of a manifest that cannot be read nothing is known but that.
    lights = ((point, report.readable or point.point == 0) for point in report.points)
    return [
        PointView(
            number=point.point,
            short=page.sentences.point_short(point.point),
            state=point.state if known else "unknown",
            said=page.point(point) if known else page.words.text(NOT_CHECKED),
            has_gaps=point.point in shown,
        )
        for point, known in sorted(lights, key=lambda light: point_order(light[0].point))
    ]


def _advice(page: Page, row: Row, gaps: tuple[PointGaps, ...]) -> Advice | None:
    if row.urgent is None:
        return None
    code = row.urgent.code
    is_shown = any(gap.code == code for point in gaps for gap in point.gaps)
    return Advice(code, page.sentences.title(code), page.sentences.advice(row.urgent), is_shown)


def _notices(page: Page, report: ProjectReport) -> list[str]:
    said = [f"{page.words.text(LEVELS[notice.level])}: {page.sentences.notice(notice)}" for notice in report.notices]
    failed = [page.words.say("failed inside projguard or a plugin: {what}", what=what) for what in report.failures]
    return said + failed
