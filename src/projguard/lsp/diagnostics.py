"""Findings as an editor's diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lsprotocol import types
from pygls.workspace import PositionCodec

from projguard.hooks.reporter import Sentences
from projguard.lsp.judged import Manifest
from projguard.lsp.places import Places
from projguard.model.finding import Finding, Location

SOURCE = "projguard"
SEVERITIES: Mapping[str, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


def diagnostics_of(manifest: Manifest, words: Sentences, codec: PositionCodec) -> dict[str, list[types.Diagnostic]]:
    """Give the diagnostics of a manifest and of its evidence files, by path; the manifest's own list is always there."""
    own = manifest.path.as_posix()
    texts = dict(manifest.report.sources) if manifest.report else {}
    places = {path: Places(text, codec) for path, text in texts.items()}
    places[own] = Places(manifest.text, codec)
    found: dict[str, list[types.Diagnostic]] = {own: list(_trouble(manifest))}
    for finding in manifest.findings:
        path = finding.location.path
        if path in places:
            found.setdefault(path, []).append(_diagnostic(finding, places, words))
    return found


def uri_of(path: str) -> str:
    """Write a path as editors do."""
    return Path(path).as_uri()


def _trouble(manifest: Manifest) -> Iterator[types.Diagnostic]:
    if manifest.trouble:
        start = types.Position(0, 0)
        yield types.Diagnostic(
            range=types.Range(start, start),
            message=manifest.trouble,
            severity=types.DiagnosticSeverity.Error,
            source=SOURCE,
        )


def _diagnostic(finding: Finding, places: Mapping[str, Places], words: Sentences) -> types.Diagnostic:
    related = [
        types.DiagnosticRelatedInformation(
            location=_location(place, places), message=words.label(finding, place) or words.title(finding.code)
        )
        for place in finding.related
        if place.path in places
    ]
    return types.Diagnostic(
        range=places[finding.location.path].range(finding.location.span),
        message=words.message(finding),
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=related or None,
        data={"fingerprint": finding.fingerprint},
    )


def _location(place: Location, places: Mapping[str, Places]) -> types.Location:
    return types.Location(uri=uri_of(place.path), range=places[place.path].range(place.span))
