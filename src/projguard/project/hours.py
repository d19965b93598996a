"""Hours of a day as people type them."""

import re
from typing import NamedTuple

from projguard.project.readings import Reading

CANONICAL = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
"""What most people write."""
# Few hours need these; what is asked of the module re is compiled then, and kept.
_SILENT = r"[0-9]{1,2}(?::[0-9]{2})?-[0-9]{1,2}(?::[0-9]{2})?"
_FROM_TO = r"(?i)(?:с |from )?([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(?:-|–|—|до|to|till) ?([0-9]{1,2})(?:[:.]([0-9]{2}))?"
_ONE_TIME = r"[0-9]{1,2}:[0-9]{2}"


class Hours(NamedTuple):
    """From when to when, in minutes since midnight; an end before the start lies on the next day."""

    start: int
    end: int


def read_hours(source: str) -> Reading[Hours]:
    """Read hours from and to; one time alone, or its minutes (600 is 10:00 read by another loader), is ambiguous."""
    if found := CANONICAL.fullmatch(source):
        hour, minute, until_hour, until_minute = map(int, found.groups())
        return Reading(Hours(60 * hour + minute, 60 * until_hour + until_minute), canonical=source)
    text = " ".join(source.split())
    if not text:
        return Reading()
    if not (found := re.fullmatch(_FROM_TO, text)):
        one_time = re.fullmatch(_ONE_TIME, text) or (re.fullmatch(r"[0-9]{2,4}", text) and 60 <= int(text) <= 1439)
        return Reading(state="ambiguous" if one_time else "wrong")
    start_hour, start_minute, end_hour, end_minute = map(int, found.groups("0"))
    hours = Hours(60 * start_hour + start_minute, 60 * end_hour + end_minute)
    if max(start_minute, end_minute) > 59 or hours.start >= 24 * 60 or hours.end > 24 * 60:
        return Reading(state="impossible")
    canonical = f"{start_hour:02}:{start_minute:02}-{end_hour:02}:{end_minute:02}"
    return Reading(hours, "ok" if re.fullmatch(_SILENT, source) else "reported", canonical)


def clock(minutes: int) -> str:
    """Write minutes since midnight as a time of day: 600 is 10:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
