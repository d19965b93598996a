"""``projguard explain``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from projguard.app.active import Active
from projguard.app.checklist import explain_point, explain_rule, find
from projguard.app.place import findings_at
from projguard.cli.loading import loaded, loading_options
from projguard.cli.speech import Spoken, environment_language, wrong
from projguard.cli.words import Day, lang_option
from projguard.model.config import Config
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording

_PLACE = re.compile(r"(.+?):([0-9]+)(?::[0-9]+)?")


@click.command("explain", cls=Spoken)
@click.argument("what")
@click.option("--as-of", type=Day(), metavar="DATE", help="For a place: the day to judge by. Default: today.")
@loading_options
@lang_option
def command(what: str, as_of: date | None, lang: str | None, **options: Any) -> None:
    """Explain a rule (code or name), a point (0 to 11), or what is found at a place (projguard.yaml:31)."""
    active = loaded({**options, "lang": lang})
    lang = lang or environment_language()
    place = _PLACE.fullmatch(what)
    if place and Path(place[1]).is_file():
        click.echo(_at(Path(place[1]), int(place[2]), as_of, lang, active), nl=False)
        return
    found = find(what, active)
    if not found.rules and found.point is None:
        raise wrong("No rule or point is called '{name}'.", name=what, near=found.nearest)
    if found.point is not None:
        click.echo(explain_point(found.point, found.rules, lang), nl=False)
        return
    click.echo(explain_rule(found.rules[0], lang), nl=False)


def _at(path: Path, line: int, as_of: date | None, lang: str, active: Active) -> str:
    """Write the page of every rule that speaks of a line, each with its sentence."""
    words = Wording(lang=lang, rules=active.by_code, points={point.number: point for point in active.points})
    found = findings_at(path, line, Config(as_of=as_of, now=datetime.now(UTC)), active)
    if not found:
        raise wrong("Nothing is found at {path}:{line}.", path=path, line=line)
    pages = [
        f"{visible(words.message(finding))}\n\n{explain_rule(active.by_code[finding.code], lang)}" for finding in found
    ]
    return "\n".join(pages)
