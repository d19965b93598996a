"""Options of ``check --watch``; what they ask for is imported where somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
SHARED = (
    click.option("--watch", is_flag=True, help="Go on: check again what changed, until Ctrl-C."),
    click.option(
        "--watch-interval",
        type=click.FloatRange(min=0.05),
        default=0.5,
        metavar="SECONDS",
        help="With --watch: how often to look. Default: 0.5.",
    ),
)


def watch_options(command: F) -> F:
    """Add the options about watching."""
    for option in reversed(SHARED):
        command = option(command)
    return command
