"""One manifest as it stands in the editor: its text, and what projguard says of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.layers import Misconfigured
from projguard.app.settings import Request
from projguard.app.work import prepare_text
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.source import Document
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document


@dataclass(slots=True, kw_only=True)
class Manifest:
    """An open manifest."""

    uri: str
    """Its address as the editor writes it."""
    path: Path
    text: str
    version: int | None
    report: ProjectReport | None = None
    """None where the folder's settings cannot be used."""
    judged: str | None = None
    """The text that the report is about."""
    trouble: str = ""
    """Why they cannot."""
    readable: str | None = None
    """The last text that was readable."""
    document: Document | None = None
    """What it holds, once somebody asked."""
    shown: frozenset[str] = field(default=frozenset())
    """Files, by path, that diagnostics were published for."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Open findings, those of the manifest and those of its evidence files."""
        found = self.report.findings if self.report else ()
        return tuple(finding for finding in found if finding.state == "open")


@dataclass(slots=True, kw_only=True)
class Judge:
    """Checks manifests with the settings of their folders."""

    active: Active
    request: Request
    explain: Callable[[Misconfigured], str]
    know: Callable[[Active], None] = lambda _: None
    """Is told each checklist that a folder's settings make."""
    _examiners: dict[Path, tuple[Examiner, Examiner]] = field(default_factory=dict)
    """Of each folder one that reads what libyaml refuses a second time, and one that does not."""

    def forget_settings(self) -> None:
        """Read settings anew from now on."""
        self._examiners.clear()

    def check(self, manifest: Manifest, *, thorough: bool) -> None:
        """Judge the text as it stands; without ``thorough`` what libyaml refuses is not read a second time."""
        try:
            patient, quick = self._examiners.get(manifest.path) or self._prepare(manifest.path)
        except Misconfigured as bad:
            manifest.report, manifest.trouble = None, self.explain(bad)
            return
        examiner = patient if thorough else quick
        raw = manifest.text.encode("utf-8", "surrogatepass")
        manifest.report = examiner.examine(manifest.path, manifest.path.as_posix(), raw)
        manifest.trouble, manifest.judged = "", manifest.text
        if manifest.report.readable:
            manifest.readable = manifest.text

    def read(self, manifest: Manifest) -> Document | None:
        """Give what the text holds, or what it held when it was last readable."""
        known = manifest.document
        for text in (manifest.text, manifest.readable):
            if known is not None and known.text == text:
                return known
            with suppress(Unreadable):
                raw = (text or "").encode("utf-8", "surrogatepass")
                manifest.document = read_document(raw, manifest.path.as_posix(), self.request.config.limits)
                return manifest.document
        return known

    def _prepare(self, path: Path) -> tuple[Examiner, Examiner]:
        patient = prepare_text(path, path.as_posix(), self.request, self.active).examiners[0]
        self.know(patient.active)
        limits = patient.config.limits._replace(second_reading_bytes=0)
        quick = Examiner(self.active, patient.config._replace(limits=limits), patient.baseline)
        self._examiners[path] = patient, quick
        return patient, quick
