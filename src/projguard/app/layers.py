"""Layers of settings: the files that hold for a project, what they extend, and what is wrong in them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from projguard.engine.select import ALWAYS, UnknownSelector, known_selectors, precision
from projguard.model.finding import Notice
from projguard.model.rule import Rule
from projguard.model.source import KeyPath, dotted
from projguard.model.values import Field, Listing, Text, Value
from projguard.project.contacts import is_zone
from projguard.project.nearest import nearest
from projguard.reading.settings_file import (
    MISTAKEN,
    NAME,
    Place,
    SettingsFile,
    parse_settings,
    read_settings,
    setting_faults,
)
from projguard.reading.shown import shown_path
from projguard.reading.unreadable import Unreadable
from projguard.reading.validation import SchemaFault

DEEPEST = 8
"""Files that may extend one another: a house, a department, a team and a client make four."""
MOST = 64
"""Files that one may extend in all: each may extend several."""
LayerName: TypeAlias = Literal["preset", "operator", "folder"]
SELECTORS = ("select", "extend_select", "ignore")


class Layer(NamedTuple):
    """One file of settings and how much it has to say."""

    name: LayerName
    file: SettingsFile
    by_operator: bool
    """True for the operator's file and what it extends."""


class Misconfigured(Exception):  # noqa: N818 - says what is wrong in a file of the user's
    """Raised for settings that cannot be used: each fault with its place."""

    def __init__(self, faults: Sequence[tuple[Place, Notice | Unreadable]]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def layers_of(folder: Path | None, operator: Path | None, presets: Mapping[str, str]) -> tuple[Layer, ...]:
    """Read the files that hold, the lowest layer first: presets, the operator's file, the folder's.

    Raises Misconfigured for a file that cannot be read, extends itself, or says what no setting means.
    """
    if folder and folder.name == MISTAKEN:
        raise Misconfigured([(Place(shown_path(folder), 1, 1), Notice("setting_name", {"expected": Text(NAME)}))])
    layers = [
        *(_chain(operator, "operator", presets) if operator else ()),
        *(_chain(folder, "folder", presets) if folder and folder != operator else ()),
    ]
    order = {"preset": 0, "operator": 1, "folder": 2}
    for layer in layers:
        if faults := list(_schema(layer.file)):
            raise Misconfigured(faults)
    return tuple(sorted(layers, key=lambda layer: order[layer.name]))


def check_words(layers: Sequence[Layer], rules: Sequence[Rule]) -> None:
    """Raise Misconfigured for settings that name rules and parameters that there are not."""
    for layer in layers:
        if faults := [*_words(layer.file, rules), *_zone(layer.file)]:
            raise Misconfigured(faults)


def _zone(file: SettingsFile) -> Iterator[tuple[Place, Notice]]:
    """Find a time zone that this machine does not know: days would silently be counted elsewhere."""
    agency = file.data.get("agency")
    zone = agency.get("time_zone") if isinstance(agency, dict) else None
    if isinstance(zone, str) and not is_zone(zone):
        path = ("agency", "time_zone")
        values: dict[str, Value] = {"field": Field(dotted(path)), "value": Text(zone)}
        yield file.place(path), Notice("setting_form", {**values, "expected": Text("Europe/Moscow")})


def _chain(path: Path, name: LayerName, presets: Mapping[str, str]) -> Iterator[Layer]:
    """Give a file and all that it extends, what is extended first."""
    file = read_layer(path)
    for number, layer in enumerate(_extended(file, name, presets, ())):
        if number == MOST:
            raise Misconfigured([(file.place(("extends",)), Notice("extends_many", {"limit": MOST}))])
        yield layer


def _extended(
    file: SettingsFile, name: LayerName, presets: Mapping[str, str], trail: tuple[str, ...]
) -> Iterator[Layer]:
    by_operator = name == "operator" or (name == "preset" and bool(trail) and trail[0] == "operator")
    trail = trail or (name,)
    above = file.data.get("extends", ())
    for index, wanted in enumerate([above] if isinstance(above, str) else above if isinstance(above, list) else ()):
        place = file.place(("extends", index))
        below = _find(file, str(wanted), place, presets)
        if below.shown in (*trail, file.shown):
            path = Listing(tuple(Text(step) for step in (*trail[1:], file.shown, below.shown)))
            raise Misconfigured([(place, Notice("extends_cycle", {"path": path}))])
        if len(trail) > DEEPEST:
            raise Misconfigured([(place, Notice("extends_depth", {"limit": DEEPEST}))])
        yield from _extended(below, "preset", presets, (*trail, file.shown))
    yield Layer(name, file, by_operator)


def _find(file: SettingsFile, wanted: str, place: Place, presets: Mapping[str, str]) -> SettingsFile:
    if wanted in presets:
        return parse_settings(presets[wanted].encode(), Path(f"preset {wanted}.yaml"), f"preset {wanted}")
    path = file.path.parent / wanted
    if "/" not in wanted and path.suffix not in {".yaml", ".yml", ".toml"}:
        near = nearest(wanted, presets, share=0.5)
        known = Listing(tuple(Text(name) for name in sorted(presets)))
        values: dict[str, Value] = {"value": Text(wanted), "known": known}
        raise Misconfigured([(place, _with_near("preset_unknown", values, near))])
    if not path.is_file() or not path.resolve().is_relative_to(_top(file.path)):
        raise Misconfigured([(place, Notice("extends_missing", {"value": Text(wanted)}))])
    return read_layer(path)


def _top(path: Path) -> Path:
    """Give the folder that what a file extends must lie in: its repository, else anywhere."""
    folders = path.resolve().parents
    return next((folder for folder in folders if (folder / ".git").exists()), folders[-1])


def read_layer(path: Path) -> SettingsFile:
    """Read one file of settings; raises Misconfigured."""
    shown = shown_path(path)
    try:
        return read_settings(path, shown)
    except Unreadable as refusal:
        start = refusal.span.start
        raise Misconfigured([(Place(shown, start.line + 1, start.column + 1), refusal)]) from None
    except OSError as fault:
        reason = Text(fault.strerror or type(fault).__name__)
        raise Misconfigured([(Place(shown, 1, 1), Notice("setting_file", {"reason": reason}))]) from None


def _schema(file: SettingsFile) -> Iterator[tuple[Place, Notice]]:
    for fault in setting_faults(file):
        yield file.place(fault.path), _fault(fault)


def _fault(fault: SchemaFault) -> Notice:
    field: dict[str, Value] = {"field": Field(dotted(fault.path))}
    if fault.keyword == "unknown_key":
        near = nearest(str(fault.path[-1]), [str(known) for known in fault.expected], share=0.5)
        return _with_near("setting_unknown", field, near)
    values: dict[str, Value] = {**field, "value": Text(_shown(fault.value))}
    if fault.keyword == "enum":
        known = [str(word) for word in fault.expected]
        values["known"] = Listing(tuple(Text(word) for word in known))
        return _with_near("setting_word", values, nearest(str(fault.value), known, distance=3, share=0.5))
    values["expected"] = Text(fault.type_name or ", ".join(str(word) for word in fault.expected) or fault.keyword)
    return Notice("setting_form", values)


def _words(file: SettingsFile, rules: Sequence[Rule]) -> Iterator[tuple[Place, Notice]]:
    """Find rules and parameters that do not exist; silent about values of a wrong form."""
    for path, word in named_rules(file.data):
        try:
            known_selectors((word,), rules)
        except UnknownSelector as unknown:
            yield file.place(path), _with_near("no_such_rule", {"name": Text(word)}, unknown.nearest)
    for path, level in _levels(file.data):
        if any(rule.code == ALWAYS for rule in _exactly(str(path[-1]), rules)):
            yield file.place(path), Notice("never_regraded", {"code": Text(ALWAYS), "value": Text(str(level))})
    for path, value in _params(file.data):
        word, name = str(path[-2]), str(path[-1])
        named = [rule for rule in rules if precision(word, rule)]
        known = {param: default for rule in named for param, default in rule.params.items()}
        if named and name not in known:
            values: dict[str, Value] = {"code": Text(named[0].code if len(named) == 1 else word), "name": Text(name)}
            yield file.place(path), _with_near("no_such_param", values, nearest(name, known, share=0.5))
        elif name in known and not _alike(value, known[name]):
            values = {"field": Field(dotted(path)), "value": Text(_shown(value))}
            yield file.place(path), Notice("param_form", {**values, "example": Text(_shown(known[name]))})


def named_rules(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, str]]:
    """Give every word by which settings name rules, with its place."""
    for path, section in ((), data), *_overrides(data):
        for key in SELECTORS:
            words = section.get(key)
            for index, word in enumerate(words if isinstance(words, list) else ()):
                yield (*path, key, index), str(word)
        for key in ("severity", "params"):
            mapping = section.get(key)
            for word in mapping if isinstance(mapping, dict) else ():
                yield (*path, key, word), str(word)
    for path, section in _gates(data):
        words = section.get("rules")
        for index, word in enumerate(words if isinstance(words, list) else ()):
            yield (*path, "rules", index), str(word)
        points = section.get("points")
        for index, point in enumerate(points if isinstance(points, list) else ()):
            yield (*path, "points", index), f"point:{point}"


def _overrides(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, Mapping[str, object]]]:
    entries = data.get("overrides")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield ("overrides", index), entry


def _gates(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, Mapping[str, object]]]:
    gates = data.get("gates")
    for name, gate in gates.items() if isinstance(gates, dict) else ():
        if isinstance(gate, dict):
            yield ("gates", name), gate
    if isinstance(mandatory := data.get("mandatory"), dict):
        yield ("mandatory",), mandatory


def _levels(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, object]]:
    for path, section in ((), data), *_overrides(data):
        mapping = section.get("severity")
        for word, level in mapping.items() if isinstance(mapping, dict) else ():
            yield (*path, "severity", word), level


def _params(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, object]]:
    for path, section in ((), data), *_overrides(data):
        mapping = section.get("params")
        for word, params in mapping.items() if isinstance(mapping, dict) else ():
            for name, value in params.items() if isinstance(params, dict) else ():
                yield (*path, "params", word, name), value


def _exactly(word: str, rules: Sequence[Rule]) -> list[Rule]:
    """Give the rules that a word fits; parameters and levels of a whole pack are checked rule by rule."""
    return [rule for rule in rules if precision(word, rule) >= 100]


def _alike(value: object, default: object) -> bool:
    """Tell whether a value is of the kind of a parameter's own one."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    return isinstance(value, type(default))


def _with_near(message: str, values: Mapping[str, Value], near: str) -> Notice:
    return Notice(f"{message}_near" if near else message, {**values, "expected": Text(near)} if near else values)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
