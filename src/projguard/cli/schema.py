"""``projguard schema``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from projguard.cli.loading import loaded, loading_options
from projguard.cli.one_project import say_exit
from projguard.cli.speech import Spoken, said
from projguard.cli.words import OneOf, lang_option
from projguard.reading.bundled import bundled
from projguard.reading.schema_texts import schema_source
from projguard.reporters.terminal import visible

NOT_WRITTEN = 4
SCHEMAS = ("manifest", "rules", "config", "report")


@click.command("schema", cls=Spoken)
@click.argument("name", type=OneOf(SCHEMAS))
@click.option("--output", default="-", metavar="FILE", help="Write to a file, such as the one that your editor reads.")
@loading_options
@lang_option
def command(name: str, output: str, **options: Any) -> None:
    """Print a JSON Schema: of the manifest, card files, configuration or report.

    That of the manifest has the keys of all installed plugins; with --lang its texts are in one language, else in both.
    """
    text = (bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    if name == "manifest" and ((active := loaded(options)).fragments or options["lang"]):
        text = schema_source(active.schema, options["lang"] or "")
    if output == "-":
        click.echo(text, nl=False)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as fault:
        why = said("{path} is not written: {reason}", path=output, reason=fault.strerror)
        say_exit(NOT_WRITTEN, visible(why))
