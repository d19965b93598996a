"""Folders of card files that settings name: which of them count, and the checklist with their cards."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from projguard.app.active import Active
from projguard.app.composition import BadPack
from projguard.app.layers import Layer, Misconfigured
from projguard.hooks.plugins import BadPlugins
from projguard.model.config import Pack
from projguard.model.finding import Notice
from projguard.model.values import Text
from projguard.reading.settings_file import Place
from projguard.reading.shown import shown_path

KEY = "rule_dirs"


class BadNamedCards(Misconfigured):
    """Raised for cards, in a folder that settings name, that cannot be used: each fault with its place."""


def packs_of(layers: Sequence[Layer], *, untrusted: bool) -> tuple[Pack, ...]:
    """Give the folders that settings name, each once; raises Misconfigured for one that may not be named, or is none.

    A folder lies below that of the file which names it; the operator's may lie anywhere. Nothing of an untrusted
    folder counts.
    """
    found: dict[str, Pack] = {}
    for layer in layers:
        if untrusted and not layer.by_operator:
            continue
        for index, text in enumerate(layer.file.data.get(KEY, ())):
            folder = _folder(layer, str(text), layer.file.place((KEY, index)))
            found.setdefault(os.path.realpath(folder), Pack(str(folder), shown_path(folder)))
    return tuple(found.values())


def with_packs(active: Active, packs: tuple[Pack, ...], layers: Sequence[Layer]) -> Active:
    """Give the checklist with the cards of these folders; raises BadNamedCards."""
    try:
        return active.with_packs(packs)
    except BadPack as bad:
        raise BadNamedCards([(fault.place, fault.why) for fault in bad.cards]) from None
    except BadPlugins as bad:
        place = next(layer.file.place((KEY,)) for layer in reversed(layers) if KEY in layer.file.data)
        raise BadNamedCards([(place, fault) for fault in bad.faults]) from None


def together(active: Active, several: Iterable[tuple[Pack, ...]]) -> Active:
    """Give the checklist with the cards of several projects; raises BadNamedCards where two of them claim one name."""
    packs = tuple(dict.fromkeys(pack for one in several for pack in one))
    try:
        return active.with_packs(packs)
    except BadPack as bad:
        raise BadNamedCards([(fault.place, fault.why) for fault in bad.cards]) from None
    except BadPlugins as bad:
        place = Place(packs[-1].shown, 1, 1)
        raise BadNamedCards([(place, fault) for fault in bad.faults]) from None


def left_out(layers: Sequence[Layer], *, untrusted: bool) -> Iterator[Notice]:
    """Tell which settings about folders of cards are not honoured."""
    for layer in layers:
        if untrusted and not layer.by_operator and layer.file.data.get(KEY):
            place = layer.file.place((KEY,))
            yield Notice("rule_dirs_untrusted", {"place": Text(f"{place.path}:{place.line}")})


def _folder(layer: Layer, text: str, place: Place) -> Path:
    if not layer.file.path.is_absolute() and not layer.file.path.is_file():
        raise Misconfigured([(place, Notice("rule_dir_preset"))])
    base = Path(os.path.abspath(layer.file.path)).parent  # noqa: PTH100 - links stay as typed
    folder = Path(os.path.normpath(base / text))
    try:
        is_inside = layer.by_operator or folder.resolve().is_relative_to(base.resolve())
        is_there = folder.is_dir()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a name that no folder can have
        is_inside, is_there = True, False
    if not is_inside:
        raise Misconfigured([(place, Notice("rule_dir_outside", {"value": Text(text)}))])
    if not is_there:
        raise Misconfigured([(place, Notice("rule_dir_missing", {"value": Text(text)}))])
    return folder
