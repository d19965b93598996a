"""What the report's schema demands."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

Schema = dict[str, Any]
Faults = Callable[..., list[tuple[str, str]]]

PLACE = {
    "path": "projguard.yaml",
    "pointer": "/deliverables/3/due",
    "start": {"line": 46, "column": 26},
    "end": {"line": 46, "column": 36},
}
FINDING: dict[str, Any] = {
    "code": "PG0505",
    "name": "approver-absent",
    "point": 5,
    "severity": "warning",
    "message": "Иван Петрович отсутствует с 28 декабря 2026 по 15 января 2027, когда сдаём «Ролик 30 секунд»",
    **PLACE,
    "state": "waived",
    "because": "Клиент сам попросил сдать ролик в праздники",
    "related": [{"message": "сдаём здесь", **PLACE}],
    "fix": {
        "safety": "unsafe",
        "title": "Перенести срок",
        "changes": [{"change": "set_value", "pointer": "/deliverables/3/due", "text": "2026-12-25"}],
    },
    "why": "Срок соблюдён, согласующий в отпуске, и сдвигается всё остальное.",
    "remedy": "Перенесите дату или договоритесь о заместителе с правом согласования.",
    "ask": "client",
    "question": "Кто согласует вместо Ивана Петровича?",
    "fingerprint": "5f1c",
}
REPORT: dict[str, Any] = {
    "version": 1,
    "tool": {"name": "projguard", "version": "0.1.0", "plugins": [{"name": "builtin"}]},
    "lang": "ru",
    "as_of": "2026-11-23",
    "projects": [
        {
            "path": "projguard.yaml",
            "id": "kafe-lotos",
            "title": "Сайт и ролик для кафе «Лотос»",
            "client": "Кафе «Лотос»",
            "phase": "kickoff",
            "as_of": "2026-11-23",
            "start": None,
            "language": "ru",
            "readable": True,
            "readiness": 62.5,
            "points": [
                {
                    "point": 5,
                    "title": "Известно, кто решает",
                    "state": "amber",
                    "errors": 0,
                    "warnings": 0,
                    "notes": 0,
                    "hidden": 1,
                }
            ],
            "outcomes": [{"code": "PG0502", "state": "skipped", "because": ["PG0501"]}],
            "findings": [FINDING],
            "notices": [{"level": "info", "message": "Исключение PG0704 ни к чему не относится."}],
            "failures": [],
        }
    ],
    "notices": [],
    "statistics": {
        "rules": [{"code": "PG0505", "findings": 1}],
        "points": [{"point": 5, "red": 0, "amber": 1, "green": 0, "grey": 0}],
    },
    "summary": {
        "projects": 1,
        "errors": 0,
        "warnings": 0,
        "notes": 0,
        "waived": 1,
        "suppressed": 0,
        "baselined": 0,
        "rules": {"skipped": 1},
    },
    "exit": {"status": 0, "reason": "nothing at or above error"},
}


def test_full_report(schemas: dict[str, Schema], faults: Faults) -> None:
    """A report with everything in it is valid."""
    assert faults(schemas["report"], REPORT) == []


@pytest.mark.parametrize("field", ["version", "tool", "as_of", "projects", "summary", "exit"])
def test_report_needs(schemas: dict[str, Schema], faults: Faults, field: str) -> None:
    """A report without one of its parts is refused."""
    report = {name: value for name, value in REPORT.items() if name != field}
    assert faults(schemas["report"], report) == [("$", "required")]


@pytest.mark.parametrize("field", sorted(set(FINDING) - {"because"}))
def test_finding_needs(schemas: dict[str, Schema], faults: Faults, field: str) -> None:
    """A finding says everything about itself; only the reason why it is hidden may be absent."""
    report = deepcopy(REPORT)
    del report["projects"][0]["findings"][0][field]
    assert faults(schemas["report"], report) == [("$.projects[0].findings[0]", "required")]


@pytest.mark.parametrize(
    ("field", "value", "keyword"),
    [
        ("start", {"line": 0, "column": 1}, "minimum"),
        ("severity", "fatal", "enum"),
        ("state", "ignored", "enum"),
        ("ask", "boss", "enum"),
        ("code", "505", "pattern"),
        ("pointer", "deliverables", "pattern"),
        ("fix", {"safety": "safe", "changes": [{"change": "guess"}]}, "anyOf"),
        ("colour", "red", "additionalProperties"),
    ],
)
def test_finding_refuses(schemas: dict[str, Schema], faults: Faults, field: str, value: object, keyword: str) -> None:
    """A finding holds known words, places counted from 1, and nothing else."""
    report = deepcopy(REPORT)
    report["projects"][0]["findings"][0][field] = value
    assert [found for _, found in faults(schemas["report"], report)] == [keyword]


@pytest.mark.parametrize(("status", "known"), [(0, True), (5, True), (141, True), (6, False), ("1", False)])
def test_exit_status(schemas: dict[str, Schema], faults: Faults, status: object, known: bool) -> None:  # noqa: FBT001  a parametrised value comes by name
    """Only the exit statuses that the command has are valid."""
    report = REPORT | {"exit": {"status": status, "reason": "…"}}
    assert (faults(schemas["report"], report) == []) is known


def test_unread_project(schemas: dict[str, Schema], faults: Faults) -> None:
    """A manifest that cannot be read has no readiness, and no fix need be known."""
    report = deepcopy(REPORT)
    report["projects"][0] |= {"readiness": None, "id": "", "title": "", "readable": False, "points": []}
    report["projects"][0]["findings"][0]["fix"] = None
    assert faults(schemas["report"], report) == []
