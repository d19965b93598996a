"""A project with gaps, made by hand over real cards."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from projguard.builtin import projguard_reporters
from projguard.catalogue.cards import Catalogue, read_catalogue
from projguard.model.finding import Finding, FindingState, Location, Notice, Outcome
from projguard.model.limits import Limits
from projguard.model.report import PointResult, ProjectReport, Readiness
from projguard.model.rule import Severity
from projguard.model.run import Run, row_of, totals_of
from projguard.model.source import Document, KeyPath
from projguard.model.values import Field, Period, PersonName, Text, Value, Word
from projguard.reading.bundled import bundled
from projguard.reading.yaml_document import read_document
from projguard.wording.sentences import Wording

MANIFEST = """\
manifest_version: 1
project: {id: kafe-lotos, title: "Сайт и ролик для кафе «Лотос»", phase: kickoff, start: 2026-11-30}
client: {name: Кафе «Лотос», via_partner: Агентство-партнёр}
people:
  boss: {name: Иван Петрович, side: client, role: owner, email: info@lotos.example}
decision_makers:
  - {person: boss, scope: [design, video, copywriting], absences: [{from: 2026-12-28, to: 2027-01-15}]}
deliverables:
  - {id: mock, title: Макет главной, kind: design, owner: max, due: 2026-12-05}
  - {id: clip, title: Ролик 30 секунд, kind: video, owner: petr, due: 2027-01-06}
tools:
  password: qwerty-123
"""
CONSUMERS = Path(__file__).parents[1] / "consumers"
FAILING = Notice(message="findings", values={"count": 3, "level": Word("error")})
Written: TypeAlias = Callable[..., str]
FindingAt: TypeAlias = Callable[..., Finding]
WordingIn: TypeAlias = Callable[..., Wording]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Read the bundled cards."""
    return read_catalogue(bundled("rules"))


@pytest.fixture(scope="session")
def wording(catalogue: Catalogue) -> WordingIn:
    """Speak a language over the bundled cards."""

    def speak(lang: str, audience: str = "agency") -> Wording:
        return Wording(
            lang=lang,
            rules={rule.code: rule for rule in catalogue.rules},
            points={point.number: point for point in catalogue.points},
            audience="client" if audience == "client" else "agency",
        )

    return speak


@pytest.fixture(scope="session")
def written(wording: WordingIn) -> Written:
    """Write a run in a format, piece by piece, as the command line does."""
    formats = projguard_reporters()

    def write(
        name: str,
        reports: Sequence[ProjectReport],
        *,
        lang: str = "en",
        status: int = 1,
        partial: bool = False,
        **show: Any,
    ) -> str:
        words = wording(lang)
        run = Run(version="0.1.0", as_of=date(2026, 11, 23), lang=lang)._replace(**show)
        reporter = formats[name](run, words)
        rows = tuple(row_of(report, words.rule) for report in reports)
        parts = [reporter.head(), *map(reporter.project, reports)]
        return "".join([*parts, reporter.tail(totals_of(rows, status, FAILING, partial=partial))])

    return write


@pytest.fixture(scope="session")
def finding() -> FindingAt:
    """Make a finding at a key path of a manifest."""
    return found_in


@pytest.fixture(scope="session")
def lotos() -> ProjectReport:
    """Report a project that has errors, a warning, a note, and something set aside."""
    manifest = read_document(MANIFEST.encode(), "lotos/projguard.yaml", Limits())
    boss = PersonName("boss", "Иван Петрович")
    clip, mock = Text("Ролик 30 секунд"), Text("Макет главной")
    away: KeyPath = ("decision_makers", 0, "absences", 0)
    findings = (
        found_in(manifest, "PG0009", "field", ("tools", "password"), {"field": Field("tools.password")}, secret=True),
        found_in(
            manifest,
            "PG0501",
            "no_final",
            ("client", "via_partner"),
            {"partner": Text("Агентство-партнёр")},
            related=((("decision_makers",), "decides"),),
        ),
        found_in(
            manifest,
            "PG0505",
            "alone",
            away,
            {"name": boss, "dates": Period(date(2026, 12, 28), date(2027, 1, 15)), "title": clip},
            severity="warning",
            related=((("deliverables", 1, "due"), "handed_over"),),
        ),
        found_in(manifest, "PG0701", "no_owner", ("deliverables", 0, "owner"), {"title": mock}),
        found_in(
            manifest,
            "PG0704",
            "day_off",
            ("deliverables", 0, "due"),
            {"title": mock, "date": date(2026, 12, 5), "suggestion": date(2026, 12, 4)},
            severity="warning",
            state="waived",
            because="Клиент сам просил субботу",
        ),
        found_in(manifest, "PG0601", "url", ("project",), {"url": Text("https://disk.example/brief")}, severity="info"),
    )
    return ProjectReport(
        path="lotos/projguard.yaml",
        id="kafe-lotos",
        title="Сайт и ролик для кафе «Лотос»",
        client="Кафе «Лотос»",
        phase="kickoff",
        as_of=date(2026, 11, 23),
        points=tuple(point(number) for number in range(11)),
        readiness=Readiness(green=4, amber=1, red=2, grey=3, percent=64.28571428571429),
        outcomes=(
            Outcome(code="PG0009", state="failed"),
            Outcome(code="PG0501", state="failed"),
            Outcome(code="PG0502", state="skipped", because=("PG0501",)),
            Outcome(code="PG0505", state="failed"),
            Outcome(code="PG0601", state="passed"),
            Outcome(code="PG0701", state="failed"),
            Outcome(code="PG0704", state="waived"),
        ),
        findings=findings,
        sources={"lotos/projguard.yaml": MANIFEST},
        start=date(2026, 11, 30),
        language="ru",
    )


@pytest.fixture(scope="session")
def portfolio(lotos: ProjectReport) -> tuple[ProjectReport, ...]:
    """Report three projects: with gaps, clear and running, unreadable."""
    clear = lotos._replace(
        path="projects/north/projguard.yaml",
        title="Новый сайт «Северный дом»",
        points=tuple(point._replace(state="green", errors=0, warnings=0, notes=0, hidden=0) for point in lotos.points),
        readiness=Readiness(green=10, amber=0, red=0, grey=0, percent=100.0),
        outcomes=tuple(Outcome(code=outcome.code, state="passed") for outcome in lotos.outcomes),
        findings=(),
        phase="production",
        start=date(2026, 9, 14),
    )
    unread = clear._replace(
        path="projects/a-folder-with-quite-a-long-name/projguard.yaml",
        title="",
        client="",
        phase="kickoff",
        readable=False,
        points=(),
        readiness=Readiness(green=0, amber=0, red=0, grey=0, percent=None),
        outcomes=(Outcome(code="PG0001", state="failed"),),
        findings=(lotos.findings[0]._replace(code="PG0001", message="empty", values={}, secret=False),),
        start=None,
    )
    return lotos._replace(path="projects/lotos/projguard.yaml"), clear, unread


def point(number: int) -> PointResult:
    """Give each point a state that the findings would cause."""
    if number in (0, 7):
        return PointResult(point=number, state="red", errors=1, warnings=0, hidden=number // 7)
    if number == 5:
        return PointResult(point=5, state="red", errors=1, warnings=1)
    if number == 6:
        return PointResult(point=6, state="amber", errors=0, warnings=0, notes=1, hidden=1)
    return PointResult(point=number, state="grey" if number in (2, 3, 8) else "green", errors=0, warnings=0)


def found_in(
    document: Document,
    code: str,
    message: str,
    at: KeyPath,
    values: Mapping[str, Value],
    *,
    severity: Severity = "error",
    related: tuple[tuple[KeyPath, str], ...] = (),
    state: FindingState = "open",
    because: str = "",
    secret: bool = False,
) -> Finding:
    """Make a finding at a key path of a document."""

    def place(path: KeyPath, label: str = "") -> Location:
        return Location(path=document.path, span=document.span_of(path), key_path=path, label=label)

    return Finding(
        code=code,
        severity=severity,
        message=message,
        values=values,
        location=place(at),
        fingerprint=f"{code}/{message}",
        related=tuple(place(path, label) for path, label in related),
        state=state,
        because=because,
        secret=secret,
    )


class Browser:
    """One browser for all tests of a process; a node program drives it."""

    def __init__(self, chromium: Path, profile: Path) -> None:
        self._driver = subprocess.Popen(
            ["node", str(CONSUMERS / "browse.mjs"), str(chromium), str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def look(self, file: Path, **request: Any) -> dict[str, Any]:
        """Open a page and give what happened: messages, requests, violations, the value of a script."""
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.write(json.dumps({"file": str(file), **request}) + "\n")
        self._driver.stdin.flush()
        answer: dict[str, Any] = json.loads(self._driver.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer

    def close(self) -> None:
        """Close browser and driver."""
        assert self._driver.stdin
        assert self._driver.stdout
        self._driver.stdin.close()
        self._driver.wait(20)
        self._driver.stdout.close()


@pytest.fixture(scope="session")
def browser(consumer: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a browser once."""
    consumer("node")
    consumer("playwright-core")
    consumer("axe-core")
    opened = Browser(consumer("chromium"), tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
