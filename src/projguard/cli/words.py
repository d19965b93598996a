"""Parameter types and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from projguard.cli.speech import LANGUAGES, wrong
from projguard.project.durations import read_interval
from projguard.project.nearest import nearest
from projguard.wording.words import mark

F = TypeVar("F", bound=Callable[..., Any])


class OneOf(click.Choice[str]):
    """One of a few words; the nearest is named where another one is typed."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(list(choices))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the word itself, or fail with the nearest known one."""
        if value in self.choices:
            return str(value)
        near = nearest(str(value), self.choices, distance=3, share=0.5)
        raise wrong("{name}: '{value}' is not one of {known}.", near=near, ctx=ctx, **_told(value, param, self.choices))


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.4 on only
    """A calendar date, ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD."""
        if isinstance(value, date):
            return value
        try:
            if len(str(value)) == 10:
                return date.fromisoformat(str(value))
        except ValueError:
            pass
        raise wrong(
            "{name}: '{value}' is no date of the form YYYY-MM-DD, such as 2026-11-23.", ctx=ctx, **_told(value, param)
        )


class Ahead(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.4 on only
    """A number of days ahead, at most a quarter: each day is judged by itself."""

    name = "days"
    most = 92

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read 14, 14d, 2w."""
        if isinstance(value, int):
            return value
        term = read_interval(str(value)).value or (read_interval(f"{value}d").value if str(value).isdecimal() else None)
        days = term.count * {"day": 1, "week": 7, "month": 31}.get(term.unit, 0) if term else 0
        if not 0 < days <= self.most:
            told = _told(value, param)
            raise wrong(
                "{name}: '{value}' is no term of 1 to {most} days, such as 14d or 2w.", ctx=ctx, most=self.most, **told
            )
        return days


def _told(value: Any, param: click.Parameter | None, known: Sequence[str] = ()) -> dict[str, str]:
    name = max(param.opts, key=len) if param is not None else ""
    return {"name": name if name.startswith("-") else name.upper(), "value": str(value), "known": ", ".join(known)}


def lang_option(command: F) -> F:
    """Add ``--lang``."""
    shown = mark("PROJGUARD_LANG, the settings or the locale")
    return click.option("--lang", type=OneOf(LANGUAGES), help="Language of the texts.", show_default=shown)(command)
