"""What pictures show, worked out from a project for its report."""

from __future__ import annotations

from projguard.model.report import ProjectReport
from projguard.project.project import Project


def with_pictures(report: ProjectReport, project: Project) -> ProjectReport:
    """Add plan, money and waivers to a report."""
    from projguard.advice.money import money_of
    from projguard.advice.timeline import timeline_of
    from projguard.advice.waivers import waiver_terms

    return report._replace(timeline=timeline_of(project), money=money_of(project), waivers=waiver_terms(project))
