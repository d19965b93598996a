"""The plan of one project: what fails the gate, and who can do something about it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from projguard.advice.plan import Share, Step, plan
from projguard.app.agenda import name_of, open_gaps, place_of
from projguard.app.doers import doer_of
from projguard.app.examine import Examiner
from projguard.engine.gate import failing_findings
from projguard.hooks.source import Source
from projguard.model.report import ProjectReport
from projguard.model.source import KeyPath
from projguard.reading.schema_fields import Fields
from projguard.wording.sentences import Wording


class Planned(NamedTuple):
    """What there is to do in one project."""

    report: ProjectReport
    shares: tuple[Share, ...]
    latest: date | None
    places: dict[KeyPath, str]
    names: dict[KeyPath, str]


def plan_of(examiner: Examiner, source: Source, words: Wording) -> Planned | ProjectReport:
    """Plan how to clear the gate; a report where the manifest cannot be read."""
    examined = examiner.examined(source.manifest, source.shown, source.raw)
    project, report = examined.project, examined.report
    if project is None:
        return report
    rules = examiner.active.by_code
    passing = {due.finding.fingerprint for due in report.became_due}
    failing = failing_findings(report.findings, report.gate, rules) - passing
    gaps = [
        gap for gap in open_gaps(project, report, examiner.active, words.lang) if gap.finding.fingerprint in failing
    ]
    # What is planned for a day that has passed is to be done now.
    latest = max(report.start, report.as_of) if report.start else None
    shares = plan(gaps, rules, lambda finding: doer_of(project, finding, words.rule(finding.code).ask), latest)
    every = {at for share in shares for step in share.steps for at in step.fields}
    fields = Fields(examiner.active.schema, words.lang)
    return Planned(
        report=report,
        shares=tuple(
            share._replace(steps=tuple(_not_past(step, report.as_of) for step in share.steps)) for share in shares
        ),
        latest=latest,
        places={at: place_of(project.document, at) for at in every},
        names={at: name_of(project.document, fields, at) for at in every},
    )


def _not_past(step: Step, today: date) -> Step:
    return step._replace(by=max(step.by, today)) if step.by else step
