"""Account care: how fast the agency answers, how often it writes first, and what it knows about the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Duration, Listing, Text, Value
from projguard.project.calendar import interval_end
from projguard.project.contacts import is_zone
from projguard.project.documents import folded, unusable
from projguard.project.durations import read_interval
from projguard.project.hours import Hours, read_hours
from projguard.project.project import Project

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200, "year": 525_600}
"""Minutes of a unit, a month of 30 days: enough to compare terms."""
USUAL_HOURS = Hours(start=10 * 60, end=19 * 60)
DAY = 24 * 60


def response_time_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find answers without a term, and a first reaction that takes more than a working day."""
    for message, key in (("no_first", "first_response"), ("no_full", "full_answer")):
        usual = read_interval(params[key]).value
        if project.missing("communication", key) and usual:
            yield Problem(message=message, at=("communication", key), values={"usual": usual})
    first = project.communication.first_response
    limit = Duration(params["slowest_working_days"], "day", working=True)
    if first and _minutes(first) > _minutes(limit):
        yield Problem(message="slow", at=("communication", "first_response"), values={"value": first, "limit": limit})


def contact_cadence_low(project: Project, params: Params) -> Iterator[Problem]:
    """Find too few contacts a week while the project is active, and a next contact in the past."""
    if project.status != "active":
        return
    at = ("communication", "contacts_per_week")
    count = project.communication.contacts_per_week
    if project.missing(*at):
        yield Problem(message="none", at=at)
    elif count is not None and count < params["min_per_week"]:
        yield Problem(message="low", at=at, values={"count": count, "least": params["min_per_week"]})
    following = project.account.next_contact
    if following and following < project.as_of:
        yield Problem(message="past", at=("account", "next_contact"), values={"date": following})


def follow_up_ladder(project: Project, params: Params) -> Iterator[Problem]:
    """Find no reminders, or reminders that do not get longer."""
    at = ("communication", "follow_up")
    if project.missing(*at) or project.root.down(at).data == []:
        usual = Listing(tuple(term for text in params["ladder"] if (term := read_interval(text).value)))
        yield Problem(message="none", at=at, values={"usual": usual})
        return
    steps = [(item.at, term) for item in project.root.down(at).items() if (term := item.duration())]
    for (_, before), (place, term) in pairwise(steps):
        if _minutes(term) <= _minutes(before):
            yield Problem(message="order", at=place, values={"value": term, "before": before})


def time_zone_overlap(project: Project, params: Params) -> Iterator[Problem]:
    """Find agencies and clients whose working hours hardly overlap on the day judged."""
    if project.missing("client", "time_zone"):
        yield Problem(message="no_zone", at=("client", "time_zone"))
        return
    own, other = (project[side].text("time_zone") for side in ("agency", "client"))
    if not (own and other and is_zone(own) and is_zone(other)):
        return
    agency = read_hours(project["calendar"].text("working_hours")).value or USUAL_HOURS
    client = read_hours(project["client"].text("working_hours")).value or agency
    shift = _offset(project, other) - _offset(project, own)
    common = _overlap(agency, Hours(start=client.start - shift, end=client.end - shift))
    hours = Decimal(abs(shift)) / 60
    values: dict[str, Value] = {"hours": hours.normalize() if hours else hours, "overlap": Duration(common, "minute")}
    if common == 0:
        if project.missing("communication", "call_window"):
            yield Problem(message="none", at=("client", "time_zone"), values=values)
    elif common < params["min_overlap_hours"] * 60:
        yield Problem(message="little", at=("client", "time_zone"), values=values)


def report_unverified(project: Project, params: Params) -> Iterator[Problem]:
    """Find reports without an author, somebody else who verifies them, a cadence or a recipient."""
    del params
    needed = (("no_preparer", "prepared_by"), ("no_verifier", "verified_by"), ("no_cadence", "every"))
    for report in project.communication.reports:
        values: dict[str, Value] = {"title": Text(report.title)}
        for message, key in (*needed, ("no_recipient", "to")):
            if project.missing(*report.at, key):
                yield Problem(message=message, at=(*report.at, key), values=values)
        if report.prepared_by and report.prepared_by == report.verified_by:
            told: dict[str, Value] = {**values, "name": project.person(report.verified_by)}
            yield Problem(message="same", at=(*report.at, "verified_by"), values=told)


def glossary_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find technical projects without a glossary or frequent questions."""
    del params
    base = project.knowledge_base
    named = [(key, path) for key, path in (("glossary", base.glossary), ("faq", base.faq)) if path]
    if not named and project.missing("knowledge_base", "glossary") and project.missing("knowledge_base", "faq"):
        yield Problem(message="none", at=("knowledge_base", "glossary"))
    if any(not unusable(project.file(path)) for _, path in named):
        return
    for key, path in named[:1]:
        message = "empty" if project.file(path).state == "empty" else "no_file"
        yield Problem(message=message, at=("knowledge_base", key), values={"file": Text(path)})


def key_account_unmanaged(project: Project, params: Params) -> Iterator[Problem]:
    """Find key accounts without criteria, figures, a manager or a stage."""
    if not project.account.key:
        return
    yield from _criteria(project, params)
    yield from _ratio(project, params)
    if not project.account.manager_dedicated:
        yield Problem(message="no_manager", at=("account", "manager_dedicated"))
    at = ("account", "stage")
    if project.missing(*at):
        yield Problem(message="no_stage", at=at)
    elif project.account.stage and project.account.stage not in params["stages"]:
        known = Listing(tuple(Text(stage) for stage in params["stages"]))
        yield Problem(message="bad_stage", at=at, values={"value": Text(project.account.stage), "known": known})


def no_contact_after_close(project: Project, params: Params) -> Iterator[Problem]:
    """Find finished projects after which nobody plans to call."""
    at = ("account", "next_contact")
    following = project.account.next_contact
    if project.missing(*at):
        yield Problem(message="none", at=at)
        return
    within = read_interval(params["within"]).value
    in_time = following and project.end and within and project.end <= following <= interval_end(project.end, within)
    if following and following < project.as_of and not in_time:
        yield Problem(message="past", at=at, values={"date": following})


def _minutes(term: Duration) -> int:
    return term.count * MINUTES[term.unit]


def _offset(project: Project, zone: str) -> int:
    """Give the minutes from UTC of a zone at noon of the day judged."""
    from zoneinfo import ZoneInfo

    offset = datetime.combine(project.as_of, time(12), ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)


def _overlap(one: Hours, other: Hours) -> int:
    """Count the minutes that two stretches of the day share, the clock going round."""
    lengths = [one.end - one.start + (DAY if one.end <= one.start else 0)]
    lengths.append(other.end - other.start + (DAY if other.end <= other.start else 0))
    start = (other.start - one.start) % DAY
    ahead = max(0, min(lengths[0], start + lengths[1]) - start)
    wrapped = max(0, min(lengths[0], start + lengths[1] - DAY))
    return ahead + wrapped


def _criteria(project: Project, params: Params) -> Iterator[Problem]:
    section = project["account"]["criteria"]
    named = [(entry.at, key, entry.text()) for key, entry in section.entries()]
    named += [(item.at, item.text(), item.text()) for item in section.items()]
    weak = [folded(word) for word in params["weak_criteria"]]
    strong = [
        name
        for _, name, note in named
        if note and folded(name.replace("_", " ")) not in weak and folded(note) not in weak
    ]
    if len(strong) < params["min_criteria"]:
        values: dict[str, Value] = {"count": len(strong), "least": params["min_criteria"]}
        yield Problem(message="few", at=("account", "criteria"), values=values)
    if len(named) == 1 and not strong:
        yield Problem(message="weak", at=named[0][0], values={"criterion": Text(named[0][1])})


def _ratio(project: Project, params: Params) -> Iterator[Problem]:
    account = project.account
    if project.missing("account", "revenue_to_cost"):
        yield Problem(message="no_ratio", at=("account", "revenue_to_cost"))
        return
    limit = read_interval(params["measured_within"]).value
    if project.missing("account", "measured_on"):
        yield Problem(message="no_measure", at=("account", "measured_on"))
    elif account.measured_on and limit and interval_end(account.measured_on, limit) < project.as_of:
        values: dict[str, Value] = {"date": account.measured_on, "limit": limit}
        yield Problem(message="old_ratio", at=("account", "measured_on"), values=values)
