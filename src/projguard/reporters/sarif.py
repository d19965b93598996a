"""SARIF 2.1.0, which code hosts and security tools read."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import quote

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding, Location, Notice
from projguard.model.problem import Offer
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.model.source import Span, dotted
from projguard.reporters.json_report import Json, statistics_of, write_json
from projguard.reporters.sarif_rules import LEVELS, Rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ABOUT = "urn:projguard"
"""A name for the program, as its schemas have one; the format wants an absolute URI."""
MOST = 25_000
"""Results of a run that GitHub takes in; what comes after is counted in a notification."""
KINDS = {"waived": "inSource", "suppressed": "inSource", "baselined": "external"}
"""Where it stands that a finding is set aside: waivers and comments in the manifest, a baseline beside it."""
NOTICES = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
CUT_SHORT = (4, 5, 129, 130, 143)
"""Statuses after which not everything is known."""


class SarifReporter:
    """One run; results come as they are found, the rules that they name at its end, each once."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._run = run
        self._sentences = sentences
        self._rules = Rules(sentences)
        self._separator = "\n"
        self._count = 0
        self._failures: list[Json] = []
        self._notices: list[Json] = []

    def head(self) -> str:
        """Open the run and its results."""
        opening = {"$schema": SCHEMA, "version": "2.1.0"}
        return write_json(opening)[:-1] + ', "runs": [{"columnKind": "unicodeCodePoints", "results": ['

    def project(self, report: ProjectReport) -> str:
        """Give a result per finding; what is set aside is suppressed, with its justification."""
        for outcome in report.outcomes:
            self._rules.index(outcome.code, report.phase)
        self._failures += [_told("error", f"{report.path}: {failure}", report.path) for failure in report.failures]
        self._notices += [self._notice(notice, report.path) for notice in report.notices]
        graded = self._run._replace(show_hidden=True)
        return "".join(self._results(filter(graded.shows, report.findings), report))

    def tail(self, totals: Totals) -> str:
        """Give the tool with its rules, and how the run ended."""
        reason = self._sentences.notice(totals.reason)
        notices = [*self._notices, *(self._notice(notice) for notice in totals.notices), *self._left_out()]
        ending: Json = {
            "tool": {"driver": self._driver()},
            "automationDetails": {"id": "projguard/"},
            "invocations": [
                {
                    "executionSuccessful": totals.status not in CUT_SHORT,
                    "exitCode": totals.status,
                    "exitCodeDescription": reason,
                    "toolExecutionNotifications": self._failures,
                    "toolConfigurationNotifications": notices,
                }
            ],
        }
        if self._run.statistics:
            ending["properties"] = {"statistics": statistics_of(totals, self._sentences)}
        return "\n], " + write_json(ending)[1:] + "]}\n"

    def _driver(self) -> Json:
        rules = self._rules.written()
        return {"name": "projguard", "version": self._run.version, "informationUri": ABOUT, "rules": rules}

    def _results(self, findings: Iterator[Finding], report: ProjectReport) -> Iterator[str]:
        for finding in findings:
            self._count += 1
            if self._count <= MOST:
                separator, self._separator = self._separator, ",\n"
                yield separator + write_json(self._result(finding, report))

    def _result(self, finding: Finding, report: ProjectReport) -> Json:
        said = self._sentences
        rule = said.rule(finding.code)
        result: Json = {
            "ruleId": finding.code,
            "ruleIndex": self._rules.index(finding.code, report.phase),
            "level": LEVELS[finding.severity],
            "message": {"text": said.message(finding)},
            "locations": [_location(finding.location)],
            "partialFingerprints": {
                "projguard/v1": finding.fingerprint,
                "primaryLocationLineHash": f"{finding.fingerprint}:1",
            },
            "suppressions": _suppressions(finding),
            "properties": {"point": rule.point, "ask": rule.ask, "question": said.question(finding)},
        }
        related = [
            {
                "id": number,
                **_location(place),
                "message": {"text": said.label(finding, place) or dotted(place.key_path)},
            }
            for number, place in enumerate(finding.related)
        ]
        if related:
            result["relatedLocations"] = related
        if finding.fix and finding.fix.edits and finding.fix.safety != "display":
            result["fixes"] = [_fix(finding.fix, report.path, said.advice(finding))]
        return result

    def _notice(self, notice: Notice, path: str = "") -> Json:
        return _told(NOTICES[notice.level], self._sentences.notice(notice), path)

    def _left_out(self) -> Iterator[Json]:
        if self._count > MOST:
            values = {"count": self._count - MOST, "limit": MOST}
            yield self._notice(Notice("sarif_limit", values, "warning"))


def uri(path: str) -> str:
    """Write a path as a relative reference, percent-encoded."""
    encoded = quote(normpath(path).encode("utf-8", "surrogatepass"), safe="/")
    return f"file://{encoded}" if path.startswith("/") else encoded


def _location(place: Location) -> Json:
    physical = {"artifactLocation": {"uri": uri(place.path)}, "region": _region(place.span)}
    location: Json = {"physicalLocation": physical}
    if place.key_path:
        location["logicalLocations"] = [{"fullyQualifiedName": dotted(place.key_path), "kind": "member"}]
    return location


def _region(span: Span) -> Json:
    start, end = span
    return {
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    }


def _fix(offer: Offer, path: str, remedy: str) -> Json:
    """Give the edits of the manifest; files that a fix adds are none of this format's."""
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.new_text}} for edit in offer.edits
    ]
    return {
        "description": {"text": remedy},
        "artifactChanges": [{"artifactLocation": {"uri": uri(path)}, "replacements": replacements}],
        "properties": {"safety": offer.safety},
    }


def _suppressions(finding: Finding) -> list[Json]:
    """Say how a finding is set aside; an empty list says that it is not."""
    if finding.state == "open":
        return []
    because = {"justification": finding.because} if finding.because else {}
    until = {"properties": {"until": finding.due.isoformat()}} if finding.due else {}
    return [{"kind": KINDS[finding.state], "status": "accepted", **because, **until}]


def _told(level: str, message: str, path: str = "") -> Json:
    place = {"locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}]} if path else {}
    return {"level": level, "message": {"text": message}, **place}
