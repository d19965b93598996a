"""The report for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest
from referencing import Registry

from projguard.model.edit import Edit
from projguard.model.finding import Notice
from projguard.model.problem import AddFile, Offer, RenameKey, SetComment, SetValue
from projguard.model.report import ProjectReport
from projguard.model.run import Run, row_of, totals_of
from projguard.model.source import Position, Span
from projguard.model.values import Text, Word
from projguard.reading.bundled import bundled
from projguard.reporters.json_report import JsonReporter
from projguard.wording.sentences import Wording

WordingIn = Callable[..., Wording]
FAILING = Notice(message="findings", values={"count": 3, "level": Word("error")})


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_report_is_valid(
    lang: str, count: int, wording: WordingIn, portfolio: tuple[ProjectReport, ...], schema: jsonschema.Validator
) -> None:
    """Any number of projects make one valid object, written piece by piece."""
    report = told(
        portfolio[:count], wording(lang), lang=lang, statistics=True, plugins=(("demo", "demo-rules", "1.0"),)
    )
    assert [error.message for error in schema.iter_errors(report)] == []
    assert [project["path"] for project in report["projects"]] == [project.path for project in portfolio[:count]]


def test_finding_says_everything(wording: WordingIn, lotos: ProjectReport, schema: jsonschema.Validator) -> None:
    """A finding has its sentences, its places counted from 1, its fix and why it is not open."""
    offer = Offer(
        safety="unsafe",
        changes=(
            SetValue(at=("deliverables", 1, "due"), text="2027-01-18"),
            RenameKey(at=("a/b", "c~d"), key="e"),
            AddFile(path="docs/brief.md", skeleton="brief"),
            SetComment(span=Span(Position(2, 0, 0), Position(2, 4, 0)), text=""),
        ),
        edits=(Edit(Span(Position(9, 70, 0), Position(9, 80, 0)), "2027-01-18"),),
    )
    finding = lotos.findings[2]._replace(fix=offer, state="waived", because="Клиент сам просил")
    report = told((lotos._replace(findings=(finding,)),), wording("ru"), lang="ru")
    assert list(schema.iter_errors(report)) == []
    assert report["projects"][0]["findings"] == [
        {
            "code": "PG0505",
            "name": "approver-absent",
            "point": 5,
            "severity": "warning",
            "message": "Иван Петрович отсутствует с 2026-12-28 по 2027-01-15, когда нужно согласовать "
            "«Ролик 30 секунд»; заместителя нет",
            "path": "lotos/projguard.yaml",
            "pointer": "/decision_makers/0/absences/0",
            "start": {"line": 7, "column": 68},
            "end": {"line": 7, "column": 102},
            "state": "waived",
            "because": "Клиент сам просил",
            "related": [
                {
                    "message": "дата сдачи",
                    "path": "lotos/projguard.yaml",
                    "pointer": "/deliverables/1/due",
                    "start": {"line": 10, "column": 71},
                    "end": {"line": 10, "column": 81},
                }
            ],
            "fix": {
                "safety": "unsafe",
                "changes": [
                    {"change": "set_value", "pointer": "/deliverables/1/due", "text": "2027-01-18"},
                    {"change": "rename_key", "pointer": "/a~1b/c~0d", "key": "e"},
                    {"change": "add_file", "path": "docs/brief.md", "skeleton": "brief"},
                    {
                        "change": "set_comment",
                        "start": {"line": 3, "column": 1},
                        "end": {"line": 3, "column": 5},
                        "text": "",
                    },
                ],
                "edits": [
                    {"start": {"line": 10, "column": 71}, "end": {"line": 10, "column": 81}, "text": "2027-01-18"}
                ],
            },
            "why": "Срок выдержан, согласующий в отпуске, и вся цепочка сдвигается.",
            "remedy": "Перенесите дату или договоритесь о заместителе с правом согласовать.",
            "ask": "client",
            "question": "Иван Петрович отсутствует с 2026-12-28 по 2027-01-15, когда нужно согласовать "
            "«Ролик 30 секунд»: кто согласует в эти дни?",
            "fingerprint": "PG0505/alone",
        }
    ]


def test_sums(wording: WordingIn, portfolio: tuple[ProjectReport, ...]) -> None:
    """The end of the report adds up all projects, hidden findings apart, and says the exit status."""
    report = told(portfolio, wording("en"), statistics=True, partial=True)
    assert report["summary"] == {
        "projects": 3,
        "errors": 4,
        "warnings": 1,
        "notes": 1,
        "waived": 1,
        "suppressed": 0,
        "baselined": 0,
        "rules": {"failed": 5, "passed": 8, "skipped": 1, "waived": 1},
    }
    assert report["statistics"]["rules"][0] == {
        "code": "PG0001",
        "name": "manifest-unreadable",
        "findings": 1,
        "projects": 1,
    }
    assert report["statistics"]["points"][5] == {"point": 5, "red": 1, "amber": 0, "green": 1, "grey": 0}
    assert report["exit"] == {"status": 1, "reason": "3 findings at or above error"}
    assert report["partial"] is True


def test_hidden_findings_are_always_there(wording: WordingIn, lotos: ProjectReport) -> None:
    """What a waiver covers and what is too little to be shown stands in the report all the same."""
    report = told((lotos,), wording("en"), min_severity="error")
    assert [found["code"] for found in report["projects"][0]["findings"]] == [
        "PG0009",
        "PG0501",
        "PG0505",
        "PG0701",
        "PG0704",
        "PG0601",
    ]


@pytest.mark.parametrize(
    "title", ["\x1b[2J\x00", "a\u202eb\u2066", "one\ntwo\r\u2028\u0085", '"}], "x": NaN', "\ud800", "\ufeff\U000e0041"]
)
def test_hostile_text(title: str, wording: WordingIn, lotos: ProjectReport) -> None:
    """Controls and signs that turn or hide text are escaped, and read back as they were."""
    finding = lotos.findings[3]._replace(values={"title": Text(title)})
    text = written((lotos._replace(title=title, findings=(finding,)),), wording("en"))
    assert all(line.isprintable() for line in text.splitlines())
    project = json.loads(text)["projects"][0]
    assert project["title"] == title
    assert project["findings"][0]["message"] == f"«{title}» has no owner"


@pytest.fixture(scope="session")
def schema() -> jsonschema.Validator:
    """Read the schema of reports; it reaches for no other file."""
    text = (bundled("schemas") / "report.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text), registry=Registry())


def told(reports: tuple[ProjectReport, ...], wording: Wording, *, partial: bool = False, **show: Any) -> dict[str, Any]:
    """Read a run back as data; nothing in it may be a number that is none."""
    text = written(reports, wording, partial=partial, **show)
    return dict(json.loads(text, parse_constant=pytest.fail))


def written(reports: tuple[ProjectReport, ...], wording: Wording, *, partial: bool = False, **show: Any) -> str:
    """Write a run as JSON."""
    reporter = JsonReporter(Run(version="0.1.0", as_of=date(2026, 11, 23))._replace(**show), wording)
    rows = tuple(row_of(report, wording.rule) for report in reports)
    parts = [reporter.head(), *(reporter.project(report) for report in reports)]
    return "".join([*parts, reporter.tail(totals_of(rows, 1, FAILING, partial=partial))])
