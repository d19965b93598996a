"""Terms as people type them: ISO 8601 durations and shorthands in English and Russian."""

from __future__ import annotations

import re

from projguard.model.values import Duration, DurationUnit
from projguard.project.readings import Reading, State

CANONICAL_TERM = re.compile(r"P(?:[1-9][0-9]{0,3}[DW]|T[1-9][0-9]{0,3}[HM])")
CANONICAL_INTERVAL = re.compile(r"P([1-9][0-9]{0,3})([DWMY])")
"""What most people write."""
# Few terms need these; what is asked of the module re is compiled then, and kept.
_ISO_SINGLE = r"P([0-9]{1,4})([DWMY])"
_ISO_MIXED = r"P(?:([0-9]{1,4})D)?T(?=[0-9])(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?"
_BY_HAND = r"([0-9]{1,4})( ?)([a-zа-яё]+(?: [a-zа-яё]+)?)"
_ISO_UNITS: dict[str, DurationUnit] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_LETTERS = {"minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_WORDS: dict[DurationUnit, str] = {
    "minute": "min,minute,minutes,мин,минут,минута,минуты,минуту",
    "hour": "h,hour,hours,ч,час,часа,часов",
    "day": "d,day,days,дн,день,дня,дней",
    "week": "w,week,weeks,нед,неделя,недели,неделю,недель",
    "month": "month,months,мес,месяц,месяца,месяцев",
    "year": "year,years,год,года,лет",
}
_UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split(",")}
_WORKING = frozenset(
    [
        "wd",
        "working day",
        "working days",
        "business day",
        "business days",
        "рабочий день",
        "рабочих дня",
        "рабочих дней",
    ]
)


def read_duration(source: str) -> Reading[Duration]:
    """Read a term of minutes, hours, days or weeks; months and years are wrong here, a bare number is ambiguous."""
    reading = read_interval(source)
    if reading.value and reading.value.unit in {"month", "year"}:
        return Reading(state="wrong")
    return reading


def read_interval(source: str) -> Reading[Duration]:
    """Read how often something is due: a term, or months and years."""
    if found := CANONICAL_INTERVAL.fullmatch(source):
        return Reading(Duration(int(found[1]), _ISO_UNITS[found[2]]), canonical=source)
    text = " ".join(source.split())
    if not text:
        return Reading()
    value = _parsed(text)
    state: State = "ok" if value is not None and text == source else "reported"
    if value is None and (value := _parsed(text.lower()) or _parsed(text.upper())) is None:
        return Reading(state="ambiguous" if text.isdecimal() else "wrong")
    return Reading(value, state, canonical_duration(value))


def canonical_duration(value: Duration) -> str:
    """Write a term as ISO 8601; forced working days, which ISO 8601 does not know, as ``2wd``."""
    if value.working:
        return f"{value.count}wd"
    time = "T" if value.unit in {"minute", "hour"} else ""
    return f"P{time}{value.count}{_LETTERS[value.unit]}"


def _parsed(text: str) -> Duration | None:
    if found := re.fullmatch(_ISO_SINGLE, text):
        return Duration(int(found[1]), _ISO_UNITS[found[2]])
    if found := re.fullmatch(_ISO_MIXED, text):
        days, hours, minutes = (int(part or 0) for part in found.groups())
        hours += 24 * days
        return Duration(60 * hours + minutes, "minute") if minutes else Duration(hours, "hour")
    if found := re.fullmatch(_BY_HAND, text):
        if found[3] in _WORKING:
            return Duration(int(found[1]), "day", working=True)
        if unit := _UNITS.get(found[3]):
            return Duration(int(found[1]), unit)
    return None
