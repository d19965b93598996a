"""The ``calendar`` section."""

from __future__ import annotations

from projguard.project.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from projguard.project.cursor import Cursor

_DAYS = {day: number for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def read_calendar(section: Cursor) -> WorkCalendar:
    """Read the agency's calendar; Monday to Friday where nothing is said."""
    days = frozenset(_DAYS[day] for text in section["working_days"].texts() if (day := text.casefold()[:3]) in _DAYS)
    return WorkCalendar(
        working_days=days or MONDAY_TO_FRIDAY,
        holidays=section["holidays"].days(),
        working_weekends=section["working_weekends"].days(),
        count_days="calendar" if section["count_days"].text() == "calendar" else "working",
    )
