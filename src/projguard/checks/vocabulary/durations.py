"""Whether terms are as long as they should be."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Duration
from projguard.project.calendar import WorkCalendar, interval_end
from projguard.project.durations import read_interval
from projguard.project.project import Project

MINUTES = {"minute": 1, "hour": 60}
DAY = 24 * 60


@described(
    params={
        "field": FIELD,
        "least": Param("term", "the shortest that is right: `PT4H`, `2wd`, `P1W`", None),
        "most": Param("term", "the longest that is right", None),
    },
    messages={
        "short": Said("the term is shorter", ("name", "field", "value", "least"), only_with="least"),
        "long": Said("the term is longer", ("name", "field", "value", "most"), only_with="most"),
    },
    example=Example(
        card="""\
check: lasts
params: {field: change_requests.quoted_within, most: 2wd}
messages:
  long: {en: 'a change is quoted within {value}; we promise {most}'}
""",
        bad="manifest: {change_requests: {quoted_within: P5D}}",
    ),
)
def lasts(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each term of the field lies between the bounds; days and weeks count as the project's calendar counts them."""
    bounds = {name: read_interval(params[name]).value for name in ("least", "most") if params[name] is not None}
    lengths = {name: minutes(project, bound) for name, bound in bounds.items() if bound is not None}
    for item, value in values_of(project, params):
        term = value.duration()
        if term is None:
            continue
        for name, message in (("least", "short"), ("most", "long")):
            bound, length = bounds.get(name), minutes(project, term)
            if bound is not None and (length < lengths[name] if name == "least" else length > lengths[name]):
                yield Problem(message=message, at=value.at, values=item.values(value, value=term, **{name: bound}))


def minutes(project: Project, term: Duration) -> int:
    """Say how long a term is, so that terms can be compared; months and years from the day that is judged by."""
    if term.unit in MINUTES:
        return term.count * MINUTES[term.unit]
    if term.unit in {"month", "year"}:
        days = (interval_end(project.as_of, term) - project.as_of).days
        return days * DAY * (5 if project.calendar.count_days == "working" else 7) // 7
    calendar = WorkCalendar(count_days="working") if term.working else project.calendar
    return calendar.term_days(term) * DAY
