"""Questions on a terminal, one at a time; an answer that does not fit is asked for again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import click

from projguard.cli.formats import wants_color, width
from projguard.cli.speech import said

T = TypeVar("T")


class Unfit(ValueError):  # noqa: N818 - the person is told, and asked again
    """An answer that cannot be taken; the text says why."""


def as_typed(text: str) -> str:
    """Take an answer as it is."""
    return text


def ask(question: str, take: Callable[[str], T], *, default: str = "", hint: str = "") -> T:
    """Ask until the answer can be taken; an empty one stands for the default. Raises EOFError, KeyboardInterrupt."""
    if hint:
        tell(hint, dim=True)
    prompt = f"{question} [{default}]: " if default else f"{question}: "
    while True:
        typed = _line(prompt).strip()
        try:
            return take(typed or default)
        except Unfit as why:
            tell(str(why), fg="yellow")


def tell(text: str, **style: Any) -> None:
    """Say something beside the questions, set in a little."""
    told = click.wrap_text(text, width(), "  ", "  ", preserve_paragraphs=True)
    click.echo(click.style(told, **style) if wants_color("auto") else told)


def agrees(question: str, *, default: bool) -> bool:
    """Ask for yes or no."""
    words = (said("Y/n") if default else said("y/N"), {"y": True, "yes": True, "д": True, "да": True})
    no = {"n": False, "no": False, "н": False, "нет": False}

    def take(typed: str) -> bool:
        answer = {**words[1], **no, "": default}.get(typed.casefold())
        if answer is None:
            raise Unfit(said("Please answer yes or no."))
        return answer

    return ask(f"{question} [{words[0]}]", take)


def _line(prompt: str) -> str:
    with suppress(ImportError):
        import readline  # noqa: F401 - edits the line, letters of two bytes too
    return input(prompt)
