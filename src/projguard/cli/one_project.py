"""Commands that write into one project's manifest: their options, and the project."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, TypeVar

import click

from projguard.app.examine import Examiner
from projguard.app.sources import is_mendable
from projguard.app.work import prepare
from projguard.cli.loading import loaded, loading_options
from projguard.cli.request import read_request, refusing, speak_as, wording_of
from projguard.cli.speech import said, wrong
from projguard.cli.words import Day, lang_option
from projguard.hooks.source import Source
from projguard.model.finding import Notice
from projguard.model.values import Text
from projguard.reading.discovery import UNOPENED as NOT_HANDED_OUT
from projguard.reading.unreadable import Unreadable
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording

F = TypeVar("F", bound=Callable[..., Any])
REFUSED, NOTHING, UNOPENED = 1, 3, 4
UNSAID: dict[str, Any] = {
    "phase": None,
    "select": (),
    "extend_select": (),
    "ignore": (),
    "severity": (),
    "exclude": (),
    "jobs": 0,
    "untrusted": False,
    "baseline": None,
    "no_baseline": False,
}
"""What the options of ``check`` are where a command has none of them."""


class Opened(NamedTuple):
    """One project, and what is needed to judge it and to speak of it."""

    source: Source
    examiner: Examiner
    words: Wording


def project_options(command: F) -> F:
    """Add the options that ``open_project`` reads."""
    command = lang_option(loading_options(command))
    command = click.option("--isolated", is_flag=True, help="Leave the folder's own settings aside.")(command)
    day = click.option("--as-of", type=Day(), metavar="DATE", help="The day to judge by. Default: today at the agency.")
    return day(command)


def open_project(path: str, options: dict[str, Any], *, writes: bool = True) -> Opened:
    """Find the one project of a path; ends with status 2 or 3 where there is none, or more than one.

    ``writes`` asks for one that can be written to.
    """
    active = loaded(options)
    request = read_request({**UNSAID, **options}, active)
    with refusing(active, request.config.lang):
        work = prepare((path,), request, active)
    speak_as(work.main.config.lang)
    words = wording_of(active, work.main.config.lang)
    found = work.sources.found
    if not found:
        say_exit(NOTHING, visible(words.notice(Notice("no_manifest", {"path": Text(path)}))))
    if len(found) > 1:
        raise wrong("{count} projects lie in '{path}'; name one.", count=len(found), path=path)
    if writes and not is_mendable(found[0]):
        raise wrong("{path}: only a manifest in YAML can be written to.", path=found[0].shown)
    return Opened(found[0], work.examiners[found[0].settings], words)


def say_exit(status: int, why: str) -> NoReturn:
    """Say on standard error why the command ends as it does, and end it."""
    click.echo(said("exit {status}: {reason}", status=status, reason=why), err=True)
    sys.exit(status)


def say_refused(shown: str, why: Unreadable, words: Wording) -> NoReturn:
    """Say at which place a manifest cannot be read, and end the command: 1 where its author must act, else 4."""
    at = why.span.start
    place = f"{shown}:{at.line + 1}:{at.column + 1}"
    say_exit(UNOPENED if why.message in NOT_HANDED_OUT else REFUSED, visible(f"{place}: {words.refusal(why)}"))
