"""JUnit's XML: a project is a suite, a rule a test, so that a build server shows the checklist as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding, Outcome
from projguard.model.report import ProjectReport
from projguard.model.run import Run, Totals
from projguard.reporters.shown import Shown
from projguard.reporters.xml_text import OPENING, element, written
from projguard.wording.terms import LEVELS, STATES
from projguard.wording.words import words_of

SET_ASIDE = ("waived", "suppressed", "baselined", "skipped", "not_applicable", "off")
"""States in which a test counts as skipped."""


class JunitReporter:
    """One suite per project, one test per enabled rule."""

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._shown = Shown(run, sentences)
        self._text = words_of(run.lang).text

    def head(self) -> str:
        """Open the document."""
        return f'{OPENING}<testsuites name="projguard">\n'

    def project(self, report: ProjectReport) -> str:
        """Give the suite of a project."""
        found: dict[str, list[Finding]] = {}
        for finding in self._shown.of(report):
            found.setdefault(finding.code, []).append(finding)
        suite = element(None, "testsuite", name=report.title or report.path, file=report.path)
        properties = element(suite, "properties")
        about = {"client": report.client, "phase": report.phase, "as_of": report.as_of.isoformat()}
        if report.readiness.percent is not None:
            about["readiness"] = f"{report.readiness.percent:.1f}"
        for name, value in about.items():
            element(properties, "property", name=name, value=value)
        ended = Counter(self._test(suite, outcome, found.get(outcome.code, [])) for outcome in report.outcomes)
        counts = {"tests": ended.total(), "failures": ended["failure"], "errors": ended["error"]}
        for name, count in {**counts, "skipped": ended["skipped"]}.items():
            suite.set(name, str(count))
        return written(suite)

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Close the document."""
        return "</testsuites>\n"

    def _test(self, suite: ET.Element, outcome: Outcome, found: Sequence[Finding]) -> str:
        """Add a test and give how it ended: failure, error, skipped or nothing of these."""
        rule = self._shown.sentences.rule(outcome.code)
        point = self._shown.sentences.point_short(rule.point) or str(rule.point)
        test = element(suite, "testcase", classname=point, name=f"{rule.code} {rule.name}", time=0)
        gaps = [finding for finding in found if self._shown.weight(finding) != "info"]
        if outcome.state == "crashed":
            element(test, "error", type="crashed", message=", ".join(outcome.because))
            return "error"
        if gaps:
            kind = "error" if any(finding.severity == "error" for finding in gaps) else "warning"
            text = "\n".join(self._told(outcome.code, gaps))
            element(test, "failure", text, type=kind, message=self._shown.message(gaps[0]))
            return "failure"
        if outcome.state in SET_ASIDE:
            because = f": {', '.join(outcome.because)}" if outcome.because else ""
            element(test, "skipped", message=self._text(STATES[outcome.state]) + because)
            return "skipped"
        if found:
            element(test, "system-out", "\n".join(self._told(outcome.code, found)))
        return "passed"

    def _told(self, code: str, found: Sequence[Finding]) -> Iterator[str]:
        for finding in found:
            place = finding.location
            where = f"{place.path}:{place.span.start.line + 1}:{place.span.start.column + 1}"
            message = " ".join(self._shown.message(finding).split("\n"))
            yield f"{where}: {self._text(LEVELS[finding.severity])}: {message}"
        yield from filter(None, [self._shown.sentences.why(code)])
        yield from dict.fromkeys(" ".join(self._shown.sentences.advice(finding).split("\n")) for finding in found)
