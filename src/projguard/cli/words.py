"""Parameter types and options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from projguard.project.nearest import nearest

LANGUAGES = ("en", "ru")
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
        hint = f" Did you mean '{near}'?" if near else ""
        raise click.BadParameter(f"'{value}' is not one of {', '.join(self.choices)}.{hint}", ctx, param)


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
        raise click.BadParameter(f"'{value}' is no date of the form YYYY-MM-DD, such as 2026-11-23.", ctx, param)


def environment_language() -> str:
    """Give the language of the environment: PROJGUARD_LANG, else the locale, else English."""
    for name in ("PROJGUARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ru" if os.environ[name].lower().startswith("ru") else "en"
    return "en"


def lang_option(command: F) -> F:
    """Add ``--lang``."""
    option = click.option(
        "--lang", type=OneOf(LANGUAGES), default=environment_language, help="Language of the texts.",
        show_default="PROJGUARD_LANG or the locale",
    )  # fmt: skip
    return option(command)
