"""Dates as people type them: ISO 8601 is expected, day.month.year is understood."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from projguard.project.readings import Reading

_CANONICAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Few dates need these; what is asked of the module re is compiled then, and kept.
_YEAR_FIRST = r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.Z+-]+)?"
_DAY_FIRST = r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?: ?г\.?)?"
_AMBIGUOUS = r"[0-9]{1,2}[./-][0-9]{1,2}(?:[./-][0-9]{2}(?:[0-9]{2})?)?"


@lru_cache(maxsize=1_024)  # one day is read by several rules, and projects of a portfolio share days
def read_date(source: str) -> Reading[date]:
    """Read a day from the text of a scalar; blank text is no day, and that is fine."""
    if _CANONICAL.fullmatch(source):
        try:
            return Reading(date.fromisoformat(source), canonical=source)
        except ValueError:
            return Reading(state="impossible")
    text = source.strip()
    if not text:
        return Reading()
    if found := re.fullmatch(_YEAR_FIRST, text):
        year, month, day = found.groups()
    elif found := re.fullmatch(_DAY_FIRST, text):
        day, month, year = found.groups()
    else:
        return Reading(state="ambiguous" if re.fullmatch(_AMBIGUOUS, text) else "wrong")
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return Reading(state="impossible")
    return Reading(value=value, state="reported", canonical=value.isoformat())
