"""``projguard rules``."""

from __future__ import annotations

import click

from projguard.app.checklist import list_rules
from projguard.cli.words import lang_option


@click.command("rules")
@lang_option
def command(lang: str) -> None:
    """List the catalogue as a table."""
    click.echo(list_rules(lang))
