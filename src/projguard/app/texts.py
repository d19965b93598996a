"""The texts that findings stand in."""

from __future__ import annotations

from collections.abc import Sequence

from projguard.model.finding import Finding
from projguard.project.project import Project
from projguard.reading.evidence import Evidence


def sources_of(project: Project, findings: Sequence[Finding]) -> dict[str, str]:
    """Give the texts that findings stand in, by shown path."""
    document = project.document
    texts = {document.path: document.text}
    wanted = {place.path for finding in findings for place in (finding.location, *finding.related)} - {document.path}
    if wanted:
        shown = shown_texts(project.evidence, document.path)
        texts |= {path: text for path, text in shown.items() if path in wanted}
    return texts if findings else {}


def shown_texts(evidence: Evidence, manifest: str) -> dict[str, str]:
    """Give the texts of a project's evidence by shown path, which is beside that of its manifest."""
    files = [*evidence.files.values(), *(page for folder in evidence.folders.values() for page in folder.pages)]
    folder = manifest.rpartition("/")[0]
    return {f"{folder}/{file.path}" if folder else file.path: file.text for file in files}
