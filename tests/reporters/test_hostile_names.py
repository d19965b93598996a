"""Names that want to break out: every format stays valid, and every consumer reads a name where a name belongs."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
import xmlschema
from markdown_it import MarkdownIt
from referencing import Registry

from projguard.builtin import FORMATS
from projguard.model.finding import Finding, Notice
from projguard.model.report import ProjectReport
from projguard.model.values import Contact, PersonName, Text
from projguard.reading.bundled import bundled
from projguard.reporters.terminal import visible

SCHEMAS = Path(__file__).parents[1] / "schemas"
Written: TypeAlias = Callable[..., str]
Consumer: TypeAlias = Callable[[str], Path]
NAMES = (
    "\"'`quotes' \"",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]></testcase><!-- & &amp; --><![CDATA[",
    "one\ntwo\r\nthree\u2028four\u0085five",
    "::error file=x::broken\n::set-output name=a::b\n  ::stop-commands::t",
    "##vso[task.setvariable variable=a]b\n##[error]c ##[group]d",
    "%0A::error::x%0D%25,a=b;c=d]e%AZP25",
    "\x00\x01\x08\x0b\x0c\x1b[2J\x1b]0;title\x07\x7f\x9b",
    "\u202e\u2066desrever\u2069\u200b\u200f\ufeff\U000e0041",
    "\ufffe\uffff\ud800",
    "=cmd|' /C calc'!A0",
    "+1-2@SUM(A1)",
    "\t=1",
    "@everyone #1 GH-1 https://evil.example [x](javascript:alert(1)) ![i](http://evil.example/i.png) ```",
    "| a | b |\n|---|---|\n# heading\n- item\n> quote\n---",
    "{{ 7*7 }} {name} %s ${HOME} $(id) `id`",
    "/../../etc/passwd?#%2e",
    "../../up",
)
LONG = "ы" * 1_000_000


def hostile(report: ProjectReport, name: str) -> ProjectReport:
    """Put a name into everything that comes from outside."""

    def renamed(finding: Finding) -> Finding:
        place = finding.location._replace(path=name, key_path=("people", name, 0))
        values = {
            key: Text(name) if isinstance(value, (Text, Contact)) else value for key, value in finding.values.items()
        }
        values |= {key: PersonName(name, name) for key, value in values.items() if isinstance(value, PersonName)}
        related = tuple(other._replace(path=name) for other in finding.related)
        state = finding.state if finding.state == "open" else "waived"
        return finding._replace(location=place, values=values, related=related, because=name, state=state)

    return report._replace(
        path=name,
        id=name,
        title=name,
        client=name,
        language=name,
        findings=tuple(map(renamed, report.findings)),
        outcomes=tuple(outcome._replace(because=(name,)) for outcome in report.outcomes),
        sources={name: name},
        failures=(name,),
        notices=(Notice("stale", {"rule": Text(name), "place": Text(name)}, "warning"),),
    )


@pytest.fixture(scope="module")
def crowd(lotos: ProjectReport) -> tuple[ProjectReport, ...]:
    """Give a portfolio of all hostile names."""
    return tuple(hostile(lotos, name) for name in NAMES)


@pytest.fixture(scope="module")
def peaceful(lotos: ProjectReport) -> tuple[ProjectReport, ...]:
    """Give as many projects with harmless names."""
    return tuple(hostile(lotos, f"name {number}") for number, _ in enumerate(NAMES))


def test_every_format_is_tried() -> None:
    """No format is left out below."""
    tried = {"json", "jsonl", "sarif", "gitlab", "rdjson", "junit", "checkstyle", "html", "github", "azure"}
    assert {*FORMATS} == tried | {"markdown", "csv", "text", "concise"}


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "gitlab", "rdjson"])
def test_json_reads_names_back(name: str, written: Written, crowd: Sequence[ProjectReport]) -> None:
    """Each text fits its schema and each name is read back as it was; no line holds what a terminal would obey."""
    text = written(name, crowd, show_hidden=True, statistics=True)
    assert all(line.isprintable() and "##[" not in line and "##vso[" not in line for line in text.split("\n"))
    told = [json.loads(line) for line in text.splitlines()] if name == "jsonl" else json.loads(text)
    assert faults(name, told) == []
    strings = set(leaves(told))
    for hostile_name in NAMES:
        assert any(hostile_name in string for string in strings), hostile_name


def test_sarif_convinces_its_consumers(
    written: Written, crowd: Sequence[ProjectReport], consumer: Consumer, tmp_path: Path
) -> None:
    """Microsoft's validator finds nothing wrong, GitHub's rules included, and sarif-tools counts all of it."""
    log, found = tmp_path / "p.sarif", tmp_path / "found.json"
    log.write_text(written("sarif", crowd), encoding="utf-8")
    program = str(consumer("@microsoft/sarif-multitool-linux") / "Sarif.Multitool")
    arguments = ["--rule-kind", "Sarif;Gh", "--output", str(found), "--log", "ForceOverwrite"]
    subprocess.run([program, "validate", str(log), *arguments], capture_output=True, check=False)
    results = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
    assert [result["message"] for result in results if result.get("level", "warning") != "note"] == []
    command = [sys.executable, "-m", "sarif", "summary", str(log)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert f"error: {3 * len(NAMES)}" in done.stdout


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_holds_its_shape(
    name: str, written: Written, crowd: Sequence[ProjectReport], peaceful: Sequence[ProjectReport]
) -> None:
    """The document fits its schema, and hostile names make the same elements as harmless ones."""
    text = written(name, crowd, show_hidden=True)
    xsd = {"junit": "junit-10.xsd", "checkstyle": "checkstyle-report-1.0.0.xsd"}[name]
    assert list(xmlschema.XMLSchema(SCHEMAS / xsd).iter_errors(text)) == []
    shape = [element.tag for element in elements(text)]
    assert shape == [element.tag for element in elements(written(name, peaceful, show_hidden=True))]
    attributes = [value for element in elements(text) for value in element.attrib.values()]
    for hostile_name in NAMES:
        assert any(visible(hostile_name) in value for value in attributes), hostile_name
    if name == "junit":
        assert [suite.name for suite in junitparser.JUnitXml.fromstring(text.encode())] == list(map(visible, NAMES))


def test_html_holds_its_shape(written: Written, lotos: ProjectReport) -> None:
    """Hostile names make the same elements with the same attributes as harmless ones."""
    for hostile_name in NAMES:
        shape = tags(written("html", [hostile(lotos, hostile_name)]))
        assert shape == tags(written("html", [hostile(lotos, "name")])), hostile_name


@pytest.mark.parametrize("name", ["github", "azure"])
def test_runners_obey_projguard_alone(name: str, written: Written, crowd: Sequence[ProjectReport]) -> None:
    """Each line is one of projguard's own commands, and no name adds a property or ends a message."""
    form = {
        "github": r"::(error|warning|notice) (file=[^,:]*,line=\d+,endLine=\d+,col=\d+(,endColumn=\d+)?,)?title=[^,:]*::.*",
        "azure": r"##vso\[task\.logissue type=(error|warning);sourcepath=[^;\]]*;linenumber=\d+;columnnumber=\d+;code=PG\d+;\]"
        r".*|##\[section\]projguard: .*",
    }[name]
    lines = written(name, crowd, show_hidden=True).split("\n")
    assert [line for line in lines[:-1] if not re.fullmatch(form, line) or not line.isprintable()] == []
    assert lines[-1] == ""


@pytest.mark.parametrize("name", ["text", "concise", "markdown", "csv"])
@pytest.mark.parametrize("runs", [1, len(NAMES)])
def test_no_line_is_a_command(name: str, runs: int, written: Written, lotos: ProjectReport) -> None:
    """What goes to a log as lines has none that a runner would obey and none that a terminal would."""
    for start in range(0, len(NAMES), runs):
        reports = [hostile(lotos, hostile_name) for hostile_name in NAMES[start : start + runs]]
        for line in written(name, reports, show_hidden=True, verbosity=1).split("\n"):
            assert line.isprintable(), line
            assert not line.lstrip().startswith("::"), line
            assert not re.search(r"##\w*\[", line), line


def test_csv_is_read_back(written: Written, crowd: Sequence[ProjectReport]) -> None:
    """Each row has all its cells, each name stands in its cell, and no cell is a formula."""
    head, *rows = csv.reader(io.StringIO(written("csv", crowd, show_hidden=True)), strict=True)
    assert {len(row) for row in rows} == {len(head)}
    assert len(rows) == 6 * len(NAMES)
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))] == []
    titles = {row[head.index("title")].removeprefix("'") for row in rows}
    assert titles == {visible(hostile_name) for hostile_name in NAMES}


def test_markdown_acts_on_nothing(written: Written, crowd: Sequence[ProjectReport], lotos: ProjectReport) -> None:
    """Read as code hosts do, there is no link, picture, tag, mention or table but projguard's own."""
    for reports in (crowd, *([report] for report in crowd)):
        text = written("markdown", reports, show_hidden=True)
        tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable("table").parse(text)
        inline = [child for token in tokens for child in token.children or ()]
        kinds = {token.type for token in (*tokens, *inline)}
        assert kinds.isdisjoint({"link_open", "image", "html_block", "html_inline", "fence", "hr", "blockquote_open"})
        plain = " ".join(child.content for child in inline if child.type == "text")
        assert not re.search(r"@\w|#\d|https?:|www\.", plain), plain


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_million_characters(name: str, written: Written, lotos: ProjectReport) -> None:
    """A title of a million characters is one title; places with a limit of their own cut it."""
    long = hostile(lotos, LONG)
    finding = long.findings[0]._replace(location=lotos.findings[0].location, because="")
    report = long._replace(path=lotos.path, findings=(finding,), outcomes=lotos.outcomes[:1], failures=(), notices=())
    text = written(name, [report])
    limits = {"markdown": 65_536, "github": 10_000, "azure": 10_000}
    assert len(text) < limits.get(name, 12_000_000)
    if name in {"junit", "checkstyle"}:
        assert elements(text)
    elif name in {"json", "sarif", "gitlab", "rdjson"}:
        json.loads(text)


def elements(text: str) -> list[ET.Element]:
    """Read the elements of a document that was written just now."""
    return list(ET.fromstring(text).iter())  # noqa: S314 - its author is the program under test


def leaves(told: Any) -> list[str]:
    """Collect the strings of a document."""
    if isinstance(told, str):
        return [told]
    items = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return [string for item in items for string in leaves(item)]


def tags(page: str) -> list[Any]:
    """Read the elements of a page with the names of their attributes."""
    found: list[Any] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: found.append((tag, sorted(name for name, _ in attrs)))  # type: ignore[method-assign]  # the shortest reader
    reader.feed(page)
    return found


def faults(name: str, told: Any) -> list[str]:
    """Hold a document to the schema of its format."""
    if name == "jsonl":
        return []
    files = {"sarif": "sarif-2.1.0", "gitlab": "gitlab-codequality-entry", "rdjson": "rdjson"}
    path = bundled("schemas") / "report.schema.json" if name == "json" else SCHEMAS / f"{files[name]}.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    kind = jsonschema.Draft202012Validator if name == "json" else jsonschema.Draft4Validator
    validator: jsonschema.Validator = kind(schema, registry=Registry())
    return [error.message for entry in (told if name == "gitlab" else [told]) for error in validator.iter_errors(entry)]
