"""The checklist that a command works with, and the options that say what takes part in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from projguard.app.active import Active, load_active
from projguard.app.layers import Misconfigured
from projguard.app.settings import Request
from projguard.app.work import active_at
from projguard.cli.speech import environment_language, wrong
from projguard.hooks.plugins import BadPlugins
from projguard.model.config import Config
from projguard.wording.sentences import Wording

F = TypeVar("F", bound=Callable[..., Any])
config_option = click.option(
    "--config", metavar="FILE", envvar="PROJGUARD_CONFIG", help="Settings of whoever runs this."
)
no_plugins_option = click.option("--no-plugins", is_flag=True, help="Load none of the installed plugins.")
no_cache_option = click.option("--no-cache", is_flag=True, help="Read card files and judge projects anew.")


def loading_options(command: F) -> F:
    """Add the options that ``loaded`` reads, to a command that has no others about settings."""
    for option in (no_cache_option, no_plugins_option, config_option):
        command = option(command)
    return command


def loaded(options: Mapping[str, Any]) -> Active:
    """Load plugins and compose the checklist, with the cards that the settings name; raises click's errors, status 2."""
    try:
        active = load_active(cache=not options["no_cache"], only=allowed(options))
    except BadPlugins as bad:
        from projguard.cli.refusals import refused_plugins

        raise refused_plugins(bad.faults, options.get("lang")) from None
    operator = Path(options["config"]) if options["config"] else None
    if operator is not None and not operator.is_file():
        raise wrong("There is no file '{path}'.", path=operator)
    config = Config(untrusted=bool(options.get("untrusted")))
    isolated = bool(options.get("isolated"))
    request = Request(config=config, said=frozenset(), operator=operator, isolated=isolated)
    try:
        return active_at(_folder(options), request, active)
    except Misconfigured as bad:
        from projguard.cli.refusals import refused_settings

        words = Wording(lang=options.get("lang") or environment_language(), rules=active.by_code, points={})
        raise refused_settings(bad, words) from None


def _folder(options: Mapping[str, Any]) -> Path:
    """Give the folder whose settings a command works with: that of its first path, else the working directory."""
    first = next(iter(options.get("paths") or ()), options.get("path") or ".")
    path = Path(options.get("stdin_filename") or ".") if first == "-" else Path(first)
    return path if path.is_dir() else path.parent


def allowed(options: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Say which plugins may be loaded: none, those that the operator's settings list, or all."""
    if options["no_plugins"]:
        return ()
    if not options["config"]:
        return None
    path = Path(options["config"])
    if not path.is_file():
        raise wrong("There is no file '{path}'.", path=path)
    from projguard.app.operator import operators_plugins

    try:
        return operators_plugins(path)
    except Misconfigured as bad:
        from projguard.cli.refusals import refused_settings

        active = load_active(only=())
        words = Wording(lang=options.get("lang") or environment_language(), rules=active.by_code, points={})
        raise refused_settings(bad, words) from None
