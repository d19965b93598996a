"""Every setting that holds for a folder, defaults included, each with the file and line that it came from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from projguard.app.gates import BUILT_IN_GATES
from projguard.app.layers import SELECTORS, Layer
from projguard.app.settings import OPERATORS_OWN, Settings, days_of
from projguard.engine.select import params_by_rule, words_by_rule
from projguard.engine.waivers import CODE as WAIVERS
from projguard.model.limits import Limits
from projguard.model.rule import Rule
from projguard.model.source import KeyPath, dotted
from projguard.reading.settings_file import Place

DEFAULT, SAID = "default", "command line"
ADDING = ("select", "extend_select", "ignore", "exclude", "plugins", "rule_dirs", "extends")
"""Lists that are shown item by item, since each item may come from another file."""
PLAIN: Mapping[str, Any] = {
    "fail_on": "error",
    "min_severity": "info",
    "waivers.warn_before": "P7D",
    "agency.time_zone": "UTC",
    **{f"limits.{name}": default for name, default in Limits._field_defaults.items()},
}
"""What holds where nobody says anything, but for parameters, which the cards know."""
OF_WAIVERS = {"longest_days": "longest", "notice_days": "warn_before"}
"""Parameters of the rule about waivers, and the settings that are another name for them."""


class Effective(NamedTuple):
    """One setting that holds."""

    key: str
    """Dotted."""
    value: Any
    layer: str
    """default, preset, operator, folder, command line."""
    place: Place | None = None
    """None for a default and for the command line."""


def effective(settings: Settings, rules: Sequence[Rule]) -> tuple[Effective, ...]:
    """Give everything that holds, sorted by key."""
    own = [
        Effective(dotted(key), value, layer, place) for key, value, layer, place in settings.entries if _is_plain(key)
    ]
    known = {entry.key for entry in own}
    gates = {f"gates.{name}": dict(terms) for name, terms in BUILT_IN_GATES.items()}
    defaults = [Effective(key, value, DEFAULT) for key, value in {**PLAIN, **gates}.items() if key not in known]
    first = _first_selecting(settings.layers)
    listed = [entry for number, layer in enumerate(settings.layers) for entry in _items(layer, chooses=number >= first)]
    graded = [*_levels(settings, rules), *_params(settings, rules)]
    return tuple(sorted([*own, *defaults, *listed, *graded], key=lambda entry: entry.key))


def _is_plain(key: KeyPath) -> bool:
    return key[0] not in {*ADDING, "params", "severity", "overrides", "mandatory"}


def _first_selecting(layers: Sequence[Layer]) -> int:
    """Give the number of the highest layer that selects: what lower ones choose no longer counts."""
    return max((number for number, layer in enumerate(layers) if "select" in layer.file.data), default=0)


def _items(layer: Layer, *, chooses: bool) -> Iterator[Effective]:
    """Give what a layer adds to lists, item by item; ``chooses`` is False where a higher one chooses the rules anew."""
    for key, value in layer.file.data.items():
        if (key in OPERATORS_OWN and not layer.by_operator) or (key in SELECTORS and not chooses):
            continue
        lists: list[tuple[KeyPath, Any]] = [((key,), value)] if key in {*ADDING, "overrides"} else []
        if key == "mandatory" and isinstance(value, dict):
            lists = [((key, name), items) for name, items in value.items()]
        for path, items in lists:
            for index, item in enumerate(items if isinstance(items, list) else [items]):
                yield Effective(dotted(path), item, layer.name, layer.file.place((*path, index)))


def _levels(settings: Settings, rules: Sequence[Rule]) -> Iterator[Effective]:
    """Give the level of each rule that is re-graded."""
    places: dict[str, tuple[str, Place | None]] = {}
    for layer in settings.layers:
        for code, word in words_by_rule(layer.file.data.get("severity", {}), rules).items():
            places[code] = layer.name, layer.file.place(("severity", word))
    for code, level in settings.config.severity.items():
        origin, place = places.get(code, (SAID, None))
        yield Effective(f"severity.{code}", level, origin, place)


def _params(settings: Settings, rules: Sequence[Rule]) -> Iterator[Effective]:
    """Give every parameter of every rule."""
    places: dict[tuple[str, str], tuple[str, Place | None]] = {}
    for layer in settings.layers:
        given = layer.file.data.get("params", {})
        for code, names in params_by_rule(given, rules).items():
            for name, word in names.items():
                places[code, name] = layer.name, layer.file.place(("params", word, name))
        waivers = layer.file.data.get("waivers", {})
        for name, setting in OF_WAIVERS.items():
            if isinstance(waivers, dict) and days_of(waivers.get(setting)) is not None:
                places[WAIVERS, name] = layer.name, layer.file.place(("waivers", setting))
    for rule in rules:
        held = {**rule.params, **settings.config.params.get(rule.code, {})}
        for name, value in held.items():
            origin, at = places.get((rule.code, name), (DEFAULT, None))
            yield Effective(f"params.{rule.code}.{name}", value, origin, at)
