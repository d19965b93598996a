"""The report for a browser, as text: what stands in it, and what must never."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from projguard.model.finding import Notice
from projguard.model.pictures import Bar, Budget, Clash, KindSum, Past, Timeline, WaiverTerm
from projguard.model.report import Due, ProjectReport
from projguard.model.run import Run, row_of, totals_of
from projguard.model.values import Period, PersonName, Word
from projguard.reporters.html.reporter import HtmlReporter
from projguard.wording.sentences import Wording

WordingIn = Callable[..., Wording]
AS_OF = date(2026, 11, 23)
HOSTILE = "</title></style><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\u202e\u0000\ud800=cmd()::"


@pytest.fixture(scope="session")
def drawn(lotos: ProjectReport) -> ProjectReport:
    """Report a project with everything that a page can draw."""
    clip = Bar(
        title="Ролик 30 секунд",
        kind="video",
        owner=PersonName("petr", "Пётр"),
        state="planned",
        work=Period(date(2026, 12, 14), date(2027, 1, 6)),
        answer=Period(date(2027, 1, 7), date(2027, 1, 13)),
        rounds=Period(date(2027, 1, 7), date(2027, 2, 2)),
        clashes=(Clash("rounds", Period(date(2027, 2, 1), date(2027, 2, 2)), date(2027, 1, 31)),),
    )
    plan = Timeline(
        window=Period(date(2026, 11, 30), date(2027, 2, 28)),
        today=AS_OF,
        start=date(2026, 11, 30),
        end=date(2027, 1, 31),
        bars=(clip,),
        left_out=0,
        absences=(),
        days_off=(Period(date(2026, 12, 5), date(2026, 12, 6)),),
        client_days_off=(),
    )
    kinds = (
        KindSum("design", Decimal(80), Decimal(2500), Decimal(200000)),
        KindSum("video", Decimal(60), Decimal(2500), Decimal(160000)),
    )
    return lotos._replace(
        upcoming=(Due(date(2026, 12, 7), lotos.findings[4]),),
        timeline=plan,
        money=Budget("RUB", Decimal(300000), kinds),
        waivers=(
            WaiverTerm("PG0704", "Клиент сам просил субботу", PersonName("boss", "Иван Петрович"), date(2026, 12, 6)),
        ),
        history=(Past(date(2026, 11, 2), 20.0), Past(date(2026, 11, 9), None), Past(date(2026, 11, 16), 64.3)),
    )


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            (
                "Not ready for kickoff: 3 errors, 1 warning, 1 note; 4 of 7 points clear.",
                "Readiness 64 %: (4 clear + 1 with warnings / 2) / 7 points.",
                "Start with PG0501: It is not known who decides",
                "all rounds end 2027-02-02, the project ends 2027-01-31",
                "The estimate is 60 000 RUB above the budget.",
                "≠ 150 000 RUB",
                "Readiness from 20 % on 2026-11-02 to 64 % on 2026-11-16.",
                "agreed by Иван Петрович, until 2026-12-06",
                "Ask the client",
                "2026-12-07 «Макет главной» is due on 2026-12-05, a day off",
            ),
        ),
        (
            "ru",
            (
                "К старту не готовы: 3 ошибки, 1 предупреждение, 1 заметка; чистых пунктов 4 из 7.",
                "Готовность 64 %: (чистых 4 + с предупреждениями 1 / 2) / всего 7.",
                "все круги правок закончатся 2027-02-02, а проект - 2027-01-31",
                "Смета больше бюджета на 60 000 ₽.",
                "Готовность: 20 % на 2026-11-02, 64 % на 2026-11-16.",
                "согласовано: Иван Петрович, до 2026-12-06",
                "Спросить клиента",
            ),
        ),
    ],
)
def test_one_project(lang: str, expected: tuple[str, ...], wording: WordingIn, drawn: ProjectReport) -> None:
    """One project is told with its readiness, its gaps, what does not fit, money, history and waivers."""
    said = text_of(told((drawn,), wording(lang), lang=lang))
    assert [sentence for sentence in expected if sentence not in said] == []


def test_gaps_stand_below_their_points(wording: WordingIn, drawn: ProjectReport) -> None:
    """Each light leads to the gaps of its point, each gap says why it matters, what to do and what to ask."""
    page = told((drawn,), wording("en"))
    assert re.findall(r'<a href="#p1-(\d+)">', page) == ["5", "6", "7", "0"]
    assert [found for found in re.findall(r'href="#([^"]+)"', page) if f'id="{found}"' not in page] == []
    assert page.count("<dt>Why</dt>") == page.count("<dt>Do</dt>") == page.count('<article class="gap"') == 5


def test_set_aside_on_request(wording: WordingIn, drawn: ProjectReport) -> None:
    """What is waived is shown on request, with its reason."""
    assert "waived: Клиент сам просил субботу" not in told((drawn,), wording("en"))
    assert "waived: Клиент сам просил субботу" in told((drawn,), wording("en"), show_hidden=True)


def test_portfolio(wording: WordingIn, portfolio: tuple[ProjectReport, ...], drawn: ProjectReport) -> None:
    """Many projects are a heat map, most urgent first, then the most frequent gaps, waivers that end soon, details."""
    page = told((portfolio[0]._replace(waivers=drawn.waivers), *portfolio[1:]), wording("en"))
    said = text_of(page)
    rows = re.findall(r'<tr><th scope="row"><a href="#(p\d)">', page)
    assert rows == ["p3", "p1", "p2"]
    assert re.findall(r'<div class="folded" id="(p\d)">', page) == rows
    assert "3 projects, 1 of them ready 4 errors, 1 warning, 1 note" in said
    assert "starts in" in said
    assert "7 days" in said
    assert "The approver is away when a product comes PG0505" in said
    assert "2026-12-06 13 days" in said
    assert "projects with errors here 0 0 0 0 1 0 1 0 0 0" in said
    assert page.count("<details") == 3


def test_nothing_is_loaded_or_run(wording: WordingIn, drawn: ProjectReport) -> None:
    """The page names no address but its own places, runs nothing, and its policy knows its one style sheet."""
    page = told((drawn,), wording("en"))
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#|data:,)', page) == []
    assert "url(" not in page.replace("url(#", "")
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(style) == 1
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page
    assert "default-src &#39;none&#39;" in page
    assert " style=" not in page


@pytest.mark.parametrize("count", [1, 2])
def test_hostile_names_stay_text(count: int, wording: WordingIn, drawn: ProjectReport) -> None:
    """Names that look like tags, turn the direction of a text or cannot be encoded are shown, and nothing more."""
    assert drawn.timeline
    bars = (drawn.timeline.bars[0]._replace(title=HOSTILE, kind=HOSTILE, owner=PersonName("x", HOSTILE)),)
    hostile = drawn._replace(
        title=HOSTILE,
        client=HOSTILE,
        path=HOSTILE,
        timeline=drawn.timeline._replace(bars=bars),
        money=Budget(HOSTILE, Decimal(1), (KindSum(HOSTILE, None, None, Decimal(2)),)),
        waivers=(WaiverTerm(HOSTILE, HOSTILE, PersonName(HOSTILE), date(2026, 12, 1)),),
        failures=(HOSTILE,),
    )
    page = told((hostile,) * count, wording("en"))
    page.encode()
    assert "<script" not in page
    assert "<img" not in page
    assert not set(page) & {"\u202e", "\x00", "\ud800"}
    seen = Reader()
    seen.feed(page)
    assert seen.left == []
    assert r"onerror=alert(2)>\u202e\x00\ud800=cmd()::" in seen.text


def test_endless_title_is_cut(wording: WordingIn, drawn: ProjectReport) -> None:
    """A title of a million characters leaves a page that can be read."""
    endless = drawn._replace(title="длинно " * 150_000, client="x" * 1_000_000)
    assert len(told((endless,), wording("en"))) < 100_000
    assert len(told((endless, endless), wording("en"))) < 150_000


def test_long_plan_and_odd_sums(wording: WordingIn, drawn: ProjectReport) -> None:
    """A plan over thousands of years and sums without measure are drawn without a fault."""
    assert drawn.timeline
    plan = drawn.timeline._replace(window=Period(date.min, date.max), end=date.max, left_out=3)
    kinds = (KindSum("design", None, None, Decimal("9e99")), KindSum("", None, None, Decimal(-5)))
    for budget in (None, Decimal(0), Decimal(-1)):
        page = told((drawn._replace(timeline=plan, money=Budget("", budget, kinds)),), wording("en"))
        assert "3 more products not drawn." in page
        assert not re.search(r'(?:x|width|x1)="(?:nan|inf|-)', page)
    empty = told((drawn._replace(money=Budget("RUB", Decimal(5), ())),), wording("en"))
    assert "5 RUB of the budget are not estimated." in text_of(empty)


def test_memory_for_many(wording: WordingIn, drawn: ProjectReport) -> None:
    """A project that is written is kept small until the end."""
    said = wording("en")
    reporter = HtmlReporter(Run(version="0.1.0", as_of=AS_OF), said)
    assert reporter.head() == ""
    assert {reporter.project(drawn._replace(title=f"Проект {number}")) for number in range(20)} == {""}
    assert sum(map(len, reporter._written)) < 20 * 6000


def test_partial_run(wording: WordingIn, drawn: ProjectReport) -> None:
    """A run that was cut short says so, even where no project was reported."""
    for reports in ((), (drawn,)):
        assert "The run was cut short; this report is partial." in told(reports, wording("en"), partial=True)


class Reader(HTMLParser):
    """Reads a page: its text, and what was not closed."""

    VOID = ("meta", "link", "br")

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.left: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the parser calls it
        """Remember what is to be closed."""
        if tag not in self.VOID:
            self.left.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Hold that what is closed is what was opened last."""
        assert self.left.pop() == tag
        self.text += "" if tag in ("span", "a", "b", "bdi") else " "

    def handle_data(self, data: str) -> None:
        """Gather what people read."""
        if "style" not in self.left:
            self.text += data


def text_of(page: str) -> str:
    """Give what a page says, in single blanks."""
    reader = Reader()
    reader.feed(page)
    return re.sub(r"\s+", " ", reader.text)


def told(reports: tuple[ProjectReport, ...], said: Wording, *, partial: bool = False, **run: Any) -> str:
    """Give a whole page."""
    reporter = HtmlReporter(Run(version="0.1.0", as_of=AS_OF)._replace(**run), said)
    parts = [reporter.head(), *map(reporter.project, reports)]
    rows = tuple(row_of(report, said.rule) for report in reports)
    reason = Notice("findings", {"count": 2, "level": Word("error")})
    return "".join([*parts, reporter.tail(totals_of(rows, 1, reason, partial=partial))])
