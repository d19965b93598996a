"""``projguard schema``."""

from __future__ import annotations

import click

from projguard.cli.words import OneOf
from projguard.reading.bundled import bundled

SCHEMAS = ("manifest", "rules", "config", "report")


@click.command("schema")
@click.argument("name", type=OneOf(SCHEMAS))
def command(name: str) -> None:
    """Print a JSON Schema: of the manifest, card files, configuration or report."""
    click.echo((bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"), nl=False)
