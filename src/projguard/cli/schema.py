"""``projguard schema``."""

from __future__ import annotations

from typing import Any

import click

from projguard.cli.loading import loaded, loading_options
from projguard.cli.speech import Spoken
from projguard.cli.words import OneOf, lang_option
from projguard.reading.bundled import bundled
from projguard.reading.schema_texts import schema_source

SCHEMAS = ("manifest", "rules", "config", "report")


@click.command("schema", cls=Spoken)
@click.argument("name", type=OneOf(SCHEMAS))
@click.option("--output", metavar="FILE", help="Write to a file, such as the one that your editor reads.")
@loading_options
@lang_option
def command(name: str, output: str | None, **options: Any) -> None:
    """Print a JSON Schema: of the manifest, card files, configuration or report.

    That of the manifest has the keys of all installed plugins; with --lang its texts are in one language, else in both.
    """
    text = (bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    if name == "manifest" and ((active := loaded(options)).fragments or options["lang"]):
        text = schema_source(active.schema, options["lang"] or "")
    with click.open_file(output or "-", "w", encoding="utf-8") as file:
        file.write(text)
