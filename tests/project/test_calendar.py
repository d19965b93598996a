from __future__ import annotations

from datetime import date

import pytest

from projguard.model.values import Duration
from projguard.project.calendar import WorkCalendar, interval_end

WEEK = WorkCalendar()
FRIDAY = date(2026, 11, 20)
TWO_DAYS = Duration(2, "day")
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("calendar", "term", "end"),
    [
        (WEEK, TWO_DAYS, date(2026, 11, 24)),
        (WEEK, Duration(1, "week"), date(2026, 11, 27)),
        (WEEK, Duration(2, "hour"), MONDAY),
        (WEEK, Duration(0, "day"), FRIDAY),
        (WEEK, Duration(1, "month"), date(2026, 12, 20)),
        (WorkCalendar(holidays=frozenset({MONDAY})), TWO_DAYS, date(2026, 11, 25)),
        (WorkCalendar(working_weekends=frozenset({SATURDAY})), TWO_DAYS, MONDAY),
        (WEEK.for_client(frozenset({MONDAY})), TWO_DAYS, date(2026, 11, 25)),
        (WorkCalendar(count_days="calendar"), TWO_DAYS, date(2026, 11, 22)),
        (WorkCalendar(count_days="calendar"), Duration(1, "week"), date(2026, 11, 27)),
        (WorkCalendar(count_days="calendar"), Duration(2, "day", working=True), date(2026, 11, 24)),
        (WorkCalendar(working_days=frozenset()), TWO_DAYS, date(2026, 11, 24)),
    ],
)
def test_term_counts_from_the_next_working_day(calendar: WorkCalendar, term: Duration, end: date) -> None:
    """A term after a delivery on a Friday ends at its N-th counted day."""
    assert calendar.term_end(FRIDAY, term) == end


def test_two_rounds_of_two_days_take_two_weeks() -> None:
    """Two rounds of 2 + 2 days are ten working days: two calendar weeks."""
    assert WEEK.approval_days(feedback=TWO_DAYS, rework=TWO_DAYS, rounds=2) == 10
    assert WEEK.approval_end(FRIDAY, feedback=TWO_DAYS, rework=TWO_DAYS, rounds=2) == date(2026, 12, 4)


def test_rework_runs_on_a_holiday_of_the_client() -> None:
    """The agency reworks on the client's holiday; the client does not answer on it."""
    day = Duration(1, "day")
    plain = WEEK.approval_end(FRIDAY, feedback=day, rework=day, rounds=1)
    on_rework = WEEK.for_client(frozenset({date(2026, 11, 24)}))
    on_feedback = WEEK.for_client(frozenset({MONDAY}))
    assert plain == date(2026, 11, 25)
    assert on_rework.approval_end(FRIDAY, feedback=day, rework=day, rounds=1) == plain
    assert on_feedback.approval_end(FRIDAY, feedback=day, rework=day, rounds=1) == date(2026, 11, 26)


def test_day_off_of_either_side() -> None:
    """A working Saturday is worked, unless the client rests on it."""
    calendar = WorkCalendar(working_weekends=frozenset({SATURDAY}))
    assert WEEK.is_day_off(SATURDAY)
    assert not calendar.is_day_off(SATURDAY)
    assert calendar.for_client(frozenset({SATURDAY})).is_day_off(SATURDAY)


def test_nearest_working_days() -> None:
    """A deadline on a Sunday moves back to Friday or on to Monday."""
    sunday = date(2026, 11, 22)
    assert WEEK.previous_working_day(sunday) == FRIDAY
    assert WEEK.next_working_day(sunday) == MONDAY


def test_calendar_is_known_in_the_years_of_its_holidays() -> None:
    """A year without a listed holiday is not known; the client's holidays do not make it known."""
    calendar = WorkCalendar(holidays=frozenset({date(2026, 11, 4)})).for_client(frozenset({date(2027, 1, 1)}))
    assert calendar.known_years == {2026}
    assert calendar.is_known(FRIDAY)
    assert not calendar.is_known(date(2027, 1, 11))


@pytest.mark.parametrize(
    ("start", "interval", "end"),
    [
        (date(2026, 1, 31), Duration(1, "month"), date(2026, 2, 28)),
        (date(2024, 2, 29), Duration(1, "year"), date(2025, 2, 28)),
        (date(2026, 12, 15), Duration(1, "month"), date(2027, 1, 15)),
        (FRIDAY, Duration(2, "week"), date(2026, 12, 4)),
        (FRIDAY, Duration(9999, "year"), date.max),
        (FRIDAY, Duration(9999, "week"), date(2218, 7, 10)),
    ],
)
def test_interval_is_calendar_time(start: date, interval: Duration, end: date) -> None:
    """An interval runs through days off, and ends within the month it reaches."""
    assert interval_end(start, interval) == end


def test_term_ends_with_the_last_day_that_exists() -> None:
    """A term at the end of time ends there, whatever is typed for its rounds."""
    last = WEEK.approval_end(date.max, feedback=TWO_DAYS, rework=TWO_DAYS, rounds=10**9)
    assert last == date.max
    assert WEEK.previous_working_day(date.min) == date.min
