"""Options of ``check`` whose work is imported where somebody asks for it: fixes, git's index, watching."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
FIXES = (
    click.option("--fix", is_flag=True, help="Mend what can be mended without changing what is meant, then check."),
    click.option("--unsafe-fixes", is_flag=True, help="Mend misspelt names and words too; look at the result."),
    click.option("--diff", is_flag=True, help="Only show what would be mended."),
)
STAGED = (
    click.option("--staged", is_flag=True, help="Judge manifest and evidence as they stand in git's index."),
    click.option(
        "--touched",
        is_flag=True,
        help="With --staged: only projects that the next commit, or a file named as PATH, changes.",
    ),
)
WATCH = (
    click.option("--watch", is_flag=True, help="Go on: check again what changed, until Ctrl-C."),
    click.option(
        "--watch-interval",
        type=click.FloatRange(min=0.05),
        default=0.5,
        metavar="SECONDS",
        help="With --watch: how often to look. Default: 0.5.",
    ),
)


def check_options(command: F) -> F:
    """Add these options."""
    for option in reversed((*FIXES, *STAGED, *WATCH)):
        command = option(command)
    return command


def asks_for_fixes(options: dict[str, Any]) -> bool:
    """Tell whether anything is to be mended, or shown as mended."""
    return bool(options["fix"] or options["unsafe_fixes"] or options["diff"])
