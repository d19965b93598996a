"""Working days and the ends of terms, counted on the calendar of the manifest."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple, Self

from projguard.model.values import Duration

MONDAY_TO_FRIDAY = frozenset(range(5))
DAYS_OF_A_WEEK = {"working": 5, "calendar": 7}
MOST_ROUNDS = 100  # a typed 1000000 must not keep a run busy

_DAY = timedelta(days=1)


class WorkCalendar(NamedTuple):
    """Which days are worked (Monday is 0) and how terms count; no working days at all means Monday to Friday."""

    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    count_days: Literal["working", "calendar"] = "working"
    client_holidays: frozenset[date] = frozenset()

    def for_client(self, holidays: frozenset[date]) -> Self:
        """Skip the client's days off too: a client's term runs when both sides work."""
        return self if holidays == self.client_holidays else self._replace(client_holidays=holidays)

    def is_day_off(self, day: date) -> bool:
        """Tell a day off: working days minus holidays plus working weekends are worked, never on a client's holiday."""
        working_days, holidays, working_weekends, _, client_holidays = self
        if day in client_holidays:
            return True
        if day in working_weekends:
            return False
        return day in holidays or day.weekday() not in (working_days or MONDAY_TO_FRIDAY)

    def is_known(self, day: date) -> bool:
        """Tell whether the year of a day is one whose holidays are listed."""
        return day.year in self.known_years

    @property
    def known_years(self) -> frozenset[int]:
        """Years in which a holiday is listed; official calendars are published one year at a time."""
        return frozenset(day.year for day in self.holidays)

    def next_working_day(self, day: date) -> date:
        """Find the first working day after a day; the last day that exists where there is none."""
        while day < date.max:
            day += _DAY
            if not self.is_day_off(day):
                break
        return day

    def previous_working_day(self, day: date) -> date:
        """Find the last working day before a day; the first day that exists where there is none."""
        while day > date.min:
            day -= _DAY
            if not self.is_day_off(day):
                break
        return day

    def term_days(self, term: Duration) -> int:
        """Count a term's days: a week of working days has five, a part of a day counts as a whole one."""
        match term.unit:
            case "minute":
                return -(-term.count // (24 * 60))
            case "hour":
                return -(-term.count // 24)
            case "week":
                return term.count * DAYS_OF_A_WEEK[self.count_days]
            case _:
                return term.count

    def term_end(self, start: date, term: Duration) -> date:
        """Find the last day of a term: counting starts on the next working day and ends with the N-th.

        Delivered on Friday 20 November, within 2 working days: Tuesday 24 November. Months and years are calendar time.
        """
        if term.unit in {"month", "year"} or (self.count_days == "calendar" and not term.working):
            return interval_end(start, term)
        end, left = start, self.term_days(term)
        while left > 0 and end < date.max:
            end += _DAY
            if not self.is_day_off(end):
                left -= 1
        return end

    def approval_days(self, *, feedback: Duration, rework: Duration, rounds: int) -> int:
        """Count the days of a whole approval: (rounds + 1) x feedback + rounds x rework."""
        return (rounds + 1) * self.term_days(feedback) + rounds * self.term_days(rework)

    def approval_end(self, delivered: date, *, feedback: Duration, rework: Duration, rounds: int) -> date:
        """Find the last day of a whole approval; feedback skips the client's holidays, rework does not."""
        own = self.for_client(frozenset())
        end = self.term_end(delivered, feedback)
        for _ in range(min(rounds, MOST_ROUNDS)):
            end = self.term_end(own.term_end(end, rework), feedback)
        return end


_EVERY_DAY = WorkCalendar(count_days="calendar")


def interval_end(start: date, interval: Duration) -> date:
    """Add calendar time to a day: 31 January and a month make 28 February; no further than the last day that exists."""
    if interval.unit in {"month", "year"}:
        months = start.year * 12 + start.month - 1 + interval.count * (12 if interval.unit == "year" else 1)
        year, month = divmod(months, 12)
        if year > date.max.year:
            return date.max
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    days = _EVERY_DAY.term_days(interval)
    return start + timedelta(days=min(days, (date.max - start).days))
