"""The plan: dates in order, days that are worked, and time for the client's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Listing, Text, Value
from projguard.project.deliverables import Deliverable
from projguard.project.project import Project
from projguard.project.terms import approval_end, first_term


def dates_out_of_order(project: Project, params: Params) -> Iterator[Problem]:
    """Find dates outside the project, in the wrong order, and dependencies that cannot be met."""
    del params
    cycles = tuple(_cycles(project))
    circular = frozenset(id_ for cycle in cycles for id_ in cycle)
    for deliverable in project.active_deliverables:
        yield from _own_dates(project, deliverable)
        if deliverable.depends_on:
            yield from _dependencies(project, deliverable, circular)
    for cycle in cycles:
        first = project.deliverable_by_id[cycle[0]]
        titles = Listing(tuple(Text(project.deliverable_by_id[id_].label) for id_ in cycle))
        yield Problem(message="cycle", at=(*first.at, "depends_on"), values={"titles": titles})


def deadline_on_day_off(project: Project, params: Params) -> Iterator[Problem]:
    """Find due dates of products and payments on days off; years whose holidays are not known, once."""
    del params
    calendar = project.calendar
    unknown: dict[int, KeyPath] = {}
    for at, title, day in _deadlines(project):
        if not calendar.is_known(day):
            unknown.setdefault(day.year, at)
        own_day_off = calendar.is_day_off(day)
        if own_day_off or day in project.client_holidays:
            suggestion = project.client_calendar.previous_working_day(day)
            values: dict[str, Value] = {"title": Text(title), "date": day, "suggestion": suggestion}
            yield Problem(message="day_off" if own_day_off else "client_holiday", at=at, values=values)
    if unknown:
        years = Listing(tuple(Text(str(year)) for year in sorted(unknown)))
        at = ("calendar", "holidays") if project["calendar"].is_present else next(iter(unknown.values()))
        yield Problem(message="calendar_unknown", at=at, values={"years": years})


def feedback_does_not_fit(project: Project, params: Params) -> Iterator[Problem]:
    """Find products whose comments may come after the next product starts, or after the project ends."""
    del params
    needed: set[str] = set()
    for later in project.active_deliverables:
        for id_ in later.depends_on:
            earlier = project.deliverable_by_id.get(id_)
            if earlier is not None and not earlier.cancelled:
                needed.add(id_)
                if not earlier.accepted_on:
                    yield from _before_next(project, earlier, later)
    for deliverable in project.active_deliverables:
        if not deliverable.accepted_on and deliverable.id not in needed:
            yield from _before_end(project, deliverable)


def _own_dates(project: Project, deliverable: Deliverable) -> Iterator[Problem]:
    first, last = project.start, project.end
    start, due = deliverable.start, deliverable.due
    delivered, accepted = deliverable.delivered_on, deliverable.accepted_on
    if due and first and due < first:
        yield _misplaced(deliverable, "before_project", "due", {"due": due, "start": first})
    if due and last and due > last:
        end = Related(at=("project", "end"), label="project_end")
        yield _misplaced(deliverable, "after_project", "due", {"due": due, "end": last}, end)
    if due and start and start > due:
        yield _misplaced(deliverable, "start_after_due", "start", {"start": start, "due": due})
    if delivered and first and delivered < first:
        yield _misplaced(
            deliverable, "delivered_before_project", "delivered_on", {"delivered": delivered, "start": first}
        )
    if accepted and delivered and accepted < delivered:
        yield _misplaced(
            deliverable, "accepted_before_delivered", "accepted_on", {"accepted": accepted, "delivered": delivered}
        )


def _misplaced(
    deliverable: Deliverable, message: str, key: str, values: Mapping[str, Value], *related: Related
) -> Problem:
    told = {"title": Text(deliverable.label), **values}
    return Problem(message=message, at=(*deliverable.at, key), values=told, related=related)


def _dependencies(project: Project, later: Deliverable, circular: frozenset[str]) -> Iterator[Problem]:
    for index, id_ in enumerate(later.depends_on):
        at = (*later.at, "depends_on", index)
        earlier = project.deliverable_by_id.get(id_)
        if earlier is None:
            yield Problem(message="unknown", at=at, values={"title": Text(later.label), "id": Text(id_)})
        elif {id_, later.id} <= circular or earlier.cancelled:
            continue
        elif later.due and earlier.due and later.due <= earlier.due:
            values: dict[str, Value] = {"b": Text(later.label), "due": later.due}
            values |= {"a": Text(earlier.label), "needed": earlier.due}
            related = (Related(at=(*earlier.at, "due"), label="needed"),)
            yield Problem(message="dependency", at=(*later.at, "due"), values=values, related=related)


def _cycles(project: Project) -> Iterator[tuple[str, ...]]:
    """Find circles of products, each once, by walking from product to product; none is entered twice."""
    products = project.deliverable_by_id
    order = {id_: index for index, id_ in enumerate(products)}
    if all(order.get(id_, len(order)) > order[first] for first in products for id_ in products[first].depends_on):
        return  # every product needs only those that stand before it
    done: set[str] = set()
    told: set[str] = set()
    for first in products:
        trail: dict[str, int] = {}
        stack = [iter((first,))]
        while stack:
            id_ = next(stack[-1], None)
            if id_ is None:
                stack.pop()
                done.update(trail.popitem()[:1] if trail else ())
            elif id_ in trail:
                circle = list(islice(reversed(trail), len(trail) - trail[id_]))
                if told.isdisjoint(circle):
                    yield tuple(sorted(circle, key=order.__getitem__))
                told.update(circle)
            elif id_ in products and id_ not in done:
                trail[id_] = len(trail)
                stack.append(iter(products[id_].depends_on))


def _deadlines(project: Project) -> Iterator[tuple[KeyPath, str, date]]:
    for deliverable in project.active_deliverables:
        if deliverable.due and not deliverable.delivered_on and not deliverable.accepted_on:
            yield (*deliverable.at, "due"), deliverable.label, deliverable.due
    for payment in project.pricing.payments:
        if payment.due and not payment.paid_on:
            yield (*payment.at, "due"), payment.title, payment.due


def _before_next(project: Project, earlier: Deliverable, later: Deliverable) -> Iterator[Problem]:
    begins = later.start or later.due
    if begins is None or later.accepted_on or (later.due and earlier.due and later.due <= earlier.due):
        return
    found = _too_long(project, earlier, begins, same_day=False)
    if found:
        name, day = found
        values: dict[str, Value] = {"a": Text(earlier.label), "b": Text(later.label), "date": day}
        values |= {"start": begins} if later.start else {"due": begins}
        key = "start" if later.start else "due"
        message = name if later.start else f"{name}_due"
        related = (Related(at=(*later.at, key), label="depends_on"),)
        yield Problem(message=message, at=(*earlier.at, "due"), values=values, related=related)


def _before_end(project: Project, deliverable: Deliverable) -> Iterator[Problem]:
    if project.end is None or (deliverable.due and deliverable.due > project.end):
        return
    found = _too_long(project, deliverable, project.end, same_day=True)
    if found:
        name, day = found
        values: dict[str, Value] = {"a": Text(deliverable.label), "date": day, "end": project.end}
        related = (Related(at=("project", "end"), label="project_end"),)
        yield Problem(message=f"{name}_end", at=(*deliverable.at, "due"), values=values, related=related)


def _too_long(project: Project, deliverable: Deliverable, limit: date, *, same_day: bool) -> tuple[str, date] | None:
    """Say which term does not end before the limit; the first one alone where even that does not."""
    whole = approval_end(project, deliverable)
    if whole is None or whole < limit or (whole == limit and same_day):
        return None
    first = first_term(project, deliverable)
    is_late = first is not None and (first.end > limit or (first.end == limit and not same_day))
    return ("term", first.end) if first and is_late else ("span", whole)
