"""Where a product does not fit into the plan, by the same arithmetic as the rules about dates and feedback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from projguard.model.pictures import Clash
from projguard.model.values import Period
from projguard.project.approval import Absence
from projguard.project.deliverables import Deliverable
from projguard.project.project import Project
from projguard.project.terms import approval_end, first_term, handed_over


def followers(project: Project) -> Mapping[str, Sequence[Deliverable]]:
    """Give the products that need a product, by its id."""
    found: dict[str, list[Deliverable]] = {}
    for later in project.active_deliverables:
        for id_ in later.depends_on:
            found.setdefault(id_, []).append(later)
    return found


def clashes_of(project: Project, product: Deliverable, later: Sequence[Deliverable]) -> Iterator[Clash]:
    """Find what is in the way of a product that is not accepted; ``later`` are the products that need it."""
    if product.accepted_on:
        return
    yield from _own_days(project, product)
    yield from _needed_first(project, product)
    yield from _too_long(project, product, later)
    yield from _nobody_there(project, product)


def _own_days(project: Project, product: Deliverable) -> Iterator[Clash]:
    due = product.due
    if due is None:
        return
    if not product.delivered_on:
        if project.calendar.is_day_off(due) or due in project.client_holidays:
            yield Clash("day_off", Period(due, due), due)
        if due < project.as_of:
            yield Clash("overdue", Period(due, project.as_of), due)
    if project.end and due > project.end:
        yield Clash("after_end", Period(project.end, due), project.end)


def _needed_first(project: Project, product: Deliverable) -> Iterator[Clash]:
    for id_ in product.depends_on:
        earlier = project.deliverable_by_id.get(id_)
        if earlier and not earlier.cancelled and earlier.due and product.due and product.due <= earlier.due:
            yield Clash("before_needed", Period(product.due, earlier.due), earlier.due, earlier.label)


def _too_long(project: Project, product: Deliverable, later: Sequence[Deliverable]) -> Iterator[Clash]:
    """Say which term does not end before the next product starts, or before the project ends."""
    term, whole = first_term(project, product), approval_end(project, product)
    limit = _limit(project, product, later)
    if term is None or whole is None or limit is None:
        return
    day, against = limit
    # The next product must start after the term; the project may end on its last day.
    first = day if against else date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
    if term.end >= first:
        yield Clash("answer", Period(first, term.end), day, against)
    elif whole >= first:
        yield Clash("rounds", Period(first, whole), day, against)


def _limit(project: Project, product: Deliverable, later: Sequence[Deliverable]) -> tuple[date, str] | None:
    """Find the day that approval must not reach, and the product that starts on it; none: the project's last day."""
    starts = [
        (begins, other.label)
        for other in later
        if (begins := other.start or other.due)
        and not other.accepted_on
        and not (other.due and product.due and other.due <= product.due)
    ]
    if starts:
        return min(starts)
    if later or project.end is None or (product.due and product.due > project.end):
        return None
    return project.end, ""


def _nobody_there(project: Project, product: Deliverable) -> Iterator[Clash]:
    """Find absences of those who approve, in the first term for comments, with nobody to stand in."""
    term = first_term(project, product)
    if term is None or product.comments_on or handed_over(product) is None:
        return
    for id_ in project.approvers_of(product):
        away = _overlap(_absences(project, id_), term)
        maker = next((maker for maker in project.decision_makers if maker.person == id_), None)
        if away and maker and not (maker.deputy and not _overlap(_absences(project, maker.deputy), term)):
            yield Clash("away", away, away.start, project.person(id_).name or id_)


def _absences(project: Project, id_: str) -> Iterator[Absence]:
    return (absence for maker in project.decision_makers if maker.person == id_ for absence in maker.absences)


def _overlap(absences: Iterator[Absence], term: Period) -> Period | None:
    for absence in absences:
        start, end = absence.start or absence.end, absence.end or absence.start
        if start and end and start <= term.end and term.start <= end:
            return Period(max(start, term.start), min(end, term.end))
    return None
