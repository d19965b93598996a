"""``projguard lsp``."""

from __future__ import annotations

from datetime import date
from importlib import import_module, util
from typing import Any

import click

from projguard.app.active import load_active
from projguard.app.settings import Request
from projguard.cli.speech import Spoken, environment_language, wrong
from projguard.cli.words import Day, lang_option
from projguard.model.config import Config

NEEDED = "pygls"
"""The library that speaks the editor's protocol; the extra ``lsp`` brings it."""


@click.command("lsp", cls=Spoken)
@click.option("--stdio", is_flag=True, help="Speak over standard input and output; there is no other way.")
@click.option("--as-of", type=Day(), metavar="DATE", help="The day to judge by. Default: today at the agency.")
@lang_option
def command(stdio: bool, as_of: date | None, lang: str | None) -> None:
    """Serve an editor: findings while one types, explanations, quick fixes, completion."""
    del stdio
    if util.find_spec(NEEDED) is None:
        raise wrong("The editor server needs the extra 'lsp': pip install 'projguard[lsp]'.")
    said: Any = lang or environment_language()
    config = Config(as_of=as_of, lang=said)
    request = Request(config=config, said=frozenset({"lang"}))
    server: Any = import_module("projguard.lsp.server").make_server(load_active(), request)
    server.start_io()
