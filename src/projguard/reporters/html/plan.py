"""The plan as the page draws it: a lane per product and absence, over months and days off."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from projguard.model.pictures import Away, Bar, BarState, Clash, Timeline
from projguard.model.values import Kind, Period
from projguard.reporters.html.labels import LABELS, MONTHS
from projguard.reporters.html.scale import DayScale, Stretch
from projguard.reporters.page import Page
from projguard.wording.values import Voice
from projguard.wording.words import mark

CLASHES = {
    "answer": mark("comments may come until {day}, «{name}» starts {limit}"),
    "answer_end": mark("comments may come until {day}, the project ends {limit}"),
    "rounds": mark("all rounds end {day}, «{name}» starts {limit}"),
    "rounds_end": mark("all rounds end {day}, the project ends {limit}"),
    "after_end": mark("due {day}, the project ends {limit}"),
    "before_needed": mark("due {start}, but it needs «{name}», due {limit}"),
    "day_off": mark("{day} is a day off"),
    "away": mark("{name} is away {start} to {day}, nobody stands in"),
    "overdue": mark("was due {limit}, not delivered"),
}
ROOM_FOR_MONTH = 0.12
"""Share of the width that the name of a month takes on a phone."""


class Tick(NamedTuple):
    """A day that is named above the lanes."""

    x: str
    text: str


class Lane(NamedTuple):
    """One product."""

    title: str
    who: str
    """Kind of work and owner."""
    state: BarState
    said: str
    """Its dates in words."""
    misfits: tuple[str, ...]
    work: Stretch | None
    answer: Stretch | None
    rounds: Stretch | None
    clashes: tuple[tuple[str, Stretch], ...]


class Absence(NamedTuple):
    """Somebody who is away."""

    name: str
    said: str
    days: Stretch


class Plan(NamedTuple):
    """What the page draws."""

    lanes: tuple[Lane, ...]
    absences: tuple[Absence, ...]
    months: tuple[Tick, ...]
    days_off: tuple[Stretch, ...]
    client_days_off: tuple[Stretch, ...]
    edges: tuple[str, ...]
    """First and last day of the project."""
    today: str | None
    used: frozenset[str]
    """What the picture shows, of all that it might."""
    left_out: str
    said: str


def plan_of(page: Page, timeline: Timeline) -> Plan:
    """Lay a plan out."""
    scale = DayScale(timeline.window)
    ends = timeline.end + timedelta(days=1) if timeline.end and timeline.end < date.max else None
    left_out = page.words.say("{count} more {count:product} not drawn.", count=timeline.left_out)
    return Plan(
        lanes=tuple(_lane(page, scale, bar) for bar in timeline.bars),
        absences=tuple(_absence(page, scale, away) for away in timeline.absences),
        months=tuple(_months(page, scale)),
        days_off=tuple(filter(None, map(scale.stretch, timeline.days_off))),
        client_days_off=tuple(filter(None, map(scale.stretch, timeline.client_days_off))),
        edges=tuple(scale.start_of(day) for day in (timeline.start, ends) if day and scale.shows(day)),
        today=scale.start_of(timeline.today) if scale.shows(timeline.today) else None,
        used=frozenset(_used(timeline)),
        left_out=left_out if timeline.left_out else "",
        said=page.words.say(
            "{start} to {end}", start=timeline.window.start.isoformat(), end=timeline.window.end.isoformat()
        ),
    )


def _used(timeline: Timeline) -> Iterator[str]:
    for bar in timeline.bars:
        yield from (bar.state, "answer" if bar.answer else "", "rounds" if bar.rounds else "")
        yield from ("gone" if clash.reason == "away" else "clash" for clash in bar.clashes)
    if timeline.absences:
        yield "gone"


def _lane(page: Page, scale: DayScale, bar: Bar) -> Lane:
    voice = Voice(page.words, {})
    kind = voice.show(Kind(bar.kind)) if bar.kind else ""
    who = [kind, voice.show(bar.owner) if bar.owner else ""]
    drawn = ((clash.reason, scale.stretch(clash.span)) for clash in bar.clashes)
    return Lane(
        title=bar.title,
        who=" · ".join(part for part in who if part),
        state=bar.state,
        said=_dates(page, bar),
        misfits=tuple(_misfit(page, clash) for clash in bar.clashes),
        work=scale.stretch(bar.work),
        answer=scale.stretch(bar.answer),
        rounds=scale.stretch(bar.rounds),
        clashes=tuple((reason, place) for reason, place in drawn if place),
    )


def _dates(page: Page, bar: Bar) -> str:
    say = page.words.say
    if bar.work is None:
        return say("no date")
    parts = [_span(page, bar.work)]
    if bar.state == "accepted":
        parts.append(page.words.text(LABELS["accepted"]))
    elif bar.answer:
        parts.append(say("comments until {day}", day=bar.answer.end.isoformat()))
    if bar.rounds and bar.answer and bar.rounds.end > bar.answer.end:
        parts.append(say("all rounds until {day}", day=bar.rounds.end.isoformat()))
    return " · ".join(parts)


def _span(page: Page, span: Period) -> str:
    return Voice(page.words, {}).show(span)


def _misfit(page: Page, clash: Clash) -> str:
    ends = clash.reason in ("answer", "rounds") and not clash.against
    return page.words.say(
        CLASHES[f"{clash.reason}_end" if ends else clash.reason],
        start=clash.span.start.isoformat(),
        day=clash.span.end.isoformat(),
        limit=clash.limit.isoformat(),
        name=clash.against,
    )


def _absence(page: Page, scale: DayScale, away: Away) -> Absence:
    said = _span(page, away.days)
    voice = Voice(page.words, {})
    if away.deputy:
        said = page.words.say("{days}, {name} stands in", days=said, name=voice.show(away.deputy))
    else:
        said = page.words.say("{days}, nobody stands in", days=said)
    return Absence(voice.show(away.name), said, scale.stretch(away.days) or Stretch("0%", "0%"))


def _months(page: Page, scale: DayScale) -> Iterator[Tick]:
    """Name the months, each where it has room; the first one shown and January with the year."""
    window = scale.window
    days = (window.end - window.start).days + 1
    room = days * ROOM_FOR_MONTH
    starts = list(_month_starts(window))
    ends = [*starts[1:], window.end]
    named = -room
    for start, end in zip(starts, ends, strict=True):
        at = (start - window.start).days
        if (end - start).days < room or at - named < room:
            continue
        name = page.words.text(MONTHS[start.month - 1])
        yield Tick(scale.start_of(start), f"{name} {start.year}" if start.month == 1 or named < 0 else name)
        named = at


def _month_starts(window: Period) -> Iterator[date]:
    day = window.start
    while day <= window.end:
        yield day
        if (day.year, day.month) == (date.max.year, date.max.month):
            return
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
