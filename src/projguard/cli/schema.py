"""``projguard schema``."""

from __future__ import annotations

import click

from projguard.cli.speech import Spoken
from projguard.cli.words import OneOf
from projguard.reading.bundled import bundled

SCHEMAS = ("manifest", "rules", "config", "report")


@click.command("schema", cls=Spoken)
@click.argument("name", type=OneOf(SCHEMAS))
@click.option("--output", metavar="FILE", help="Write to a file, such as the one that your editor reads.")
def command(name: str, output: str | None) -> None:
    """Print a JSON Schema: of the manifest, card files, configuration or report."""
    text = (bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    with click.open_file(output or "-", "w", encoding="utf-8") as file:
        file.write(text)
