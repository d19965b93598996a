"""``projguard plugins``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from projguard.app.roster import Entry, roster
from projguard.cli.loading import allowed, loading_options
from projguard.cli.speech import Spoken, environment_language, said
from projguard.cli.words import OneOf, lang_option
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording
from projguard.wording.words import mark

STATES = {"loaded": mark("loaded"), "off": mark("left out"), "broken": mark("broken")}


@click.command("plugins", cls=Spoken)
@click.option(
    "--format", "style", type=OneOf(("text", "json")), default="text", show_default=True, help="How to list them."
)
@loading_options
@lang_option
def command(style: str, **options: Any) -> None:
    """List the plugins: what is loaded, from which distribution and version, and what it gives."""
    entries = roster(allowed(options), cache=not options["no_cache"])
    words = Wording(lang=options["lang"] or environment_language(), rules={}, points={})
    click.echo(_as_json(entries, words) if style == "json" else _as_text(entries, words))
    if any(entry.faults for entry in entries):
        sys.exit(2)


def _as_text(entries: Sequence[Entry], words: Wording) -> str:
    """Write a row per plugin and below it what it gives, or what is wrong with it."""
    wide = max(len(visible(entry.name)) for entry in entries)
    lines: list[str] = []
    for entry in entries:
        row = f"{visible(entry.name):<{wide}}  {visible(f'{entry.distribution} {entry.version}')}"
        lines.append(row if entry.state == "loaded" else f"{row}  ({said(STATES[entry.state])})")
        indent = " " * (wide + 2)
        lines += [f"{indent}{visible(words.notice(fault))}" for fault in entry.faults]
        lines += [f"{indent}{visible(warning)}" for warning in entry.warnings]
        lines += [f"{indent}{hook.removeprefix('projguard_')}{_counted(entry.gives.get(hook))}" for hook in entry.hooks]
    return "\n".join(lines)


def _counted(names: Sequence[str] | None) -> str:
    if names is None:
        return ""
    shown = ", ".join(map(visible, names[:4]))
    return f": {shown}" if len(names) <= 4 else f": {shown} ... ({len(names)})"


def _as_json(entries: Sequence[Entry], words: Wording) -> str:
    listed: list[Mapping[str, Any]] = [
        {
            "name": entry.name,
            "distribution": entry.distribution,
            "version": entry.version,
            "state": entry.state,
            "hooks": list(entry.hooks),
            "gives": {hook: list(names) for hook, names in entry.gives.items()},
            "warnings": list(entry.warnings),
            "errors": [words.notice(fault) for fault in entry.faults],
        }
        for entry in entries
    ]
    return json.dumps({"version": 1, "plugins": listed}, ensure_ascii=False, indent=2)
