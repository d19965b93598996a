"""The report that a manager reads."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.run import Run, row_of, totals_of
from projguard.model.values import Text, Word
from projguard.reporters.terminal import columns
from projguard.reporters.text import TextReporter
from projguard.wording.sentences import Wording

WordingIn = Callable[..., Wording]
EXPECTED = Path(__file__).parent / "expected"
AS_OF = date(2026, 11, 23)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_project_in_full(lang: str, wording: WordingIn, lotos: ProjectReport) -> None:
    """One project is told from its name to the exit status, each point with its findings, in 80 columns."""
    said = told((lotos,), wording(lang), lang=lang)
    assert said == expected(f"project.{lang}.txt")
    assert max(map(columns, said.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_portfolio(lang: str, wording: WordingIn, portfolio: tuple[ProjectReport, ...]) -> None:
    """Many projects are a row each, the worst first, then the sums and how often each rule spoke."""
    said = told(portfolio, wording(lang), lang=lang, details=False, statistics=True)
    assert said == expected(f"portfolio.{lang}.txt")
    assert max(map(columns, said.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_more_on_request(lang: str, wording: WordingIn, lotos: ProjectReport) -> None:
    """Asked for more, it shows what is set aside and why, what to ask, and which rules were not judged."""
    said = told((lotos,), wording(lang), lang=lang, verbosity=1, show_hidden=True)
    assert said == expected(f"verbose.{lang}.txt")


def test_less_on_request(wording: WordingIn, lotos: ProjectReport) -> None:
    """Asked for less, it says whose project it is, how it stands and where to start."""
    assert told((lotos,), wording("en"), verbosity=-1).splitlines() == [
        "Кафе «Лотос» · Сайт и ролик для кафе «Лотос»",
        "checked for kickoff, as of 2026-11-23",
        "",
        *expected("project.en.txt").splitlines()[-7:],
    ]


def test_details_of_many(wording: WordingIn, portfolio: tuple[ProjectReport, ...]) -> None:
    """With details each project is told in full before the rows."""
    said = told(portfolio, wording("en"))
    assert said.count("checked for kickoff, as of 2026-11-23\n") == 2
    assert said.index("start with") > said.index("Start with PG0501")
    assert "\n\n\n" not in said


def test_lowest_severity_shown(wording: WordingIn, lotos: ProjectReport) -> None:
    """What is less severe than asked for is counted and not shown."""
    said = told((lotos,), wording("en"), min_severity="error")
    assert "PG0505" not in said
    assert "3 errors, 1 warning, 1 note" in said


def test_color_is_paint_only(wording: WordingIn, lotos: ProjectReport, portfolio: tuple[ProjectReport, ...]) -> None:
    """Without its escape codes a coloured report is the plain one."""
    for reports, details in (((lotos,), True), (portfolio, False)):
        painted = told(reports, wording("ru"), lang="ru", color=True, details=details)
        assert "\x1b[31m✖\x1b[0m" in painted
        assert re.sub(r"\x1b\[\d+m", "", painted) == told(reports, wording("ru"), lang="ru", details=details)


def test_encoding_without_marks(wording: WordingIn, lotos: ProjectReport) -> None:
    """Where the encoding has no such marks, others of one column stand in, and nothing fails."""
    said = told((lotos,), wording("ru"), lang="ru", encoding="cp1251")
    assert " 1  Основы ремесла                     +  чисто\n" in said
    assert " 3  Редполитика                        –  не относится\n" in said
    assert " 5  Кто решает и какие правки значимы  x  1 ошибка, 1 предупреждение\n" in said
    assert " 6  Бриф и ТЗ                          !  1 заметка, отложено 1\n" in said
    said.encode("cp1251")
    told((lotos,), wording("en"), encoding="ascii").encode("ascii")


def test_clear_project(wording: WordingIn, lotos: ProjectReport) -> None:
    """A project without findings is ready."""
    clear = lotos._replace(
        findings=(),
        outcomes=(),
        points=tuple(point._replace(state="green", errors=0, warnings=0, notes=0, hidden=0) for point in lotos.points),
        readiness=lotos.readiness._replace(green=10, amber=0, red=0, grey=0, percent=100.0),
    )
    said = told((clear,), wording("en"), status=0, reason=Notice(message="clear", values={"level": Word("error")}))
    assert said.splitlines()[-4:] == [
        "Ready for kickoff: nothing found; 10 of 10 points clear.",
        "Readiness 100 %: (10 clear + 0 with warnings / 2) / 10 points.",
        "Rules: 0.",
        "exit 0: nothing at or above error",
    ]


def test_unreadable_manifest(wording: WordingIn, lotos: ProjectReport) -> None:
    """A manifest that cannot be read has no readiness, and its path stands for its name."""
    refused = lotos._replace(
        title="",
        client="",
        readable=False,
        findings=(),
        readiness=lotos.readiness._replace(green=0, amber=0, red=0, grey=10, percent=None),
        failures=("PG0505: division by zero",),
        notices=(Notice(message="the calendar of {year} is not known", values={"year": 2027}, level="warning"),),
    )
    said = told((refused,), wording("en")).splitlines()
    assert said[0] == "lotos/projguard.yaml                       checked for kickoff, as of 2026-11-23"
    assert said[-5:] == [
        "Not ready for kickoff: nothing found; the manifest could not be read.",
        "Rules: 4 failed, 1 waived, 1 skipped, 1 passed.",
        "warning: the calendar of 2027 is not known",
        "failed inside projguard or a plugin: PG0505: division by zero",
        "exit 1: 3 findings at or above error",
    ]


def test_failure_in_a_portfolio(wording: WordingIn, portfolio: tuple[ProjectReport, ...]) -> None:
    """A project in which projguard itself failed is not ready, and its row says so."""
    failed = portfolio[1]._replace(failures=("PG0505: division by zero",))
    said = told((portfolio[0], failed), wording("en"), details=False)
    assert "✔✔✔✔✔ ✔✔✔✔✔    100 %    started      1 failure, see -v\n" in said
    assert "2 projects, 0 of them ready: 3 errors, 1 warning, 1 note.\n" in said


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("\x1b[2J\x1b]0;gone\x07", "\\x1b[2J\\x1b]0;gone\\x07"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("one\n::error::two\r\nthree", "one\\n::error::two\\r\\nthree"),
        ("##[error]down ##vso[task.complete]", "#\\x23[error]down #\\x23vso[task.complete]"),
        ("a\u200bb\ufeffc\u00add", "a\\u200bb\\ufeffc\\xadd"),
        ("\ud800", "\\ud800"),
        ("{name} {count:day} %s", "{name} {count:day} %s"),
        ("Кафе\u00a0№\u202f5", "Кафе № 5"),
    ],
)
def test_hostile_title(title: str, shown: str, wording: WordingIn, lotos: ProjectReport) -> None:
    """What a title would do to a terminal or a build server is shown instead of done."""
    finding = lotos.findings[3]
    hostile = lotos._replace(title=title, findings=(finding._replace(values={"title": Text(title)}),))
    said = told((hostile,), wording("en"))
    assert f"    «{shown}» has no owner\n" in said
    assert f"Кафе «Лотос» · {shown}" in said
    assert all(line.isprintable() for line in said.splitlines())


def test_no_line_is_a_command(wording: WordingIn, lotos: ProjectReport) -> None:
    """No line begins as a command of a build server, wherever it was broken."""
    for length in range(1, 90):
        finding = lotos.findings[3]._replace(values={"title": Text("x" * length + " ::add-mask::secret")})
        said = told((lotos._replace(findings=(finding,), title="::stop-commands::x", client=""),), wording("en"))
        assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]


def test_secret_is_never_shown(wording: WordingIn, lotos: ProjectReport) -> None:
    """The text of a secret is covered in every frame that its line stands in."""
    neighbour = lotos.findings[3]
    other = neighbour._replace(location=lotos.findings[0].location)
    said = told((lotos._replace(findings=(*lotos.findings, other)),), wording("en"), verbosity=1)
    assert "qwerty" not in said
    assert said.count("password: **********") == 2


def test_quick_start() -> None:
    """A report of one project needs no table, no gettext in English, no JSON."""
    program = (
        "import sys; import projguard.reporters.text, projguard.wording.sentences as s;"
        "from projguard.wording.words import words_of; words_of('en');"
        "print(sorted({'tabulate', 'wcwidth', 'gettext', 'textwrap', 'json', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def told(
    reports: tuple[ProjectReport, ...],
    wording: Wording,
    *,
    status: int = 1,
    reason: Notice | None = None,
    **show: Any,
) -> str:
    """Tell a run as text."""
    why = reason or Notice(message="findings", values={"count": 3, "level": Word("error")})
    reporter = TextReporter(Run(version="0.1.0", as_of=AS_OF)._replace(**show), wording)
    parts = [reporter.head(), *(reporter.project(report) for report in reports)]
    rows = tuple(row_of(report, wording.rule) for report in reports)
    return "".join(parts) + reporter.tail(totals_of(rows, status, why))


def expected(name: str) -> str:
    """Read what one should see."""
    return (EXPECTED / name).read_text(encoding="utf-8")
