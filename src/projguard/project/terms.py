"""When comments on a product are due, counted on the calendars of both sides."""

from __future__ import annotations

from datetime import date

from projguard.model.values import Period
from projguard.project.deliverables import Deliverable
from projguard.project.project import Project


def handed_over(deliverable: Deliverable) -> date | None:
    """Give the day of the hand-over: the real one where it has happened, else the planned one."""
    return deliverable.delivered_on or deliverable.due


def first_term(project: Project, deliverable: Deliverable) -> Period | None:
    """Give the first term for comments, from the hand-over to its last day; None without a date or a term."""
    start, term = handed_over(deliverable), project.feedback_term(deliverable)
    if start is None or term is None or term.count == 0:
        return None
    return Period(start, project.client_calendar.term_end(start, term))


def approval_end(project: Project, deliverable: Deliverable) -> date | None:
    """Give the last day of all rounds: (rounds + 1) x feedback + rounds x rework; None without a date or a term."""
    start, term = handed_over(deliverable), project.feedback_term(deliverable)
    if start is None or term is None or term.count == 0:
        return None
    rounds = project.rounds(deliverable)
    return project.client_calendar.approval_end(start, feedback=term, rework=project.revisions.rework, rounds=rounds)
