"""The waivers of a project, each with how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from projguard.app.examine import Examiner
from projguard.engine.waivers import CODE
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.finding import Finding
from projguard.model.rule import Rule
from projguard.model.source import Span
from projguard.model.waiver import Ledger, Standing, WaiverEntry
from projguard.project.project import Project
from projguard.project.upkeep import Waiver

STANDINGS: Mapping[str, Standing] = {"ending": "ending", "expired": "ended", "no_such_day": "ended", "unused": "unused"}
"""By the message of the rule about waivers; any other says that one does not hold."""


def watching(config: Config) -> Config:
    """Give settings with which the rule about waivers speaks, whatever else was chosen."""
    levels = {code: level for code, level in config.severity.items() if code != CODE}
    kept = tuple(word for word in config.ignore if word.upper() != CODE)
    return config._replace(
        severity=levels, ignore=kept, extend_select=(*config.extend_select, CODE), horizon=0, since=""
    )


def read_ledger(examiner: Examiner, source: Source) -> Ledger:
    """Read the waivers of one project; none of one that cannot be read."""
    shown = source.shown
    if source.refused is not None:
        return Ledger(shown, shown, None, (), readable=False)
    report, project, _ = examiner.examined(source.manifest, shown, source.raw)
    if project is None:
        return Ledger(shown, shown, None, (), readable=False)
    told = [finding for finding in report.findings if finding.code == CODE]
    entries = tuple(_entries(project, told, examiner.active.by_code))
    return Ledger(shown, project.title, project.as_of, entries)


def _entries(project: Project, told: Sequence[Finding], rules: Mapping[str, Rule]) -> Iterator[WaiverEntry]:
    for waiver in project.waivers:
        span = project.document.span_of(waiver.at)
        said = next((finding for finding in told if _lies_in(finding, span)), None)
        rule = rules.get(project.codes.get(waiver.rule, ""))
        yield WaiverEntry(
            rule=rule.code if rule else waiver.rule,
            name=rule.name if rule else "",
            scope=waiver.scope,
            reason=waiver.reason,
            approved_by=waiver.approved_by,
            approver=_name(project, waiver),
            until=waiver.until,
            standing="valid" if said is None else STANDINGS.get(said.message, "invalid"),
            told=said,
            line=span.start.line + 1,
        )


def _lies_in(finding: Finding, span: Span) -> bool:
    return span.start.offset <= finding.location.span.start.offset < max(span.end.offset, span.start.offset + 1)


def _name(project: Project, waiver: Waiver) -> str:
    person = project.people.get(waiver.approved_by)
    return person.name if person else ""
