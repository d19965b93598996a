"""Checkstyle's XML, which nearly every build server and review tool reads."""

from __future__ import annotations

from itertools import groupby

from projguard.hooks.reporter import Sentences
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.reporters.shown import Shown
from projguard.reporters.xml_text import OPENING, element, written

VERSION = "4.3"
"""Of the format."""


class CheckstyleReporter:
    """One element per file, one below it per finding."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._shown = Shown(run, sentences)

    def head(self) -> str:
        """Open the document."""
        return f'{OPENING}<checkstyle version="{VERSION}">\n'

    def project(self, report: ProjectReport) -> str:
        """Give the files of a project in which something was found."""
        files: list[str] = []
        for path, found in groupby(self._shown.of(report), key=lambda finding: finding.location.path):
            file = element(None, "file", name=path)
            for finding in found:
                start = finding.location.span.start
                element(
                    file,
                    "error",
                    line=start.line + 1,
                    column=start.column + 1,
                    severity=self._shown.weight(finding),
                    message=self._shown.message(finding),
                    source=f"projguard.{finding.code}",
                )
            files.append(written(file))
        return "".join(files)

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Close the document."""
        return "</checkstyle>\n"
