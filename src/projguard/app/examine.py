"""One project from its manifest's bytes to its report."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from projguard.advice.points import grade_points, readiness
from projguard.app.active import Active
from projguard.app.kept import UNASKED, Git
from projguard.app.named_files import evidence_of, file_questions
from projguard.app.notices import notices_of
from projguard.app.offers import with_offers
from projguard.app.texts import sources_of
from projguard.app.time_limit import OutOfTime, within
from projguard.engine.control import Controlled, Controls, Known
from projguard.engine.gate import failing_findings
from projguard.engine.locate import Locator
from projguard.engine.run import Grades, Judged, Panel, with_required
from projguard.engine.select import ALWAYS, select_rules
from projguard.engine.states import has_looked, outcomes
from projguard.model.baseline import Accepted, Baseline
from projguard.model.config import Config, Selection
from projguard.model.finding import Finding, Outcome
from projguard.model.report import Due, ProjectReport
from projguard.model.source import Document
from projguard.model.values import Text
from projguard.project.contacts import is_zone
from projguard.project.manifest import Manifest
from projguard.project.placeholders import Placeholders
from projguard.project.project import Project
from projguard.project.wording import Sought
from projguard.reading.discovery import read_bytes
from projguard.reading.manifest_text import form_of, read_manifest_text
from projguard.reading.typed_fields import fields_by_type
from projguard.reading.unreadable import START, Unreadable

PLACEHOLDERS = "placeholder_value"
"""The check whose card says what counts as a placeholder."""


class Found(NamedTuple):
    """What one project's rules said on one day."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    controlled: Controlled
    matched: frozenset[str] = frozenset()
    """Origins of overrides that had something to apply to."""
    failures: tuple[str, ...] = ()


class Examined(NamedTuple):
    """A report, and what it was made of."""

    report: ProjectReport
    project: Project | None = None
    """None for a manifest that could not be read."""
    head: str = UNASKED
    """What answers of git were given that it was made of, as ``kept`` tells it."""


class Examiner:
    """Everything that all projects of a run share; raises UnknownSelector for a selector that fits no rule."""

    def __init__(self, active: Active, config: Config, baseline: Baseline | None = None) -> None:
        self.active = active = active.with_packs(config.packs)
        self.config = config
        said = Selection(config.select or None, config.extend_select, config.ignore)
        self.rules = select_rules(active.rules, (*config.selections, said), always=config.mandatory.codes)
        self.baseline = baseline
        self._asked = with_required(self.rules, active.rules)
        self._file_questions = file_questions(self._asked, active.checks)
        self._enabled = frozenset(rule.code for rule in self.rules)
        self._grades = Grades(levels=config.severity, params=config.params)
        self._panel = Panel(self._asked, self._grades)
        marks = next((rule for rule in active.rules if rule.check == PLACEHOLDERS), None)
        self._placeholders = Placeholders(self._grades.params_of(marks)) if marks else Placeholders()
        self._sought = Sought()
        self._points = tuple(dict.fromkeys(rule.point for rule in sorted(self.rules, key=lambda rule: rule.point)))
        self._point_of = {rule.code: rule.point for rule in active.rules}

    def examine(self, manifest: Path, shown: str, raw: bytes | None = None) -> ProjectReport:
        """Judge one project; ``shown`` is the manifest's path for people, ``raw`` its bytes where they are known."""
        return self.examined(manifest, shown, raw).report

    def examined(self, manifest: Path, shown: str, raw: bytes | None = None, git: Git | None = None) -> Examined:
        """Judge one project as ``examine`` does, and give what was judged beside the report.

        ``git`` says what is judged where that is not what stands in the manifest's folder.
        """
        try:
            with within(self.config.limits.project_seconds):
                return self._examined(manifest, shown, raw, git or Git(str(manifest.parent)))
        except OutOfTime:
            from projguard.app.refused import overdue

            return Examined(self.failed(shown, *overdue(self.config.limits)))

    def _examined(self, manifest: Path, shown: str, raw: bytes | None, git: Git) -> Examined:
        try:
            content = read_bytes(manifest, self.config.limits, git.held) if raw is None else raw
            document = read_manifest_text(content, shown, self.config.limits, form_of(manifest))
        except Unreadable as refusal:
            return Examined(self._seen(self.refuse(shown, refusal), None))
        project = self._project(document, manifest.parent, git)
        return Examined(self._judged(project, manifest), project, git.head)

    def _project(self, document: Document, root: Path, git: Git) -> Project:
        by_type = fields_by_type(self.active.schema, document.data)
        faults = self.active.validator.faults(document.data, has_nulls=document.has_nulls)
        manifest = Manifest(document=document, vocabulary=self.active.vocabulary, by_type=by_type, faults=faults)
        evidence = evidence_of(manifest, root, self._file_questions, self.config.limits, held=git.held)
        return Project(
            manifest,
            evidence=evidence,
            as_of=self.day_in(manifest["agency"]["time_zone"].text()),
            phase=self.config.phase or manifest.own_phase,
            codes=self.active.codes,
            jurisdiction=self.config.jurisdiction,
            mandatory=self.config.mandatory,
            placeholders=self._placeholders,
            sought=self._sought,
            git_dates=git,
        )

    def _judged(self, project: Project, manifest: Path) -> ProjectReport:
        path = os.path.abspath(manifest)  # noqa: PTH100 - links stay as typed
        before = self._before(project, manifest)
        found = self._found(project, path, before)
        gate = self.config.gate
        fails = partial(failing_findings, gate=gate, rules=self.active.by_code)
        passed: tuple[Due, ...] = ()
        upcoming: tuple[Due, ...] = ()
        if self.config.horizon or not gate.dates:
            from projguard.app.days import Days

            days = Days(project, lambda other: self._found(other, path, before).findings, fails)
            passed = () if gate.dates else days.became_due(manifest, found.findings)
            upcoming = days.upcoming(self.config.horizon, found.findings)
        failing = fails(found.findings) - {due.finding.fingerprint for due in passed}
        points = grade_points(self._points, self._point_of, found.outcomes, found.findings)
        report = ProjectReport(
            path=project.document.path,
            id=project["project"]["id"].text(),
            title=project.title,
            client=project["client"]["name"].text(),
            phase=project.phase,
            as_of=project.as_of,
            points=points,
            readiness=readiness(points),
            outcomes=found.outcomes,
            findings=with_offers(found.findings, project, self.active.by_code, self.config.lang),
            sources=sources_of(project, found.findings),
            notices=tuple(notices_of(found.controlled, passed, self.active)),
            start=project.start,
            language=project["project"]["language"].text(),
            unopened=any(file.state == "unreadable" for file in project.evidence.files.values()),
            baseline=found.controlled.tally,
            stale=found.controlled.stale,
            failing=len(failing),
            became_due=passed,
            upcoming=upcoming,
            gate=gate,
            matched=found.matched,
            failures=found.failures,
            is_checked=any(outcome.code != ALWAYS and has_looked(outcome) for outcome in found.outcomes),
        )
        if self.config.drawn:
            from projguard.app.drawing import with_pictures

            report = with_pictures(report, project)
        return self._seen(report, project, failing)

    def _seen(
        self, report: ProjectReport, project: Project | None, failing: frozenset[str] = frozenset()
    ) -> ProjectReport:
        """Give the report as its readers may see it."""
        if self.config.audience == "agency":
            return report
        from projguard.advice.audience import for_client

        return for_client(report, self.active.by_code, project, failing)

    def _before(self, project: Project, manifest: Path) -> Mapping[str, str] | None:
        """Give what was found at the revision asked for, codes by fingerprints; None where none is asked for."""
        if not self.config.since:
            return None
        from projguard.app.since import at_revision

        with at_revision(manifest, self.config.since) as git:
            if git is None:
                return {}
            try:
                content = read_bytes(manifest, self.config.limits, git.held)
                document = read_manifest_text(content, project.document.path, self.config.limits, form_of(manifest))
            except Unreadable:
                return {}
            then = self._project(document, manifest.parent, git).on(project.as_of)
            found = self._found(then, os.path.abspath(manifest))  # noqa: PTH100 - links stay as typed
        return {finding.fingerprint: finding.code for finding in found.findings if finding.severity != "info"}

    def _found(self, project: Project, path: str, before: Mapping[str, str] | None = None) -> Found:
        """Ask every rule, and steer what they say."""
        grades = self._grades
        if self.config.overrides:
            from projguard.engine.overrides import for_project

            grades = for_project(grades, self.config.overrides, path)
        panel = self._panel if grades is self._grades else Panel(self._asked, grades)
        judged = panel.judge(project, self.active.checks)
        located, matched = self._overridden(project, path, grades, self._located(project, judged))
        controls = Controls(
            rules=self.active.by_code,
            checks=self.active.checks,
            codes=self.active.codes,
            config=self.config,
            grades=grades,
        )
        controlled = controls.apply(located, judged, project, Known(self._accepted(path), before))
        every = controlled.findings
        ended = outcomes(judged, every)[: len(self.rules)]  # behind them come those that are only required
        findings = tuple(sorted((f for f in every if f.code in self._enabled), key=_order))
        failures = tuple(f"{self.active.named(told.rule.code)}: {told.crash}" for told in judged if told.crash)
        return Found(ended, findings, controlled, matched, failures)

    def _overridden(
        self, project: Project, path: str, grades: Grades, findings: tuple[Finding, ...]
    ) -> tuple[tuple[Finding, ...], frozenset[str]]:
        """Apply the overrides of places and files; gives also the origins of those that had something to apply to."""
        if not self.config.overrides:
            return findings, frozenset()
        from projguard.engine.identity import Identities
        from projguard.engine.overrides import Overrider

        def again(grades: Grades, codes: frozenset[str]) -> tuple[Finding, ...]:
            rules = [rule for rule in self._asked if rule.code in codes]
            return self._located(project, Panel(rules, grades).judge(project, self.active.checks))

        overrider = Overrider(
            document=project.document,
            identities=Identities(project.document),
            manifest=path,
            rules=self.active.by_code,
            phase=project.phase,
            grades=grades,
            judge=again,
        )
        return overrider.apply(findings, self.config.overrides)

    def _located(self, project: Project, judged: Sequence[Judged]) -> tuple[Finding, ...]:
        document = project.document
        locator = Locator(document, document.path.rpartition("/")[0])
        found = [finding for told in judged if told.problems for finding in locator.findings(told.rule, told.problems)]
        if any(finding.secret for finding in found):
            from projguard.engine.secrecy import hide_secrets

            found = hide_secrets(found, document, sources_of(project, found))
        return tuple(found)

    def _accepted(self, path: str) -> tuple[Accepted, ...] | None:
        if self.baseline is None:
            return None
        return self.baseline.entries.get(os.path.relpath(path, self.baseline.folder).replace(os.sep, "/"), ())

    def failed(self, shown: str, reason: str, refusal: Unreadable | None = None) -> ProjectReport:
        """Report a project that projguard could not judge through a fault of its own."""
        report = self.refuse(shown, refusal or Unreadable("failed", START, {"reason": Text(reason)}))
        crashed = tuple(outcome._replace(state="crashed", because=(reason,)) for outcome in report.outcomes)
        return self._seen(report._replace(outcomes=crashed, failures=(reason,)), None)

    def refuse(self, shown: str, refusal: Unreadable) -> ProjectReport:
        """Report a manifest that is not read: PG0001, and nothing else is judged."""
        from projguard.app.refused import refused_report

        return refused_report(
            shown,
            refusal,
            config=self.config,
            told=self.active.by_code[ALWAYS],
            rules=self.rules,
            points=self._points,
            as_of=self.day_in(""),
        )

    def day_in(self, zone: str) -> date:
        """Give the day to judge by: the one asked for, else today in the agency's time zone."""
        if self.config.as_of is not None:
            return self.config.as_of
        from zoneinfo import ZoneInfo

        now = self.config.now or datetime.now(UTC)
        known = next((name for name in (zone, self.config.time_zone) if name and is_zone(name)), "")
        return now.astimezone(ZoneInfo(known) if known else UTC).date()


def _order(finding: Finding) -> tuple[str, int, str]:
    return finding.location.path, finding.location.span.start.offset, finding.code
