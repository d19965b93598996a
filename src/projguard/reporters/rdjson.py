"""Reviewdog's diagnostics, with the fixes as suggestions that a reviewer accepts with one click."""

from __future__ import annotations

from collections.abc import Mapping

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding, Location
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.model.source import Position, Span
from projguard.reporters.json_report import Json, write_json
from projguard.reporters.shown import Shown

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


class RdjsonReporter:
    """One object; columns are counted in bytes of UTF-8, as the format wants them."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._shown = Shown(run, sentences)
        self._separator = "\n"

    def head(self) -> str:
        """Name the source and open the list."""
        return '{"source": {"name": "projguard"}, "diagnostics": ['

    def project(self, report: ProjectReport) -> str:
        """Give a diagnostic per finding."""
        return "".join(self._separated(self._diagnostic(finding, report)) for finding in self._shown.of(report))

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Close the list."""
        return "\n]}\n"

    def _separated(self, diagnostic: Json) -> str:
        separator, self._separator = self._separator, ",\n"
        return separator + write_json(diagnostic)

    def _diagnostic(self, finding: Finding, report: ProjectReport) -> Json:
        told, sources = self._shown, report.sources
        diagnostic: Json = {
            "message": f"{told.message(finding)}\n{told.sentences.advice(finding)}",
            "location": _location(finding.location, sources),
            "severity": SEVERITIES[told.weight(finding)],
            "code": {"value": told.title(finding)},
        }
        related = [
            {"message": told.sentences.label(finding, place), "location": _location(place, sources)}
            for place in finding.related
        ]
        if related:
            diagnostic["related_locations"] = related
        if suggestion := _suggestion(finding, sources.get(report.path)):
            diagnostic["suggestions"] = [suggestion]
        return diagnostic


def _suggestion(finding: Finding, text: str | None) -> Json | None:
    """Give a fix of the manifest as one replacement, since each suggestion is accepted by itself."""
    if finding.fix is None or finding.fix.safety == "display" or not finding.fix.edits or text is None:
        return None
    edits = sorted(finding.fix.edits, key=lambda edit: edit.span.start.offset)
    span = Span(edits[0].span.start, edits[-1].span.end)
    parts: list[str] = []
    at = span.start.offset
    for edit in edits:
        parts += (text[at : edit.span.start.offset], edit.new_text)
        at = edit.span.end.offset
    return {"range": _range(span, text), "text": "".join(parts)}


def _location(place: Location, sources: Mapping[str, str]) -> Json:
    return {"path": place.path, "range": _range(place.span, sources.get(place.path))}


def _range(span: Span, text: str | None) -> Json:
    return {"start": _position(span.start, text), "end": _position(span.end, text)}


def _position(position: Position, text: str | None) -> Json:
    """Give line and column; the line alone where its text is not known."""
    if text is None:
        return {"line": position.line + 1}
    before = text[position.offset - position.column : position.offset]
    return {"line": position.line + 1, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
