"""``projguard rules``."""

from __future__ import annotations

from typing import Any

import click

from projguard.app.checklist import list_rules
from projguard.cli.loading import loaded, loading_options
from projguard.cli.speech import Spoken, environment_language
from projguard.cli.words import OneOf, lang_option


@click.command("rules", cls=Spoken)
@click.option(
    "--format",
    "style",
    type=OneOf(("table", "md", "json")),
    default="table",
    show_default=True,
    help="How to list them.",
)
@loading_options
@lang_option
def command(style: str, lang: str | None, **options: Any) -> None:
    """List the catalogue: every rule with its severity in each phase."""
    click.echo(list_rules(loaded({**options, "lang": lang}).rules, lang or environment_language(), style))
