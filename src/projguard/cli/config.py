"""``projguard config``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from projguard.app.active import Active
from projguard.app.effective import Effective, effective
from projguard.app.layers import Layer
from projguard.app.settings import Settings
from projguard.app.work import active_at, settings_at
from projguard.cli.loading import loaded
from projguard.cli.request import read_request, refusing, request_options, speak_as, tell, wording_of
from projguard.cli.speech import Spoken
from projguard.cli.words import OneOf
from projguard.reading.bundled import bundled
from projguard.reporters.json_report import write_json
from projguard.reporters.terminal import columns, cut, padded, visible
from projguard.wording.terms import LAYERS
from projguard.wording.words import Words, words_of

LONGEST = 200
"""Columns of a default; the form for programs has all of it."""
ROOM = 48
"""Columns of a setting, so that where it comes from stands in one column."""


class Group(Spoken, click.Group):
    """The commands about settings."""


@click.group("config", cls=Group)
def command() -> None:
    """Show the settings that hold, or describe all there are."""


@command.command("show", cls=Spoken)
@click.argument("path", default=".")
@request_options
@click.option("--format", "style", type=OneOf(("text", "json")), default="text", show_default=True, help="How to show.")
def show(path: str, style: str, **options: Any) -> None:
    """Show every setting that holds at a place, with the file and line it comes from; defaults included."""
    active = loaded(options)
    request = read_request(options, active)
    with refusing(active, request.config.lang):
        folder = Path(path).absolute()
        if not folder.exists():
            raise FileNotFoundError(path)
        folder = folder if folder.is_dir() else folder.parent
        settings = settings_at(folder, request, active)
        active = active_at(folder, request, active)
    speak_as(settings.config.lang)
    held = effective(settings, active.rules)
    if style == "json":
        click.echo(_as_json(settings, held), nl=False)
        return
    words = words_of(settings.config.lang)
    for line in (*_files(settings.layers, words), *_lines(held, words), *_notices(settings, active)):
        tell(line)


@command.command("schema", cls=Spoken)
def schema() -> None:
    """Print the JSON Schema of the settings."""
    click.echo((bundled("schemas") / "config.schema.json").read_text(encoding="utf-8"), nl=False)


def _files(layers: Sequence[Layer], words: Words) -> Iterator[str]:
    """Name the files that count, the one that wins first."""
    if not layers:
        yield words.say("No file of settings holds here: these are the defaults.")
    for layer in reversed(layers):
        yield f"{layer.file.shown}  ({words.text(LAYERS[layer.name])})"
    yield ""


def _lines(held: Sequence[Effective], words: Words) -> Iterator[str]:
    for entry in held:
        left = visible(f"{entry.key} = {json.dumps(entry.value, ensure_ascii=False)}")
        if entry.place is None:
            left = cut(left, LONGEST)
        where = f"{entry.place.path}:{entry.place.line}" if entry.place else words.text(LAYERS[entry.layer])
        if columns(left) <= ROOM:
            yield f"{padded(left, ROOM)}  {visible(where)}"
        else:
            yield left
            yield " " * (ROOM + 2) + visible(where)


def _notices(settings: Settings, active: Active) -> Iterator[str]:
    wording = wording_of(active, settings.config.lang)
    yield from (wording.notice(notice) for notice in settings.notices)


def _as_json(settings: Settings, held: Sequence[Effective]) -> str:
    files = [{"path": layer.file.shown, "layer": layer.name} for layer in reversed(settings.layers)]
    head = write_json({"version": 1, "files": files})[:-1]
    shown = ",\n".join(write_json(_entry(entry)) for entry in held)
    return f'{head}, "settings": [\n{shown}\n]}}\n'


def _entry(entry: Effective) -> dict[str, Any]:
    place = entry.place
    at = {"path": place.path, "line": place.line, "column": place.column} if place else {"path": None}
    return {"key": entry.key, "value": entry.value, "layer": entry.layer, **at}
