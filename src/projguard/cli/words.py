"""Parameter types and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from projguard.cli.speech import LANGUAGES, environment_language, wrong
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


def _told(value: Any, param: click.Parameter | None, known: Sequence[str] = ()) -> dict[str, str]:
    name = max(param.opts, key=len) if param is not None else ""
    return {"name": name if name.startswith("-") else name.upper(), "value": str(value), "known": ", ".join(known)}


def lang_option(command: F) -> F:
    """Add ``--lang``."""
    option = click.option(
        "--lang", type=OneOf(LANGUAGES), default=environment_language, help="Language of the texts.",
        show_default=mark("PROJGUARD_LANG or the locale"),
    )  # fmt: skip
    return option(command)
