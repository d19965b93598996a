"""SARIF: held to the OASIS schema, to Microsoft's validator with GitHub's rules, and read by sarif-tools."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from referencing import Registry

from projguard.model.edit import Edit
from projguard.model.finding import FindingState, Notice
from projguard.model.problem import Offer, SetValue
from projguard.model.report import ProjectReport
from projguard.model.source import Position, Span
from projguard.reporters import sarif

SCHEMAS = Path(__file__).parents[1] / "schemas"
Written: TypeAlias = Callable[..., str]
Consumer: TypeAlias = Callable[[str], Path]
Json: TypeAlias = dict[str, Any]


@pytest.fixture(scope="session")
def schema() -> jsonschema.Validator:
    """Read the published schema; it reaches for no other file."""
    text = (SCHEMAS / "sarif-2.1.0.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text), registry=Registry())


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_projects_is_valid(
    lang: str, count: int, written: Written, portfolio: tuple[ProjectReport, ...], schema: jsonschema.Validator
) -> None:
    """Each run fits the schema, and its rules are there once each."""
    run = one_run(written("sarif", portfolio[:count], lang=lang, statistics=True), schema)
    assert len(run["properties"]["statistics"]["points"]) == (11 if count else 0)
    codes = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(codes) == len(set(codes))
    assert all(codes[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert bool(codes) is bool(count)


def test_result_says_everything(written: Written, lotos: ProjectReport, schema: jsonschema.Validator) -> None:
    """A result has its message, its place counted from 1, related places and a fingerprint."""
    run = one_run(written("sarif", [lotos]), schema)
    result = next(result for result in run["results"] if result["ruleId"] == "PG0505")
    assert result["level"] == "warning"
    assert result["message"]["text"].startswith(
        "Иван Петрович is away 2026-12-28 to 2027-01-15, when «Ролик 30 секунд»"
    )
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "lotos/projguard.yaml"},
                "region": {"startLine": 7, "startColumn": 68, "endLine": 7, "endColumn": 102},
            },
            "logicalLocations": [{"fullyQualifiedName": "decision_makers[0].absences[0]", "kind": "member"}],
        }
    ]
    assert result["relatedLocations"][0]["message"] == {"text": "handed over here"}
    assert result["partialFingerprints"]["projguard/v1"] == "PG0505/alone"
    assert result["suppressions"] == []
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["name"] == "ApproverAbsent"
    assert rule["help"]["text"].endswith("Move the date or agree on a deputy with the right to approve.")


def test_what_is_set_aside_is_suppressed(written: Written, lotos: ProjectReport, schema: jsonschema.Validator) -> None:
    """Waivers and comments are suppressions in the source, a baseline one outside, each with its justification."""
    waived = lotos.findings[4]
    states: tuple[FindingState, ...] = ("waived", "suppressed", "baselined")
    findings = tuple(waived._replace(state=state, because=f"reason of {state}") for state in states)
    run = one_run(written("sarif", [lotos._replace(findings=findings)]), schema)
    assert [result["suppressions"][0] for result in run["results"]] == [
        {"kind": "inSource", "status": "accepted", "justification": "reason of waived"},
        {"kind": "inSource", "status": "accepted", "justification": "reason of suppressed"},
        {"kind": "external", "status": "accepted", "justification": "reason of baselined"},
    ]


def test_fix_is_an_edit(written: Written, lotos: ProjectReport, schema: jsonschema.Validator) -> None:
    """A fix of the manifest is a replacement; one that is only to be shown is left out."""
    run = one_run(written("sarif", [with_fix(lotos)]), schema)
    change = run["results"][0]["fixes"][0]["artifactChanges"][0]
    assert change["artifactLocation"]["uri"] == "lotos/projguard.yaml"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 19, "endLine": 1, "endColumn": 20},
            "insertedContent": {"text": "2"},
        }
    ]
    shown = one_run(written("sarif", [with_fix(lotos, safety="display")]), schema)
    assert "fixes" not in shown["results"][0]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/проект/projguard.yaml", "a%20b/%D0%BF%D1%80%D0%BE%D0%B5%D0%BA%D1%82/projguard.yaml"),
        ("x:y/#1?%/projguard.yaml", "x%3Ay/%231%3F%25/projguard.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/p/projguard.yaml", "file:///p/projguard.yaml"),
        ("bad\udcff/projguard.yaml", "bad%ED%B3%BF/projguard.yaml"),
    ],
)
def test_paths_are_encoded(path: str, uri: str) -> None:
    """A path is a relative reference whatever it holds; only an absolute one, far from here, is a file URI."""
    assert sarif.uri(path) == uri


def test_failures_are_notifications(written: Written, lotos: ProjectReport, schema: jsonschema.Validator) -> None:
    """What failed inside is told beside the results, with the status and its reason."""
    failed = lotos._replace(failures=("PG0803: ZeroDivisionError: x",), notices=(Notice("no_rule"),))
    invocation = one_run(written("sarif", [failed], status=5), schema)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 5
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == (
        "lotos/projguard.yaml: PG0803: ZeroDivisionError: x"
    )
    assert invocation["toolConfigurationNotifications"][0]["message"]["text"] == "no rule is selected"


def test_more_than_a_host_takes_is_said(
    written: Written, lotos: ProjectReport, schema: jsonschema.Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results above the limit of code hosts are left out, and a notification counts them."""
    monkeypatch.setattr(sarif, "MOST", 4)
    run = one_run(written("sarif", [lotos]), schema)
    assert len(run["results"]) == 4
    assert run["invocations"][0]["toolConfigurationNotifications"][-1] == {
        "level": "warning",
        "message": {"text": "2 findings left out: code hosts take 4 results of a run"},
    }


def test_multitool_finds_nothing_wrong(
    written: Written, lotos: ProjectReport, portfolio: tuple[ProjectReport, ...], consumer: Consumer, tmp_path: Path
) -> None:
    """Microsoft's validator has no error and no warning, with GitHub's own rules; it has some where a place is missing."""
    log = tmp_path / "p.sarif"
    log.write_text(written("sarif", [with_fix(lotos), *portfolio]), encoding="utf-8")
    assert validated(log, consumer) == []
    broken = json.loads(log.read_text(encoding="utf-8"))
    del broken["runs"][0]["results"][0]["locations"]
    log.write_text(json.dumps(broken), encoding="utf-8")
    assert "GH1015" in validated(log, consumer)


def test_sarif_tools_reads_it(written: Written, portfolio: tuple[ProjectReport, ...], tmp_path: Path) -> None:
    """sarif-tools sums the findings up by severity and rule."""
    log = tmp_path / "p.sarif"
    log.write_text(written("sarif", portfolio), encoding="utf-8")
    command = [sys.executable, "-m", "sarif", "summary", str(log)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "error: 4" in done.stdout
    assert "PG0501" in done.stdout


def one_run(text: str, schema: jsonschema.Validator) -> Json:
    """Read the one run of a valid log."""
    log = json.loads(text, parse_constant=pytest.fail)
    assert [error.message for error in schema.iter_errors(log)] == []
    assert len(log["runs"]) == 1
    return dict(log["runs"][0])


def with_fix(report: ProjectReport, safety: Any = "safe") -> ProjectReport:
    """Give the first finding a fix of the manifest."""
    span = Span(Position(0, 18, 18), Position(0, 19, 19))
    offer = Offer(safety=safety, changes=(SetValue(("manifest_version",), "2"),), edits=(Edit(span, "2"),))
    return report._replace(findings=(report.findings[0]._replace(fix=offer), *report.findings[1:]))


def validated(log: Path, consumer: Consumer) -> list[str]:
    """Give the rules that Microsoft's validator reports: its own and those of GitHub's ingestion."""
    program = str(consumer("@microsoft/sarif-multitool-linux") / "Sarif.Multitool")
    found = log.with_suffix(".validated")
    command = [
        program,
        "validate",
        str(log),
        "--rule-kind",
        "Sarif;Gh",
        "--output",
        str(found),
        "--log",
        "ForceOverwrite",
    ]
    subprocess.run(command, capture_output=True, check=False)
    results = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    return sorted({result["ruleId"] for result in results if result.get("level", "warning") in {"error", "warning"}})
