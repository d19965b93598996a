"""Options about settings that several commands share, and the request that they make."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from projguard.app.active import Active
from projguard.app.settings import Request
from projguard.cli.loading import config_option, no_cache_option, no_plugins_option
from projguard.cli.speech import environment_language, speak, wrong
from projguard.cli.strangers import from_stranger
from projguard.cli.words import Day, OneOf, lang_option
from projguard.engine.select import ALWAYS, UnknownSelector, known_selectors
from projguard.model.config import Config, GateTerms
from projguard.model.finding import Notice
from projguard.model.rule import PHASES, SEVERITIES
from projguard.model.values import Audience
from projguard.project.nearest import nearest
from projguard.reporters.terminal import finished, visible
from projguard.wording.sentences import Wording
from projguard.wording.words import words_of

F = TypeVar("F", bound=Callable[..., Any])
GATES = (*SEVERITIES, "never")
SHARED = (
    click.option("--phase", type=OneOf(PHASES), help="Judge as if the project were in this phase. Default: its own."),
    click.option("--as-of", type=Day(), metavar="DATE", help="The day to judge by. Default: today at the agency."),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Only these: codes, prefixes (PG07), names, point:7, packs (AC), ALL.",
    ),
    click.option("--extend-select", multiple=True, metavar="RULES", help="These as well."),
    click.option("--ignore", multiple=True, metavar="RULES", help="Not these."),
    click.option(
        "--severity", multiple=True, metavar="RULE=LEVEL", help="Re-grade a rule: error, warning, info or off."
    ),
    config_option,
    no_plugins_option,
    click.option("--isolated", is_flag=True, help="Leave the folder's own settings aside."),
    click.option(
        "--untrusted",
        is_flag=True,
        default=from_stranger,
        help="For strangers' folders: their settings and comments hide nothing. Default for a fork's pull requests.",
    ),
    click.option("--baseline", metavar="FILE", help="Gaps accepted before. Default: .projguard-baseline.json."),
    click.option("--no-baseline", is_flag=True, help="Accept nothing."),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out folders when looking for projects."),
    click.option(
        "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes. Default: as many as pay."
    ),
    no_cache_option,
    lang_option,
)


def request_options(command: F) -> F:
    """Add the options that ``read_request`` reads."""
    for option in reversed(SHARED):
        command = option(command)
    return command


def read_request(options: dict[str, Any], active: Active) -> Request:
    """Read the shared options, and those about gates where a command has them; raises click's errors."""
    values: dict[str, Any] = {
        "phase": options["phase"],
        "select": split(options["select"]),
        "extend_select": split(options["extend_select"]),
        "ignore": split(options["ignore"]),
        "severity": dict(_level(text, active) for text in options["severity"]),
        "min_severity": options.get("min_severity"),
        "lang": options["lang"] or (os.environ.get("PROJGUARD_LANG") and environment_language()),
        "exclude": options["exclude"],
        "gate": _gate(split(options.get("fail_on", ())), active) if options.get("fail_on") else None,
    }
    given = {name: value for name, value in values.items() if value}
    config = Config(
        now=datetime.now(UTC),
        as_of=options["as_of"],
        jobs=options["jobs"],
        horizon=options.get("horizon") or 0,
        since=options.get("since") or "",
        untrusted=options["untrusted"],
        executor=options.get("executor") or "",
        scheduler=options.get("scheduler") or "",
        **{"lang": environment_language(), **given},
    )
    operator = Path(options["config"]) if options["config"] else None
    if operator is not None and not operator.is_file():
        raise wrong("There is no file '{path}'.", path=operator)
    return Request(
        config=config,
        said=frozenset(given),
        gate=options.get("gate_name") or "",
        baseline=None if options["no_baseline"] else options["baseline"] or "",
        operator=operator,
        isolated=options["isolated"],
    )


def split(values: Sequence[str]) -> tuple[str, ...]:
    """Split values that may hold several words, by commas or blanks."""
    return tuple(word for value in values for word in value.replace(",", " ").split())


@contextmanager
def refusing(active: Active, lang: str) -> Iterator[None]:
    """Turn what is wrong with paths, selectors, settings and baselines into a refusal: status 2, nothing checked."""
    try:
        yield
    except Exception as fault:
        from projguard.cli.refusals import refusal_of

        if refusal := refusal_of(fault, wording_of(active, lang)):
            raise refusal from None
        raise


def wording_of(active: Active, lang: str, audience: Audience = "agency") -> Wording:
    """Give the texts of everything that is active."""
    points = {point.number: point for point in active.points}
    return Wording(lang=lang, rules=active.by_code, points=points, audience=audience)


def tell(line: str, *, err: bool = False) -> None:
    """Print a line that may hold text from outside: nothing of it acts, in a terminal or a build server."""
    click.echo(finished([visible(line)], "utf-8"), nl=False, err=err)


def exit_line(words: Wording, status: int, reason: Notice) -> str:
    """Say the exit status and why, as the last line of text does."""
    return words_of(words.lang).say("exit {status}: {reason}", status=status, reason=words.notice(reason))


def speak_as(lang: str) -> None:
    """Go on in the language that the settings name."""
    speak(["--lang", lang])


def _gate(words: Sequence[str], active: Active) -> GateTerms:
    """Read ``--fail-on``: a severity, rules and points, or both; rules alone count from a warning on."""
    levels = [word for word in words if word in GATES]
    rules = tuple(word for word in words if word not in GATES)
    if len(levels) > 1:
        raise wrong("--fail-on: only one severity can be the lowest.")
    try:
        known_selectors(rules, active.rules)
    except UnknownSelector as unknown:
        near = nearest(unknown.selector, GATES, distance=3, share=0.5) or unknown.nearest
        known = ", ".join(GATES)
        raise wrong(
            "--fail-on: '{value}' is no rule, and not one of {known}.", value=unknown.selector, known=known, near=near
        ) from None
    severity: Any = levels[0] if levels else "warning"
    return GateTerms(severity=severity, rules=rules)


def _level(text: str, active: Active) -> tuple[str, Any]:
    name, _, level = text.partition("=")
    code = active.codes.get(name) or active.codes.get(name.upper())
    if code is None:
        near = nearest(name.upper(), active.codes) or nearest(name, active.codes)
        raise wrong("--severity: there is no rule '{name}'.", name=name, near=near)
    if level not in (*SEVERITIES, "off"):
        near = nearest(level, (*SEVERITIES, "off"), distance=3, share=0.5)
        known = ", ".join((*SEVERITIES, "off"))
        raise wrong("{name}: '{value}' is not one of {known}.", name="--severity", value=level, known=known, near=near)
    if code == ALWAYS:
        raise wrong("--severity: {code} cannot be re-graded.", code=ALWAYS)
    return code, level
