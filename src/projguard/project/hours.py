"""Hours of a day as people type them."""

import re
from typing import NamedTuple

from projguard.project.readings import Reading

_SILENT = re.compile(r"[0-9]{1,2}(?::[0-9]{2})?-[0-9]{1,2}(?::[0-9]{2})?")
_FROM_TO = re.compile(
    r"(?:с |from )?([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(?:-|–|—|до|to|till) ?([0-9]{1,2})(?:[:.]([0-9]{2}))?",
    re.IGNORECASE,
)
_ONE_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")


class Hours(NamedTuple):
    """From when to when, in minutes since midnight; an end before the start lies on the next day."""

    start: int
    end: int


def read_hours(source: str) -> Reading[Hours]:
    """Read hours from and to; one time alone, or its minutes (600 is 10:00 read by another loader), is ambiguous."""
    text = " ".join(source.split())
    if not text:
        return Reading()
    if not (found := _FROM_TO.fullmatch(text)):
        one_time = _ONE_TIME.fullmatch(text) or (re.fullmatch(r"[0-9]{2,4}", text) and 60 <= int(text) <= 1439)
        return Reading(state="ambiguous" if one_time else "wrong")
    parts = [int(part or 0) for part in found.groups()]
    hours = Hours(start=60 * parts[0] + parts[1], end=60 * parts[2] + parts[3])
    if max(parts[1], parts[3]) > 59 or hours.start >= 24 * 60 or hours.end > 24 * 60:
        return Reading(state="impossible")
    return Reading(
        value=hours,
        state="ok" if _SILENT.fullmatch(source) else "reported",
        canonical=f"{clock(hours.start)}-{clock(hours.end)}",
    )


def clock(minutes: int) -> str:
    """Write minutes since midnight as a time of day: 600 is 10:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
