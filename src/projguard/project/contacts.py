"""Mailboxes, phone numbers and time zones as people type them."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from projguard.model.values import Text
from projguard.project.readings import Reading

EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\".]+(?:\.[^\s@<>()\[\],;:\\\".]+)+")
_PHONE = re.compile(
    r"(?:[+08(][0-9 ().-]{4,30}|[1-79][0-9]{2,9}|[1-79][0-9]{0,14}[ ().-][0-9 ().-]{3,24})"
    r"(?:[ ,;]*(?:доб|ext)\.? ?[0-9]{1,6})?"
)
_PLUS_LOST = re.compile(r"[1-79][0-9]{10,14}")
_OFFSET = re.compile(r"(?:UTC|GMT) ?([+-])([0-9]{1,2})(?::?00)?", re.IGNORECASE)
_ABBREVIATIONS = {
    "msk": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "москва": "Europe/Moscow",
    "moscow": "Europe/Moscow",
    "cet": "Europe/Berlin",
    "eet": "Europe/Kyiv",
    "est": "America/New_York",
    "pst": "America/Los_Angeles",
}


def read_email(source: str) -> Reading[Text]:
    """Read one mailbox without a display name, as used in practice (RFC 5321 Mailbox)."""
    text = source.strip()
    return _told(text, fits=EMAIL.fullmatch(text) is not None)


def read_phone(source: str) -> Reading[Text]:
    """Read a phone number; eleven digits or more without a plus are read as an international number."""
    text = source.strip()
    if _PLUS_LOST.fullmatch(text):
        return Reading(value=Text(f"+{text}"), state="reported", canonical=f'"+{text}"')
    return _told(text, fits=_PHONE.fullmatch(text) is not None)


def read_time_zone(source: str) -> Reading[Text]:
    """Read an IANA time zone; common abbreviations and whole hours from UTC are understood."""
    text = source.strip()
    if not text:
        return Reading()
    if known := _ABBREVIATIONS.get(text.casefold()):
        return Reading(value=Text(known), state="reported", canonical=known)
    if found := _OFFSET.fullmatch(text):
        # The names of this part of the IANA base count westwards: UTC+3 is Etc/GMT-3.
        sign = "-" if found[1] == "+" else "+"
        zone = f"Etc/GMT{sign}{int(found[2])}" if int(found[2]) else "UTC"
        return Reading(value=Text(zone), state="reported", canonical=zone) if is_zone(zone) else Reading(state="wrong")
    return _told(text, fits=is_zone(text))


ZONES = "/usr/share/zoneinfo"
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*)*")


@lru_cache(maxsize=64)  # a machine has the zones that it has
def is_zone(name: str) -> bool:
    """Tell whether the IANA base of this machine has a time zone.

    Where the base lies in its usual place a look is enough: the library that reads it takes two milliseconds to load.
    """
    if _ZONE.fullmatch(name) and os.path.isfile(f"{ZONES}/{name}"):  # noqa: PTH113 - a text, and quick
        return True
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _told(text: str, *, fits: bool) -> Reading[Text]:
    if not text:
        return Reading()
    return Reading(Text(text)) if fits else Reading(state="wrong")
