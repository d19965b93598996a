"""Waivers at work: a finding that a valid one covers is kept, but not open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from projguard.engine.identity import stable_path
from projguard.engine.run import Judged
from projguard.model.finding import Finding
from projguard.model.source import KeyPath, TextPlace
from projguard.project.project import Project
from projguard.project.upkeep import Waiver

CODE = "PG0007"
STILL_VALID = "ending"
"""The one message about a waiver that holds."""


def cover(findings: Iterable[Finding], project: Project, judged: Sequence[Judged]) -> tuple[Finding, ...]:
    """Mark the findings that a valid waiver covers; PG0007 has said which are not valid."""
    if not project.waivers:
        return tuple(findings)
    invalid = {
        problem.at[:2]
        for told in judged
        if told.rule.code == CODE
        for problem, _ in told.problems
        if problem.message != STILL_VALID and not isinstance(problem.at, TextPlace)
    }
    valid = [waiver for waiver in project.waivers if waiver.at not in invalid]
    return tuple(_covered(finding, project, valid) for finding in findings)


def _covered(finding: Finding, project: Project, valid: Sequence[Waiver]) -> Finding:
    for waiver in valid:
        names_it = project.codes.get(waiver.rule) == finding.code and finding.severity != "info"
        if names_it and (not waiver.scope or _is_within(finding, project, waiver.scope)):
            return replace(finding, state="waived", because=waiver.reason)
    return finding


def _is_within(finding: Finding, project: Project, scope: str) -> bool:
    wanted = tuple(step.replace("~1", "/").replace("~0", "~") for step in scope.strip("/").split("/"))
    places = (finding.location, *finding.related)
    return any(_starts(project, place.key_path, wanted) for place in places)


def _starts(project: Project, path: KeyPath, wanted: tuple[str, ...]) -> bool:
    plain = tuple(str(step) for step in path)
    stable = tuple(str(step) for step in stable_path(project.document, path))
    return wanted in (plain[: len(wanted)], stable[: len(wanted)])
