"""What is found at one place of a project."""

from __future__ import annotations

import os
from pathlib import Path

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.model.config import Config
from projguard.model.finding import Finding
from projguard.reading.discovery import manifest_in
from projguard.reading.shown import shown_path


def findings_at(path: Path, line: int, config: Config, active: Active) -> tuple[Finding, ...]:
    """Give the findings that stand on a line (from 1) of a manifest or of an evidence file, or point to it."""
    manifest = next((found for folder in _folders(path) if (found := manifest_in(folder))), path)
    report = Examiner(active, config).examine(manifest, shown_path(manifest))
    shown = shown_path(path)
    return tuple(
        finding
        for finding in report.findings
        if any(
            place.path == shown and place.span.start.line <= line - 1 <= place.span.end.line
            for place in (finding.location, *finding.related)
        )
    )


def _folders(path: Path) -> tuple[Path, ...]:
    return tuple(Path(os.path.abspath(path)).parents)  # noqa: PTH100 - links stay as typed
