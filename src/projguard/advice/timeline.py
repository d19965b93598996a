"""The plan as a picture shows it: work, time for approval, absences, days off, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from projguard.advice.clashes import clashes_of, followers
from projguard.model.pictures import Away, Bar, Timeline
from projguard.model.values import Period
from projguard.project.deliverables import Deliverable
from projguard.project.project import Project
from projguard.project.terms import approval_end, first_term, handed_over

MOST_BARS = 200
"""Products that a picture shows."""
MOST_DAYS = 731
"""Days that a picture shows."""
WEEKENDS_UP_TO = 400
"""Days up to which a day off is wide enough to be seen."""
_DAY = timedelta(days=1)


def timeline_of(project: Project) -> Timeline | None:
    """Draw up the plan of a project; None where no product has a date."""
    products = project.active_deliverables
    after = followers(project)
    bars = tuple(_bar(project, product, after) for product in products[:MOST_BARS])
    absences = tuple(_absences(project))[:MOST_BARS]
    window = _window(project, bars)
    if window is None:
        return None
    calendar = project.calendar
    own, client = _days_off(window, calendar.is_day_off), _days_off(window, project.client_holidays.__contains__)
    return Timeline(
        window=window,
        today=project.as_of,
        start=project.start,
        end=project.end,
        bars=bars,
        left_out=max(len(products) - MOST_BARS, 0),
        absences=tuple(away for away in absences if away.days.start <= window.end and away.days.end >= window.start),
        days_off=own,
        client_days_off=client,
    )


def _bar(project: Project, product: Deliverable, after: Mapping[str, Sequence[Deliverable]]) -> Bar:
    done = handed_over(product)
    start = min(product.start, done) if product.start and done else product.start or done
    term, whole = first_term(project, product), approval_end(project, product)
    answer = _following(done, product.accepted_on or (term.end if term else None))
    return Bar(
        title=product.label,
        kind=product.kind,
        owner=project.person(product.owner) if product.owner else None,
        state="accepted" if product.accepted_on else "delivered" if product.delivered_on else "planned",
        work=Period(start, done or start) if start else None,
        answer=answer,
        rounds=None if product.accepted_on else _following(done, whole),
        clashes=tuple(clashes_of(project, product, after.get(product.id, ()))),
    )


def _following(day: date | None, end: date | None) -> Period | None:
    """Give the days after a day, up to another one."""
    return Period(day + _DAY, end) if day and end and end > day else None


def _absences(project: Project) -> Iterator[Away]:
    for maker in project.decision_makers:
        deputy = project.person(maker.deputy) if maker.deputy else None
        for absence in maker.absences:
            if absence.start and absence.end and absence.start <= absence.end:
                yield Away(project.person(maker.person), Period(absence.start, absence.end), deputy)


def _window(project: Project, bars: Sequence[Bar]) -> Period | None:
    """Choose the days to show, whole weeks; of a plan that is too long those around the day of the report."""
    spans = [span for bar in bars for span in (bar.work, bar.answer, bar.rounds) if span]
    if not spans:
        return None
    days = [*chain.from_iterable(spans), *(day for day in (project.start, project.end) if day)]
    first, last = min(days), max(days)
    if (last - first).days >= MOST_DAYS:
        reach = MOST_DAYS // 2
        middle = min(max(project.as_of, _moved(first, reach)), _moved(last, -reach))
        first, last = _moved(middle, -reach), _moved(middle, reach)
    return Period(_moved(first, -first.weekday()), _moved(last, 6 - last.weekday()))


def _moved(day: date, days: int) -> date:
    """Move a day, no further than the first or the last one that exists."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def _days_off(window: Period, is_off: Callable[[date], bool]) -> tuple[Period, ...]:
    """Gather days off that follow one another."""
    length = (window.end - window.start).days + 1
    if length > WEEKENDS_UP_TO:
        return ()
    found: list[Period] = []
    for day in (window.start + timedelta(days=number) for number in range(length)):
        if not is_off(day):
            continue
        if found and found[-1].end + _DAY == day:
            found[-1] = Period(found[-1].start, day)
        else:
            found.append(Period(day, day))
    return tuple(found)
