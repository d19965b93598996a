"""The report for programs, as ``schemas/report.schema.json`` describes it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from projguard.hooks.reporter import Sentences
from projguard.model.baseline import Accepted
from projguard.model.finding import Finding, Location, Notice
from projguard.model.problem import AddFile, Change, Offer, RenameKey, SetComment
from projguard.model.report import Due, PointResult, ProjectReport
from projguard.model.run import Run, Totals
from projguard.model.source import Position, pointer
from projguard.reporters.statistics import STATES, count_codes, count_points
from projguard.reporters.terminal import BLANKS, RUNNER_COMMAND

Json = dict[str, Any]
_ODD = re.compile("[^\x20-\x7e\u0400-\u04ff«»–—]")
"""Everything but the signs that most texts are made of; what of it cannot be printed is escaped."""


class JsonReporter:
    """One object; each project is written as soon as it is judged, on a line of its own."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._run = run
        self._sentences = sentences
        self._separator = "\n"

    def head(self) -> str:
        """Give what is known before the first project."""
        return write_json(self._opening())[:-1] + ', "projects": ['

    def project(self, report: ProjectReport) -> str:
        """Give one project with all its findings, hidden ones included."""
        separator, self._separator = self._separator, ",\n"
        return separator + write_json(self._project(report))

    def tail(self, totals: Totals) -> str:
        """Give the sums and the exit status, and close the object."""
        return "\n], " + write_json(self._closing(totals))[1:] + "\n"

    def _opening(self) -> Json:
        tool: Json = {"name": "projguard", "version": self._run.version}
        if self._run.plugins:
            tool["plugins"] = [_plugin(*plugin) for plugin in self._run.plugins]
        return {"version": 1, "tool": tool, "lang": self._run.lang, "as_of": self._run.as_of.isoformat()}

    def _closing(self, totals: Totals) -> Json:
        closing: Json = {"notices": [self._notice(notice) for notice in totals.notices]}
        if self._run.statistics:
            closing["statistics"] = statistics_of(totals, self._sentences)
        closing["summary"] = _summary(totals)
        if totals.partial:
            closing["partial"] = True
        closing["exit"] = {"status": totals.status, "reason": self._sentences.notice(totals.reason)}
        return closing

    def _project(self, report: ProjectReport) -> Json:
        return {
            "path": report.path,
            "id": report.id,
            "title": report.title,
            "client": report.client,
            "phase": report.phase,
            "as_of": report.as_of.isoformat(),
            "start": report.start.isoformat() if report.start else None,
            "language": report.language,
            "readable": report.readable,
            "readiness": report.readiness.percent,
            "points": [self._point(point) for point in report.points],
            "outcomes": [
                {"code": outcome.code, "state": outcome.state, "because": list(outcome.because)}
                for outcome in report.outcomes
            ],
            "findings": [self._finding(finding) for finding in report.findings],
            "gate": _gate(report),
            "baseline": report.baseline._asdict() if report.baseline is not None else None,
            "stale": [_accepted(entry) for entry in report.stale],
            "upcoming": [self._due(due) for due in report.upcoming],
            "notices": [self._notice(notice) for notice in report.notices],
            "failures": list(report.failures),
        }

    def _due(self, due: Due) -> Json:
        finding = due.finding
        return {
            "day": due.day.isoformat(),
            "code": finding.code,
            "severity": finding.severity,
            "message": self._sentences.message(finding),
            **_place(finding.location),
            "fingerprint": finding.fingerprint,
        }

    def _point(self, point: PointResult) -> Json:
        return {
            "point": point.point,
            "title": self._sentences.point_title(point.point),
            "state": point.state,
            "errors": point.errors,
            "warnings": point.warnings,
            "notes": point.notes,
            "hidden": point.hidden,
        }

    def _finding(self, finding: Finding) -> Json:
        said = self._sentences
        rule = said.rule(finding.code)
        because = {"because": finding.because} if finding.because else {}
        return {
            "code": finding.code,
            "name": rule.name,
            "point": rule.point,
            "severity": finding.severity,
            "message": said.message(finding),
            **_place(finding.location),
            "state": finding.state,
            **because,
            **({"due": finding.due.isoformat()} if finding.due is not None else {}),
            "related": [{"message": said.label(finding, place), **_place(place)} for place in finding.related],
            "fix": _fix(finding.fix),
            "why": said.why(finding.code),
            "remedy": said.remedy(finding.code),
            "ask": rule.ask,
            "question": said.question(finding),
            "fingerprint": finding.fingerprint,
        }

    def _notice(self, notice: Notice) -> Json:
        return {"level": notice.level, "message": self._sentences.notice(notice)}


def statistics_of(totals: Totals, sentences: Sentences) -> Json:
    """Say how often each rule spoke, and in how many projects each point has which colour."""
    return {
        "rules": [
            {"code": code, "name": sentences.rule(code).name, "findings": findings, "projects": projects}
            for code, findings, projects in count_codes(totals)
        ],
        "points": [
            {"point": number, **{state: counts[state] for state in STATES}} for number, counts in count_points(totals)
        ],
    }


def write_json(value: Json) -> str:
    """Write a value on one line; signs that a terminal, an editor or a build server would obey or hide are escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if "##" in text:
        text = re.sub(RUNNER_COMMAND, r"#\\u0023", text)
    return text if text.isprintable() else _ODD.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """Escape controls, invisible signs, what turns the direction of a text, and what is no character."""
    char = found[0]
    return char if char.isprintable() or ord(char) in BLANKS else json.dumps(char)[1:-1]


def _plugin(name: str, distribution: str, version: str) -> Json:
    return {"name": name, "distribution": distribution, "version": version}


def _gate(report: ProjectReport) -> Json:
    """Give what fails the project: terms, how many findings do, and which ones pass since only time made them."""
    gate = report.gate
    return {
        "name": gate.name,
        "severity": gate.severity,
        "rules": list(gate.rules),
        "failing": report.failing,
        "became_due": [
            {"day": due.day.isoformat(), "code": due.finding.code, "fingerprint": due.finding.fingerprint}
            for due in report.became_due
        ],
    }


def _accepted(entry: Accepted) -> Json:
    return {
        "code": entry.code,
        "pointer": entry.pointer,
        "due": entry.due.isoformat(),
        "fingerprint": entry.fingerprint,
    }


def _place(place: Location) -> Json:
    return {
        "path": place.path,
        "pointer": pointer(place.key_path),
        "start": _position(place.span.start),
        "end": _position(place.span.end),
    }


def _position(position: Position) -> Json:
    return {"line": position.line + 1, "column": position.column + 1}


def _fix(offer: Offer | None) -> Json | None:
    if offer is None:
        return None
    edits = [{"start": _position(e.span.start), "end": _position(e.span.end), "text": e.new_text} for e in offer.edits]
    return {"safety": offer.safety, "changes": [_change(change) for change in offer.changes], "edits": edits}


def _change(change: Change) -> Json:
    if isinstance(change, AddFile):
        return {"change": "add_file", "path": change.path, "skeleton": change.skeleton}
    if isinstance(change, SetComment):
        span = change.span
        place = {"start": _position(span.start), "end": _position(span.end)}
        return {"change": "set_comment", **place, "text": change.text}
    if isinstance(change, RenameKey):
        return {"change": "rename_key", "pointer": pointer(change.at), "key": change.key}
    return {"change": "set_value", "pointer": pointer(change.at), "text": change.text}


def _summary(totals: Totals) -> Json:
    rules: Counter[str] = Counter()
    for row in totals.rows:
        rules.update(row.rules)
    return {
        "projects": len(totals.rows),
        "errors": totals.counts.get("error", 0),
        "warnings": totals.counts.get("warning", 0),
        "notes": totals.counts.get("info", 0),
        **{state: totals.counts.get(state, 0) for state in ("waived", "suppressed", "baselined")},
        **({"baseline": totals.tally._asdict()} if totals.tally is not None else {}),
        "rules": dict(sorted(rules.items())),
    }
