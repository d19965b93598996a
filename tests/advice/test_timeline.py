"""The plan and the money of a project, as pictures show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from projguard.advice.timeline import MOST_BARS, MOST_DAYS
from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.catalogue.examples import read_example, write_project
from projguard.model.config import Config
from projguard.model.finding import Finding
from projguard.model.pictures import Bar, Clash, KindSum, Timeline
from projguard.model.report import ProjectReport
from projguard.model.values import Period, Text

TESTS = Path(__file__).parents[1]
SAMPLES = sorted(TESTS.parent.glob("sample_projects/*/projguard.yaml"))
AS_OF = date(2026, 11, 23)
Draw = Callable[[str], ProjectReport]


@pytest.fixture
def draw(active: Active, tmp_path: Path) -> Draw:
    """Check the healthy project, patched, for an output that draws."""

    def check(patch: str) -> ProjectReport:
        manifest = write_project(tmp_path / "project", TESTS / "base_project", read_example(f"manifest: {patch}"))
        return Examiner(active, Config(as_of=AS_OF, drawn=True)).examine(manifest, "projguard.yaml")

    return check


@pytest.mark.parametrize("manifest", SAMPLES, ids=lambda path: path.parent.name)
def test_pictures_agree_with_rules(manifest: Path, active: Active) -> None:
    """What a picture marks as not fitting is what the rules about dates, days off and absences find."""
    report = Examiner(active, Config(as_of=AS_OF, drawn=True)).examine(manifest, "projguard.yaml")
    marked = {
        (bar.title, clash.reason)
        for bar in plan_of(report).bars
        for clash in bar.clashes
        if clash.reason not in ("after_end", "before_needed")
    }
    assert marked == {told for finding in report.findings for told in told_by(finding)}


def test_products_in_the_plan(draw: Draw) -> None:
    """A product stands with its work, the first comments and all rounds; an accepted one with what really happened."""
    plan = plan_of(draw("{}"))
    assert plan.window == Period(date(2026, 9, 14), date(2026, 12, 20))
    assert (plan.today, plan.start, plan.end) == (AS_OF, date(2026, 9, 14), date(2026, 12, 18))
    assert bar_of(plan, "Тексты сайта, 9 страниц")._replace(owner=None) == Bar(
        title="Тексты сайта, 9 страниц",
        kind="copywriting",
        owner=None,
        state="accepted",
        work=Period(date(2026, 9, 28), date(2026, 10, 8)),
        answer=Period(date(2026, 10, 9), date(2026, 10, 20)),
        rounds=None,
    )
    launch = bar_of(plan, "Публикация сайта")
    assert launch.owner
    assert (launch.owner.name, launch.state, launch.clashes) == ("Глеб Орлов", "planned", ())
    assert launch.answer == Period(date(2026, 12, 5), date(2026, 12, 8))
    assert launch.rounds == Period(date(2026, 12, 5), date(2026, 12, 14))
    assert [(away.name.name, away.days, away.deputy and away.deputy.name) for away in plan.absences] == [
        ("Игорь Романов", Period(date(2026, 10, 26), date(2026, 11, 3)), "Ольга Нечаева")
    ]
    assert Period(date(2026, 11, 4), date(2026, 11, 4)) in plan.days_off
    assert Period(date(2026, 12, 5), date(2026, 12, 6)) in plan.days_off


@pytest.mark.parametrize(
    ("patch", "clash"),
    [
        (
            '{"id=launch": {start: 2026-12-10, due: 2026-12-17}}',
            Clash("answer", Period(date(2026, 12, 19), date(2026, 12, 21)), date(2026, 12, 18)),
        ),
        (
            '{"id=launch": {due: 2026-12-10, rounds: 2}}',
            Clash("rounds", Period(date(2026, 12, 19), date(2026, 12, 24)), date(2026, 12, 18)),
        ),
        (
            '{"id=launch": {due: 2026-12-21}}',
            Clash("after_end", Period(date(2026, 12, 18), date(2026, 12, 21)), date(2026, 12, 18)),
        ),
        (
            '{"id=launch": {due: 2026-11-18, start: 2026-11-16}}',
            Clash(
                "before_needed",
                Period(date(2026, 11, 18), date(2026, 11, 20)),
                date(2026, 11, 20),
                "Вёрстка и сборка сайта",
            ),
        ),
        (
            '{"id=launch": {start: 2026-11-24}}',
            None,
        ),
    ],
)
def test_what_does_not_fit(patch: str, clash: Clash | None, draw: Draw) -> None:
    """A clash says which days do not fit, and what is in their way."""
    plan = plan_of(draw(f"{{deliverables: {patch}}}"))
    assert [found for found in bar_of(plan, "Публикация сайта").clashes if found.reason != "overdue"] == (
        [clash] if clash else []
    )
    if clash is None:
        assert [found.against for found in bar_of(plan, "Вёрстка и сборка сайта").clashes] == ["Публикация сайта"]


def test_endless_plans_are_cut(draw: Draw) -> None:
    """A plan that ends in the year 9999 is shown around the day of the report, without its days off."""
    plan = plan_of(draw('{deliverables: {"id=launch": {due: 9999-12-31}}, project: {end: 9999-12-31}}'))
    assert plan.window.start <= AS_OF <= plan.window.end
    assert (plan.window.end - plan.window.start).days <= MOST_DAYS + 7
    assert plan.days_off == ()


def test_many_products_are_counted(draw: Draw) -> None:
    """A plan of thousands of products shows the first ones and says how many it leaves out."""
    more = ", ".join(f"{{id: p{number}, title: P, kind: design, due: 2026-12-01}}" for number in range(500))
    plan = plan_of(draw(f"{{deliverables: [{more}]}}"))
    assert (len(plan.bars), plan.left_out) == (MOST_BARS, 500 - MOST_BARS)


def test_no_dates_no_plan(draw: Draw) -> None:
    """Where no product has a date there is nothing to draw."""
    assert draw("{deliverables: [{id: a, title: A, kind: design}]}").timeline is None


def test_money_by_kind(draw: Draw) -> None:
    """Lines of one kind are added up; one without an amount counts with its hours and rate."""
    lines = "[{kind: design, hours: 10, amount: 32000}, {kind: smm, hours: 4}, {kind: design, hours: 5, amount: 16000}, {kind: x_fair, amount: 9.50}]"
    money = draw(f"{{pricing: {{estimate: {lines}}}}}").money
    assert money
    assert money.kinds == (
        KindSum("design", Decimal(15), Decimal(3200), Decimal(48000)),
        KindSum("smm", Decimal(4), Decimal(2200), Decimal(8800)),
        KindSum("x_fair", None, None, Decimal("9.50")),
    )
    assert (money.currency, money.budget, money.total) == ("RUB", Decimal(1035000), Decimal("56809.50"))
    assert draw("{pricing: null}").money is None


def test_waivers_with_their_ends(draw: Draw) -> None:
    """Waivers are told with the rule's code, whatever name it goes by, and with who agreed."""
    waivers = draw(
        "{waivers: [{rule: deadline-on-day-off, reason: Клиент просил, approved_by: igor, until: 2026-12-01}]}"
    ).waivers
    assert [(waiver.code, waiver.approved_by.name, waiver.until) for waiver in waivers] == [
        ("PG0704", "Игорь Романов", date(2026, 12, 1))
    ]


def test_nothing_is_worked_out_in_vain(active: Active) -> None:
    """A run whose formats draw nothing does not work the pictures out."""
    report = Examiner(active, Config(as_of=AS_OF)).examine(SAMPLES[0], "projguard.yaml")
    assert (report.timeline, report.money, report.waivers) == (None, None, ())


def told_by(finding: Finding) -> list[tuple[str, str]]:
    """Give the product and the reason that a finding is about, where a picture shows it."""
    title = finding.values.get("title", finding.values.get("a"))
    if not isinstance(title, Text) or finding.location.key_path[:1] not in {("deliverables",), ("decision_makers",)}:
        return []
    message = "answer" if finding.message.startswith("term") else "rounds"
    reasons = {"PG0703": message, "PG0704": "day_off", "PG0505": "away", "PG0708": "overdue"}
    return [(title.text, reasons[finding.code])] if finding.code in reasons else []


def plan_of(report: ProjectReport) -> Timeline:
    """Give the plan of a report."""
    assert report.timeline
    return report.timeline


def bar_of(plan: Timeline, title: str) -> Bar:
    """Give the bar of a product."""
    return next(bar for bar in plan.bars if bar.title == title)
