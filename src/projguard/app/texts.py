"""The texts that findings stand in."""

from __future__ import annotations

from collections.abc import Sequence

from projguard.model.finding import Finding
from projguard.project.project import Project


def sources_of(project: Project, findings: Sequence[Finding]) -> dict[str, str]:
    """Give the texts that findings stand in, by shown path."""
    document = project.document
    folder = document.path.rpartition("/")[0]
    texts = {document.path: document.text}
    wanted = {place.path for finding in findings for place in (finding.location, *finding.related)} - {document.path}
    if wanted:
        files = [*project.evidence.files.values(), *(p for f in project.evidence.folders.values() for p in f.pages)]
        shown = ((f"{folder}/{file.path}" if folder else file.path, file.text) for file in files)
        texts |= {path: text for path, text in shown if path in wanted}
    return texts if findings else {}
