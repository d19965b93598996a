"""One line per finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.run import Run, totals_of
from projguard.model.values import Text
from projguard.reporters.concise import ConciseReporter
from projguard.wording.sentences import Wording

WordingIn = Callable[..., Wording]


def test_a_line_per_finding(wording: WordingIn, lotos: ProjectReport) -> None:
    """Each finding is one line: place, severity, code, name, message."""
    assert told(lotos, wording("en")).splitlines() == [
        "lotos/projguard.yaml:12:13: error PG0009 secret-in-manifest: tools.password holds a secret",
        (
            "lotos/projguard.yaml:3:43: error PG0501 decision-maker-missing: The project comes through a partner "
            "(Агентство-партнёр), and it is not said who has the final word"
        ),
        (
            "lotos/projguard.yaml:7:68: warning PG0505 approver-absent: Иван Петрович is away 2026-12-28 to 2027-01-15, "
            "when «Ролик 30 секунд» is to be approved; nobody stands in"
        ),
        "lotos/projguard.yaml:9:59: error PG0701 deliverable-without-date-or-owner: «Макет главной» has no owner",
        (
            "lotos/projguard.yaml:2:10: info PG0601 brief-missing: The brief is a link (https://disk.example/brief): "
            "not verifiable offline"
        ),
    ]


def test_what_is_shown(wording: WordingIn, lotos: ProjectReport) -> None:
    """Findings that are set aside are shown on request, slight ones can be left out."""
    shown = told(lotos, wording("ru"), lang="ru", show_hidden=True, min_severity="warning").splitlines()
    assert shown[-1] == (
        "lotos/projguard.yaml:9:69: warning PG0704 deadline-on-day-off (waived): "
        "Срок «Макет главной» - 2026-12-05, выходной; ближайший рабочий день до него - 2026-12-04"
    )
    assert len(shown) == 5


def test_hostile_text_stays_on_its_line(wording: WordingIn, lotos: ProjectReport) -> None:
    """A line end in a title makes no line."""
    finding = lotos.findings[3]._replace(values={"title": Text("one\n::error::two\x1b[2J")})
    assert told(lotos._replace(findings=(finding,)), wording("en")) == (
        "lotos/projguard.yaml:9:59: error PG0701 deliverable-without-date-or-owner: "
        "«one\\n::error::two\\x1b[2J» has no owner\n"
    )


def told(report: ProjectReport, wording: Wording, **show: Any) -> str:
    """Tell a project concisely."""
    reporter = ConciseReporter(Run(version="0.1.0", as_of=date(2026, 11, 23))._replace(**show), wording)
    ended = totals_of((), 0, Notice(message="clear"))
    return reporter.head() + reporter.project(report) + reporter.tail(ended)
