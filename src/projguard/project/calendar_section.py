"""The ``calendar`` section."""

from __future__ import annotations

from projguard.project.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from projguard.project.cursor import Cursor

_DAYS = {day: number for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def read_calendar(section: Cursor) -> WorkCalendar:
    """Read the agency's calendar; Monday to Friday where nothing is said."""
    days = frozenset(_DAYS[day] for text in section.texts("working_days") if (day := text.casefold()[:3]) in _DAYS)
    return WorkCalendar(
        working_days=days or MONDAY_TO_FRIDAY,
        holidays=section.days("holidays"),
        working_weekends=section.days("working_weekends"),
        count_days="calendar" if section.text("count_days") == "calendar" else "working",
    )
