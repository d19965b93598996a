"""The command ``projguard``."""

from __future__ import annotations

import os
from typing import Literal

import click

from projguard import __version__
from projguard.app.checklist import explain_point, explain_rule, find, list_rules
from projguard.reading.bundled import bundled

SCHEMAS = ("manifest", "rules", "config", "report")
LANGUAGES = ("en", "ru")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="projguard")
def main() -> None:
    """Hold a client project's manifest and evidence against a ten-point checklist."""


def _language() -> str:
    """Give the language of the environment: PROJGUARD_LANG, else the locale, else English."""
    named = os.environ.get("PROJGUARD_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "ru" if named.lower().startswith("ru") else "en"


lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=_language, help="Language of the texts.", show_default="locale"
)


@main.command()
@click.argument("what")
@lang_option
def explain(what: str, lang: Literal["en", "ru"]) -> None:
    """Explain a rule (code or name) or a point (0 to 11): why, how it decides, what to do, whom to ask."""
    found = find(what)
    if not found.rules and found.point is None:
        hint = f"; did you mean {found.nearest}?" if found.nearest else ""
        raise click.UsageError(f"no rule or point is called {what}{hint}")
    if found.point is not None:
        click.echo(explain_point(found.point, found.rules, lang), nl=False)
        return
    click.echo(explain_rule(found.rules[0], lang), nl=False)


@main.command()
@lang_option
def rules(lang: Literal["en", "ru"]) -> None:
    """List the catalogue as a table."""
    click.echo(list_rules(lang))


@main.command()
@click.argument("name", type=click.Choice(SCHEMAS))
def schema(name: str) -> None:
    """Print a JSON Schema: of the manifest, card files, configuration or report."""
    click.echo((bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"), nl=False)
