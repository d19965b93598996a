"""Accepted gaps, and how long each is accepted."""

from __future__ import annotations

from projguard.model.pictures import WaiverTerm
from projguard.project.project import Project


def waiver_terms(project: Project) -> tuple[WaiverTerm, ...]:
    """Give the waivers of a project in the order of the manifest."""
    return tuple(
        WaiverTerm(
            code=project.codes.get(waiver.rule, waiver.rule),
            reason=waiver.reason,
            approved_by=project.person(waiver.approved_by),
            until=waiver.until,
        )
        for waiver in project.waivers
    )
