"""Questions that a card writes as an expression of CEL, the Common Expression Language; needs the extra ``cel``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from projguard.checks.vocabulary.dates import working_days
from projguard.hooks.described import Example, Param, Said, Unfit, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.project.dates import read_date
from projguard.project.durations import read_interval
from projguard.project.items import dotted_to, items_of
from projguard.project.project import Project

ABSENT = ("NOT_FOUND", "no such key")
"""What CEL says of a key that is not there; a question whose datum is missing is not asked."""
LONGEST = 2_000
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
MISSING = "the extra cel is not installed: pip install 'projguard[cel]'"


def compiled(expression: str) -> Any:
    """Compile an expression; raises Unfit for one that is none, or whose answer is not true or false."""
    program = _compiled(expression, _Calendar())
    if program.return_type().name() not in {"BOOL", "DYN"}:
        raise Unfit("the expression says neither true nor false")
    return program


@described(
    params={
        "holds": Param(
            "text",
            "what must be true: `this` is the place, `manifest` the whole, `today` the day that is judged by;"
            " `date('2026-11-23')`, `term('P2D')` and `working_days(from, to)` read dates and terms",
            verify=compiled,
        )
    },
    messages={"false": Said("it is not true", ("name", "field"))},
    example=Example(
        card="""\
given: $.deliverables[*]
check: cel
params: {holds: "!has(this.start) || date(this.due) - date(this.start) <= term('P8W')"}
messages:
  false: {en: '«{name}» takes longer than eight weeks: split it'}
""",
        bad="manifest: {deliverables: {id=launch: {start: 2026-09-21, due: 2026-12-04}}}",
    ),
)
def cel(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that an expression of CEL is true; where it needs a key that is not there, nothing is said. Needs the extra `cel`."""
    calendar = _Calendar(project)
    program = _compiled(params["holds"], calendar)
    shared = {"manifest": _plain(project.document.data), "today": _instant(project.as_of)}
    for item in items_of(project, params):
        answer = program.eval(data={**shared, "this": _plain(item.cursor.data)})
        if answer.type().name() == "ERROR":
            reason = str(answer.value())
            if any(word in reason for word in ABSENT):
                continue
            raise ValueError(f"{reason} at {dotted_to(item.cursor.at)}")
        if answer.value() is not True:
            yield Problem(message="false", at=item.cursor.at, values=item.values(item.cursor))


class _Calendar:
    """The functions about time that an expression may call; without a project, to compile alone."""

    def __init__(self, project: Project | None = None) -> None:
        self.project = project

    def date(self, text: str) -> datetime:
        day = read_date(text).value
        if day is None:
            raise ValueError(f"{text} is no date")
        return _instant(day)

    def term(self, text: str) -> timedelta:
        term = read_interval(text).value
        if term is None:
            raise ValueError(f"{text} is no term")
        if term.unit in {"minute", "hour"}:
            return timedelta(**{f"{term.unit}s": term.count})
        return timedelta(days=term.count * DAYS[term.unit])

    def working_days(self, first: datetime, second: datetime) -> int:
        return 0 if self.project is None else working_days(self.project, first.date(), second.date())


def _compiled(expression: str, calendar: _Calendar) -> Any:
    if len(expression) > LONGEST:
        raise Unfit(f"an expression has at most {LONGEST} characters")
    try:
        library: Any = import_module("cel_expr_python.cel")
    except ImportError:
        raise Unfit(MISSING) from None
    kind = library.Type

    def function(name: str, gives: Any, *takes: Any) -> Any:
        overload = library.Overload(f"{name}_of", return_type=gives, parameters=takes, impl=getattr(calendar, name))
        return library.FunctionDecl(name, [overload])

    environment = library.NewEnv(
        variables={"this": kind.DYN, "manifest": kind.DYN, "today": kind.TIMESTAMP},
        functions=[
            function("date", kind.TIMESTAMP, kind.STRING),
            function("term", kind.DURATION, kind.STRING),
            function("working_days", kind.INT, kind.TIMESTAMP, kind.TIMESTAMP),
        ],
    )
    try:
        return environment.compile(expression)
    except RuntimeError as fault:
        raise Unfit(_told(str(fault))) from None


def _told(reason: str) -> str:
    """Give the first line of what the compiler says, without its own names of files."""
    first = reason.partition("\n")[0]
    return first.rpartition("ERROR: ")[2].replace("<input>:", "").strip()


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _plain(data: Any) -> Any:
    """Leave out nulls, which count as absent, so that ``has()`` says what a person would."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items() if value is not None}
    return [_plain(value) for value in data if value is not None] if isinstance(data, list) else data
