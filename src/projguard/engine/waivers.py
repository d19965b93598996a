"""Waivers at work: a finding that a valid one covers is kept, but not open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from projguard.engine.identity import Identities
from projguard.hooks.spec import Check
from projguard.model.finding import Finding
from projguard.model.rule import Params, Rule
from projguard.model.source import KeyPath, TextPlace
from projguard.project.project import Project
from projguard.project.upkeep import Waiver

CODE = "PG0007"
STILL_VALID = ("ending",)
"""Messages about a waiver that holds."""


class Covered(NamedTuple):
    """Findings after waivers, and the waivers that hold but cover nothing."""

    findings: tuple[Finding, ...]
    idle: tuple[Waiver, ...]
    own: tuple[Waiver, ...] = ()
    """Those approved by who owns what they would cover, which they do not."""


def cover(findings: Iterable[Finding], project: Project, invalid: frozenset[KeyPath]) -> Covered:
    """Mark the findings that a valid waiver covers; of several the first one does."""
    valid = [waiver for waiver in project.waivers if waiver.at not in invalid]
    if not valid:
        return Covered(tuple(findings), ())
    used: set[KeyPath] = set()
    own: set[KeyPath] = set()
    identities = Identities(project.document)
    marked = tuple(_covered(finding, project, identities, valid, used=used, own=own) for finding in findings)
    said = used | own
    idle = tuple(waiver for waiver in valid if waiver.at not in said)
    return Covered(marked, idle, tuple(waiver for waiver in valid if waiver.at in said - used))


def invalid_waivers(
    project: Project, rule: Rule | None, checks: Mapping[str, Check], params: Params
) -> frozenset[KeyPath]:
    """Give the places of waivers that do not hold, whatever level the rule about them has."""
    if not project.waivers or rule is None:
        return frozenset()
    return frozenset(
        problem.at[:2]
        for problem in checks[rule.check](project, params)
        if problem.message not in STILL_VALID and not isinstance(problem.at, TextPlace)
    )


def _covered(
    finding: Finding,
    project: Project,
    identities: Identities,
    valid: Sequence[Waiver],
    *,
    used: set[KeyPath],
    own: set[KeyPath],
) -> Finding:
    for waiver in valid:
        names_it = project.codes.get(waiver.rule) == finding.code and finding.severity != "info"
        if not names_it or (waiver.scope and not _is_within(finding, identities, waiver.scope)):
            continue
        if waiver.approved_by in _owners(finding, project):
            own.add(waiver.at)
            continue
        used.add(waiver.at)
        return finding._replace(state="waived", because=waiver.reason)
    return finding


def _owners(finding: Finding, project: Project) -> set[str]:
    """Give who owns the thing that a finding is about, and what that belongs to."""
    path = finding.location.key_path
    above = (project.document.value(path[:length]) for length in range(1, len(path) + 1))
    return {str(value.get("owner", "")) for value in above if isinstance(value, dict)}


def _is_within(finding: Finding, identities: Identities, scope: str) -> bool:
    from projguard.engine.places import is_within, steps

    places = (finding.location, *finding.related)
    return any(is_within(identities, place.key_path, steps(scope)) for place in places)
