"""What people and scripts take apart: CSV, JSON lines, a Markdown comment."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from referencing import Registry, Resource

from projguard.model.report import ProjectReport
from projguard.model.values import Text
from projguard.reading.bundled import bundled
from projguard.reporters.markdown_text import code, prose

SCHEMAS = Path(__file__).parents[1] / "schemas"
Written: TypeAlias = Callable[..., str]
Portfolio: TypeAlias = tuple[ProjectReport, ...]


@pytest.fixture(scope="session")
def line_schema() -> jsonschema.Validator:
    """Read the schema of a line, which takes its parts from the one of reports."""
    report = json.loads((bundled("schemas") / "report.schema.json").read_text(encoding="utf-8"))
    schema = json.loads((SCHEMAS / "jsonl.schema.json").read_text(encoding="utf-8"))
    registry: Registry[Any] = Registry().with_resource(report["$id"], Resource.from_contents(report))
    return jsonschema.Draft202012Validator(schema, registry=registry)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_each_line_is_an_object(
    count: int, written: Written, portfolio: Portfolio, line_schema: jsonschema.Validator
) -> None:
    """The first line is about the run, the last about its end; findings follow their project."""
    lines = [json.loads(line) for line in written("jsonl", portfolio[:count], statistics=True).splitlines()]
    assert [error.message for line in lines for error in line_schema.iter_errors(line)] == []
    findings = {0: 0, 1: 6, 3: 1}
    assert [line["type"] for line in lines][:2] == ["run", "project" if count else "end"]
    assert sum(line["type"] == "finding" for line in lines) == {0: 0, 1: 6, 3: 6 + findings[3]}[count]
    assert lines[-1]["exit"] == {"status": 1, "reason": "3 findings at or above error"}


def test_lines_say_what_the_report_says(written: Written, lotos: ProjectReport) -> None:
    """Put together, the lines are the JSON report."""
    lines = [json.loads(line) for line in written("jsonl", [lotos]).splitlines()]
    [project] = json.loads(written("json", [lotos]))["projects"]
    findings = [{k: v for k, v in line.items() if k not in {"type", "project"}} for line in lines[2:-1]]
    assert {**lines[1], "findings": findings} == {"type": "project", **project}


def test_csv_is_read_back(written: Written, portfolio: Portfolio) -> None:
    """The standard library reads one row per finding, with the names of the columns above."""
    rows = list(csv.DictReader(io.StringIO(written("csv", portfolio, show_hidden=True)), strict=True))
    assert [row["code"] for row in rows] == ["PG0009", "PG0501", "PG0505", "PG0701", "PG0704", "PG0601", "PG0001"]
    assert rows[2]["message"].startswith("Иван Петрович is away 2026-12-28 to 2027-01-15")
    assert (rows[2]["line"], rows[2]["column"], rows[2]["pointer"]) == ("7", "68", "/decision_makers/0/absences/0")
    assert (rows[4]["state"], rows[4]["because"]) == ("waived", "Клиент сам просил субботу")


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\uff1d1", " =1"])
def test_no_cell_is_a_formula(title: str, written: Written, lotos: ProjectReport) -> None:
    """No cell begins with what a spreadsheet calculates, and no row with a line end of its own."""
    text = written("csv", [lotos._replace(title=title, client=title)])
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\uff1d"))] == []
    assert len(text.splitlines()) == len(rows) == 6


def test_long_cells_are_cut(written: Written, lotos: ProjectReport) -> None:
    """A cell holds no more than a spreadsheet takes."""
    rows = list(csv.reader(io.StringIO(written("csv", [lotos._replace(title="я" * 1_000_000)])), strict=True))
    assert max(len(cell) for row in rows for cell in row) == 32_767


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_comment_begins_with_the_verdict(lang: str, written: Written, lotos: ProjectReport) -> None:
    """Whose project it is, whether it is ready, the ten points; then the gaps by point."""
    lines = written("markdown", [lotos], lang=lang).splitlines()
    verdict = {"en": "Not ready for kickoff: 3 errors", "ru": "К старту не готов"}[lang]
    assert lines[0] == "## `Кафе «Лотос»` · `Сайт и ролик для кафе «Лотос»`"
    assert any(line.startswith(verdict) for line in lines)
    assert sum(line.startswith("| ") for line in lines) == 13
    assert sum(line.startswith("- ") for line in lines) == 5
    assert lines[-1].startswith("`exit 1: " if lang == "en" else "`код 1: ")


def test_portfolio_is_a_table(written: Written, portfolio: Portfolio) -> None:
    """Each project is a row, what cannot be read first; statistics are two more tables."""
    lines = written("markdown", portfolio, statistics=True).splitlines()
    assert lines[0] == "## projguard"
    rows = [line for line in lines if line.startswith("| `")]
    assert rows[0].startswith("| `projects/a-folder-with-quite-a-long-name/projguard.yaml` | ? | ?")
    assert "| 1 | 1 | PG0501 | It is not known who decides |" in lines
    assert "| 5 The decision maker is known, and so are significant edits | 1 | 0 | 1 | 0 |" in lines


def test_portfolio_keeps_the_limit(written: Written, lotos: ProjectReport) -> None:
    """A comment about thousands of projects is no longer than GitHub takes, and counts those that it leaves out."""
    text = written("markdown", [lotos._replace(title=f"Проект {number}") for number in range(2000)], details=False)
    assert 30_000 < len(text) <= 65_536
    left = 2000 - sum(line.startswith("| `Проект ") for line in text.splitlines())
    assert f"{left} more projects left out: this place takes no more." in text


def test_comment_keeps_the_limit(written: Written, lotos: ProjectReport) -> None:
    """A comment is no longer than GitHub takes, and says how many gaps it leaves out."""
    long = lotos.findings[3]._replace(values={"title": Text("ж" * 5000)})
    text = written("markdown", [lotos._replace(title="т" * 1_000_000, findings=(long,) * 500)])
    assert 50_000 < len(text) <= 65_536
    left = 500 - sum(line.startswith("- ") for line in text.splitlines())
    assert f"{left} more findings left out: this place takes no more." in text


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("plain", "`plain`"),
        ("a`b", "``a`b``"),
        ("``", "``` `` ```"),
        ("@all <b> [x](y) ![z](w)", "`@all <b> [x](y) ![z](w)`"),
        ("one\ntwo", "`one\\ntwo`"),
        ("a|b", "`a|b`"),
        ("", ""),
    ],
)
def test_code_spans(text: str, span: str) -> None:
    """A text from outside stands in a span that it cannot leave."""
    assert code(text) == span


def test_prose_of_cards() -> None:
    """A sentence keeps its signs, and nothing in it is a link or a mention."""
    assert prose("a *b* <c> (d) - e") == r"a \*b\* \<c\> (d) - e"
    assert prose("- a") == r"\- a"
    assert prose("Feedback & more") == r"Feedback \& more"
    assert prose("ask @boss") == "`ask @boss`"
    assert prose("see 1a2b3c4") == "`see 1a2b3c4`"
    assert prose("see https://x.example") == "`see https://x.example`"
