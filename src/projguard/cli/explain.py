"""``projguard explain``."""

from __future__ import annotations

import click

from projguard.app.checklist import explain_point, explain_rule, find
from projguard.cli.words import lang_option


@click.command("explain")
@click.argument("what")
@lang_option
def command(what: str, lang: str) -> None:
    """Explain a rule (code or name) or a point (0 to 11): why, how it decides, what to do, whom to ask."""
    found = find(what)
    if not found.rules and found.point is None:
        hint = f"; did you mean {found.nearest}?" if found.nearest else ""
        raise click.UsageError(f"no rule or point is called {what}{hint}")
    if found.point is not None:
        click.echo(explain_point(found.point, found.rules, lang), nl=False)
        return
    click.echo(explain_rule(found.rules[0], lang), nl=False)
