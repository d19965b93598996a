"""Agendas as appointments of a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from projguard import __version__
from projguard.advice.questions import Agenda
from projguard.reporters.agenda.message import body_of, written_of
from projguard.reporters.agenda.sheet import HEADS, Guest, Sheet
from projguard.reporters.terminal import visible

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

STEP = 15
"""Minutes; calendars are kept in quarters of an hour."""


def render_ics(sheet: Sheet, begin: datetime) -> bytes:
    """Write one appointment after another, the first at ``begin``; notes to oneself are the last."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//projguard//projguard {__version__}//{sheet.lang.upper()}")
    calendar.add("version", "2.0")
    for agenda in sheet.agendas:
        end = begin + timedelta(minutes=-(-agenda.minutes // STEP) * STEP)
        calendar.add_component(_appointment(sheet, agenda, begin, end))
        begin = end
    calendar.add_missing_timezones()  # a calendar need not know the names of zones
    content: bytes = calendar.to_ical()
    return content


def _appointment(sheet: Sheet, agenda: Agenda, begin: datetime, end: datetime) -> Event:
    from icalendar import Event

    event = Event()
    # The same gaps on the same day are the same appointment, whenever it is written.
    print_ = sha256(f"{sheet.id}\0{sheet.as_of}\0{agenda.ask}".encode()).hexdigest()[:32]
    event.add("uid", f"{print_}@projguard")
    event.add("dtstamp", datetime.combine(sheet.as_of, time(), UTC))
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("summary", visible(f"{sheet.say(HEADS[agenda.ask])}: {sheet.title}"))
    event.add("description", _description(sheet, agenda))
    event.add("categories", ["projguard"])
    if sheet.manager and sheet.manager.email:
        event.add("organizer", _address(sheet.manager))
        for guest in sheet.guests.get(agenda.ask, ()):
            event.add("attendee", _address(guest))
    return event


def _description(sheet: Sheet, agenda: Agenda) -> str:
    return "\n\n".join(filter(None, (body_of(sheet, agenda), written_of(sheet, agenda))))


def _address(guest: Guest) -> vCalAddress:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{guest.email}")
    address.params["cn"] = visible(guest.name)
    return address
