"""A report for the client: what the client is asked, without sums, contacts, notes and the agency's own work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from projguard.advice.confidential import Veil, veil_over
from projguard.advice.points import grade_points, readiness
from projguard.model.finding import Finding, Outcome
from projguard.model.pictures import Away, Bar, Timeline
from projguard.model.report import Due, ProjectReport
from projguard.model.rule import Rule
from projguard.model.values import PersonName
from projguard.project.project import Project

RESTING_WORDS = ("phase", "configuration", "kinds", "present", "on_hold", "cancelled")
"""Words of an outcome that say nothing of anybody."""


def for_client(
    report: ProjectReport, rules: Mapping[str, Rule], project: Project | None, failing: frozenset[str]
) -> ProjectReport:
    """Leave of a report what its client may see; lights, readiness and counts follow from what is left.

    ``project`` is None where the manifest could not be read; ``failing`` are the fingerprints of what fails the run,
    which stays counted where it is not shown.
    """
    veil = veil_over(project)
    asked = {code for code, rule in rules.items() if rule.ask == "client"}
    findings = tuple(_shown(finding, veil) for finding in report.findings if _is_asked(finding, asked, veil))
    outcomes = tuple(_told(outcome, asked, findings) for outcome in report.outcomes if outcome.code in asked)
    points = grade_points(
        [point.point for point in report.points], {code: rule.point for code, rule in rules.items()}, outcomes, findings
    )
    share = readiness(points)
    shown = sum(finding.fingerprint in failing for finding in findings)
    return report._replace(
        title=veil.over(report.title),
        client=veil.over(report.client),
        points=points,
        readiness=share if report.readable else share._replace(percent=None),
        outcomes=outcomes,
        findings=findings,
        failing=shown,
        withheld=report.failing - shown,
        became_due=_due(report.became_due, asked, veil),
        upcoming=_due(report.upcoming, asked, veil),
        failures=tuple(failure.partition(":")[0] for failure in report.failures),
        sources={},
        notices=(),
        fixes=(),
        diff="",
        baseline=None,
        stale=(),
        matched=frozenset(),
        timeline=_plan(report.timeline, veil) if report.timeline else None,
        money=None,
        waivers=(),
        history=(),
    )


def _is_asked(finding: Finding, asked: set[str], veil: Veil) -> bool:
    return finding.code in asked and finding.location.key_path[:2] not in veil.internal


def _shown(finding: Finding, veil: Veil) -> Finding:
    """Take the sums and the internal words out of a finding."""
    values = {name: veil.value(value, finding) for name, value in finding.values.items()}
    return finding._replace(values=values, because="", fix=None, due=None)


def _told(outcome: Outcome, asked: set[str], findings: Sequence[Finding]) -> Outcome:
    """Keep of the reasons what names no rule of the agency's own; a rule whose gaps are all internal has passed."""
    because = tuple(word for word in outcome.because if word in asked or word in RESTING_WORDS)
    is_told = outcome.state not in {"failed", "waived", "suppressed", "baselined"}
    if is_told or any(finding.code == outcome.code for finding in findings):
        return Outcome(outcome.code, outcome.state, because)
    return Outcome(outcome.code, "not_applicable", ())


def _plan(plan: Timeline, veil: Veil) -> Timeline:
    """Take the internal words out of what a plan names."""

    def named(person: PersonName | None) -> PersonName | None:
        return person and PersonName(person.id, veil.over(person.name))

    def told(bar: Bar) -> Bar:
        clashes = tuple(clash._replace(against=veil.over(clash.against)) for clash in bar.clashes)
        return bar._replace(title=veil.over(bar.title), owner=named(bar.owner), clashes=clashes)

    def known(away: Away) -> Away:
        return away._replace(name=named(away.name) or away.name, deputy=named(away.deputy))

    return plan._replace(bars=tuple(map(told, plan.bars)), absences=tuple(map(known, plan.absences)))


def _due(found: Sequence[Due], asked: set[str], veil: Veil) -> tuple[Due, ...]:
    return tuple(Due(day, _shown(finding, veil)) for day, finding in found if _is_asked(finding, asked, veil))
