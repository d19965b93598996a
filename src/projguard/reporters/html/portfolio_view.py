"""Many projects as the page shows them: heat map, most frequent gaps, waivers that end soon."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from projguard.model.finding import RuleState
from projguard.model.pictures import WaiverTerm
from projguard.model.run import Row, Totals
from projguard.reporters.html.labels import NOT_CHECKED, Light
from projguard.reporters.html.scale import share
from projguard.reporters.page import Page, percent
from projguard.reporters.portfolio import kickoff
from projguard.reporters.statistics import count_codes, count_points
from projguard.reporters.summary import is_ready, states_said
from projguard.wording.terms import POINT_STATES
from projguard.wording.values import Voice

MOST_FREQUENT = 10
"""Rules that the page shows, unless all are asked for."""
SOON = 30
"""Days in which a waiver ends soon."""


class Cell(NamedTuple):
    """One point of one project."""

    state: Light
    said: str


class HeatRow(NamedTuple):
    """One project among many."""

    key: str
    title: str
    client: str
    is_ready: bool
    cells: tuple[Cell, ...]
    share_said: str
    starts: str
    urgent: str


class Frequent(NamedTuple):
    """One rule over all projects."""

    code: str
    title: str
    findings: int
    projects: int
    width: str


class Ending(NamedTuple):
    """A waiver that ends soon."""

    key: str
    project: str
    code: str
    title: str
    reason: str
    approved_by: str
    until: str
    left: str


class PortfolioView(NamedTuple):
    """What the page shows above the projects."""

    title: str
    found: str
    heads: tuple[tuple[int, str], ...]
    """Number and short title of each point."""
    lights: Mapping[str, str]
    """What each colour means."""
    rows: tuple[HeatRow, ...]
    red: tuple[int, ...]
    """Projects with errors in each point."""
    frequent: tuple[Frequent, ...]
    endings: tuple[Ending, ...]
    states: tuple[str, ...]


class Kept(NamedTuple):
    """What is kept of a project that is already written."""

    key: str
    title: str
    as_of: date
    waivers: tuple[WaiverTerm, ...]
    """Those that end soon."""


def kept_waivers(waivers: Sequence[WaiverTerm], as_of: date) -> tuple[WaiverTerm, ...]:
    """Choose the waivers that end soon."""
    return tuple(waiver for waiver in waivers if waiver.until and 0 <= (waiver.until - as_of).days <= SOON)


def portfolio_of(page: Page, totals: Totals, kept: Sequence[Kept]) -> PortfolioView:
    """Lay a portfolio out; ``kept`` goes along with the rows."""
    ready = sum(map(is_ready, totals.rows))
    pairs = sorted(zip(totals.rows, kept, strict=False), key=lambda pair: urgency(pair[0]))
    counts = count_codes(totals)[: None if page.run.statistics else MOST_FREQUENT]
    most = max((findings for _, findings, _ in counts), default=0)
    lights = dict(count_points(totals))
    rules: Counter[RuleState] = Counter()
    for row in totals.rows:
        rules.update(row.rules)
    return PortfolioView(
        title=page.words.say(
            "{projects}, {ready} of them ready", projects=page.words.count(len(totals.rows), "project"), ready=ready
        ),
        found=page.found(totals.counts) or page.words.say("nothing found"),
        heads=tuple((number, page.sentences.point_short(number)) for number in range(1, 11)),
        lights={state: page.words.text(text) for state, text in POINT_STATES.items()},
        rows=tuple(_heat(page, row, one) for row, one in pairs),
        red=tuple(lights.get(number, Counter())["red"] for number in range(1, 11)),
        frequent=tuple(
            Frequent(code, page.sentences.title(code), findings, projects, share(findings, most))
            for code, findings, projects in counts
        ),
        endings=tuple(_endings(page, kept)),
        states=tuple(states_said(page, rules, totals.counts, totals.tally)),
    )


def urgency(row: Row) -> tuple[bool, bool, int, float, int, str]:
    """Sort what cannot be read first, then projects with errors by days to kickoff, started ones first; then the rest."""
    days = row.days_to_kickoff
    ahead = 9999 if days is None else max(days, 0)
    part = percent(row.readiness)
    errors = row.found.get("error", 0)
    return row.readable, is_ready(row), 0 if is_ready(row) else ahead, 101 if part is None else part, -errors, row.path


def _heat(page: Page, row: Row, one: Kept) -> HeatRow:
    points = {point.point: point for point in row.points}
    part = percent(row.readiness)
    unknown = Cell("unknown", page.words.text(NOT_CHECKED))
    return HeatRow(
        key=one.key,
        title=row.title or row.path,
        client=row.client,
        is_ready=is_ready(row),
        cells=tuple(
            Cell(points[n].state, page.point(points[n])) if n in points and row.readable else unknown
            for n in range(1, 11)
        ),
        share_said="–" if part is None else f"{part}\u202f%",
        starts="–" if row.start is None else kickoff(page, row),
        urgent=page.sentences.title(row.urgent.code) if row.urgent else "",
    )


def _endings(page: Page, kept: Sequence[Kept]) -> list[Ending]:
    ending = [(waiver.until or date.max, one, waiver) for one in kept for waiver in one.waivers]
    return [
        Ending(
            key=one.key,
            project=one.title,
            code=waiver.code,
            title=_title(page, waiver.code),
            reason=waiver.reason,
            approved_by=Voice(page.words, {}).show(waiver.approved_by),
            until=until.isoformat(),
            left=page.words.count((until - one.as_of).days, "day"),
        )
        for until, one, waiver in sorted(ending, key=lambda found: (found[0], found[1].title, found[2].code))
    ]


def _title(page: Page, code: str) -> str:
    try:
        return page.sentences.title(code)
    except KeyError:
        return ""
