"""What build servers and code hosts read: JUnit, Checkstyle, GitLab, reviewdog, and the commands of two runners."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import jsonschema
import junitparser
import pytest
import xmlschema
from referencing import Registry

from projguard.model.edit import Edit
from projguard.model.finding import Outcome
from projguard.model.problem import Offer
from projguard.model.report import ProjectReport
from projguard.model.source import Position, Span

SCHEMAS = Path(__file__).parents[1] / "schemas"
XSDS = {"junit": "junit-10.xsd", "checkstyle": "checkstyle-report-1.0.0.xsd"}
Written: TypeAlias = Callable[..., str]
Portfolio: TypeAlias = tuple[ProjectReport, ...]


class Command(NamedTuple):
    """A command as a runner reads it."""

    name: str
    properties: dict[str, str]
    message: str


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_fits_its_schema(name: str, count: int, lang: str, written: Written, portfolio: Portfolio) -> None:
    """Any number of projects make one valid document."""
    text = written(name, portfolio[:count], lang=lang, show_hidden=True)
    assert list(xmlschema.XMLSchema(SCHEMAS / XSDS[name]).iter_errors(text)) == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_json_fits_its_schema(name: str, count: int, lang: str, written: Written, portfolio: Portfolio) -> None:
    """Any number of projects make one valid document."""
    told = json.loads(written(name, portfolio[:count], lang=lang, show_hidden=True), parse_constant=pytest.fail)
    assert faults(name, told) == []


def test_junit_is_read_back(written: Written, portfolio: Portfolio, tmp_path: Path) -> None:
    """A suite per project, a test per rule: failed with all its gaps, skipped with the reason, or passed."""
    file = tmp_path / "p.xml"
    file.write_text(written("junit", portfolio), encoding="utf-8")
    lotos, north, unread = junitparser.JUnitXml.fromfile(str(file))
    assert (lotos.name, lotos.tests, lotos.failures, lotos.skipped) == ("Сайт и ролик для кафе «Лотос»", 7, 4, 2)
    assert (north.tests, north.failures, unread.failures) == (7, 0, 1)
    tests = {test.name.split()[0]: test for test in lotos}
    assert tests["PG0501"].classname == "Decision maker and edits"
    [failure] = tests["PG0501"].result
    assert (failure.type, failure.message[:43]) == ("error", "The project comes through a partner (Агентс")
    assert failure.text.startswith("lotos/projguard.yaml:3:43: error: The project comes")
    assert [result.message for result in tests["PG0502"].result] == ["skipped: PG0501"]
    assert [result.message for result in tests["PG0704"].result] == ["waived"]
    assert tests["PG0601"].result == []


def test_crashed_rule_is_an_error_of_junit(written: Written, lotos: ProjectReport) -> None:
    """A rule that failed by itself is neither passed nor failed."""
    outcome = Outcome(code="PG0803", state="crashed", because=("ZeroDivisionError: x",))
    text = written("junit", [lotos._replace(outcomes=(outcome,), findings=())])
    suite = next(iter(junitparser.JUnitXml.fromstring(text.encode())))
    assert (suite.tests, suite.errors, suite.failures) == (1, 1, 0)


def test_checkstyle_is_read_back(written: Written, lotos: ProjectReport) -> None:
    """Each finding stands below its file with line, column, severity and rule."""
    told: Any = xmlschema.XMLSchema(SCHEMAS / XSDS["checkstyle"]).to_dict(written("checkstyle", [lotos]))
    [file] = told["file"]
    assert file["@name"] == "lotos/projguard.yaml"
    assert [(e["@line"], e["@column"], e["@severity"], e["@source"]) for e in file["error"]] == [
        (12, 13, "error", "projguard.PG0009"),
        (3, 43, "error", "projguard.PG0501"),
        (7, 68, "warning", "projguard.PG0505"),
        (9, 59, "error", "projguard.PG0701"),
        (2, 10, "info", "projguard.PG0601"),
    ]


def test_fingerprints_of_gitlab_are_unique(written: Written, lotos: ProjectReport) -> None:
    """The same gap in two projects, and twice in one, has several fingerprints, the same in each run."""
    twice = lotos._replace(findings=lotos.findings[:1] * 2)
    elsewhere = twice._replace(findings=tuple(moved(finding, "other/projguard.yaml") for finding in twice.findings))
    text = written("gitlab", [twice, elsewhere])
    assert len({entry["fingerprint"] for entry in json.loads(text)}) == 4
    assert written("gitlab", [twice, elsewhere]) == text


def test_rdjson_counts_bytes_and_suggests(written: Written, lotos: ProjectReport) -> None:
    """Columns are bytes of UTF-8, and a fix of several edits is one replacement."""
    text = "a: «х» # и\n"
    span = Span(Position(0, 4, 4), Position(0, 5, 5))
    edits = (Edit(Span(Position(0, 9, 9), Position(0, 10, 10)), "й"), Edit(span, "y"))
    finding = lotos.findings[3]
    placed = finding._replace(
        location=finding.location._replace(span=span),
        fix=Offer(safety="unsafe", changes=(), edits=edits),
    )
    report = lotos._replace(findings=(placed,), sources={lotos.path: text})
    [diagnostic] = json.loads(written("rdjson", [report]))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 8}}
    assert diagnostic["suggestions"] == [
        {"range": {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 15}}, "text": "y» # й"}
    ]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_github_annotates_the_worst_first(lang: str, written: Written, portfolio: Portfolio) -> None:
    """Errors come first, then warnings, then notes, and the last notice sums up."""
    commands = github_commands(written("github", portfolio, lang=lang))
    assert [command.name for command in commands] == ["error"] * 4 + ["warning", "notice", "notice"]
    assert commands[1].properties == {
        "file": "lotos/projguard.yaml",
        "line": "3",
        "endLine": "3",
        "col": "43",
        "endColumn": "60",
        "title": "PG0501 decision-maker-missing",
    }
    assert len(commands[1].message.split("\n")) == 2
    said = {
        "en": "4 errors, 1 warning, 1 note; exit 1: 3 findings at or above error",
        "ru": "4 ошибки, 1 предупреждение, 1 заметка; код 1: 3 находки уровня «ошибка» и выше",
    }
    assert commands[-1].message == said[lang]


@pytest.mark.parametrize(
    ("name", "most", "said"),
    [("github", 30, "29 of them beside the lines"), ("azure", 20, "20 of them beside the lines")],
)
def test_no_more_than_a_runner_shows(name: str, most: int, said: str, written: Written, lotos: ProjectReport) -> None:
    """Runners show ten of a severity; the rest is counted."""
    findings = tuple(lotos.findings[0]._replace(severity=s) for s in ("error", "warning", "info") for _ in range(40))
    text = written(name, [lotos._replace(findings=findings)])
    assert len(re.findall(r"^(?:::|##vso)", text, re.MULTILINE)) == most
    assert f"40 errors, 40 warnings, 40 notes; {said}" in text


def test_azure_issues(written: Written, lotos: ProjectReport) -> None:
    """Each issue has type, place and rule; notes, which Azure does not have, are counted in the last line."""
    *issues, last = azure_commands(written("azure", [lotos]))
    assert [issue.properties["type"] for issue in issues] == ["error", "error", "error", "warning"]
    assert issues[1].properties == {
        "type": "error",
        "sourcepath": "lotos/projguard.yaml",
        "linenumber": "3",
        "columnnumber": "43",
        "code": "PG0501",
    }
    assert issues[1].message.startswith("PG0501 decision-maker-missing: The project comes through a partner")
    assert last.message.startswith("projguard: 3 errors, 1 warning, 1 note; 4 of them beside the lines")


def test_what_is_set_aside_weighs_nothing(written: Written, lotos: ProjectReport) -> None:
    """Hosts without a state of their own show a waived gap as a note that names the reason."""
    waived = lotos._replace(findings=(lotos.findings[4],))
    assert github_commands(written("github", [waived]))[:-1] == []
    [shown, _] = github_commands(written("github", [waived], show_hidden=True))
    assert (shown.name, shown.message.split("\n")[0][-33:]) == ("notice", "(waived: Клиент сам просил субботу)"[-33:])
    [entry] = json.loads(written("gitlab", [waived], show_hidden=True))
    assert entry["severity"] == "info"


def faults(name: str, told: Any) -> list[str]:
    """Hold a document to the published schema of its format."""
    files = {"gitlab": "gitlab-codequality-entry.schema.json", "rdjson": "rdjson.schema.json"}
    schema = json.loads((SCHEMAS / files[name]).read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, registry=Registry())
    entries: Sequence[Any] = told if name == "gitlab" else [told]
    return [error.message for entry in entries for error in validator.iter_errors(entry)]


def moved(finding: Any, path: str) -> Any:
    """Put a finding into another file."""
    return finding._replace(location=finding.location._replace(path=path))


def github_commands(text: str) -> list[Command]:
    """Read a log as the runner of GitHub does."""
    found = []
    for line in text.splitlines():
        read = re.fullmatch(r"\s*::(\w+) (.*?)::(.*)", line)
        assert read, line
        pairs = (pair.split("=", 1) for pair in read[2].split(","))
        found.append(Command(read[1], {key: decoded(value, "%") for key, value in pairs}, decoded(read[3], "%")))
    return found


def azure_commands(text: str) -> list[Command]:
    """Read a log as the agent of Azure Pipelines does."""
    found = []
    for line in text.splitlines():
        read = re.fullmatch(r"##(?:vso)?\[([\w.]+) ?([^\]]*)\](.*)", line)
        assert read, line
        pairs = (pair.split("=", 1) for pair in read[2].split(";") if pair)
        found.append(Command(read[1], {key: decoded(value, "%AZP") for key, value in pairs}, decoded(read[3], "%AZP")))
    return found


def decoded(text: str, percent: str) -> str:
    """Undo a runner's escapes."""
    signs = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%3B": ";", "%5D": "]", f"{percent}25": "%"}
    return re.sub("|".join(signs), lambda sign: signs[sign[0]], text)
