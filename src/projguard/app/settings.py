"""The settings that hold for a project, each with where it came from."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from projguard.app.gates import gate_of, terms_of
from projguard.app.layers import Layer, named_rules
from projguard.engine.select import ALWAYS, by_rule, codes_of, params_by_rule
from projguard.engine.waivers import CODE as WAIVERS
from projguard.model.config import Attempt, Config, Mandatory, Override, Selection
from projguard.model.finding import Notice
from projguard.model.limits import Limits
from projguard.model.rule import Level, Params, Rule
from projguard.model.source import KeyPath
from projguard.model.values import Duration, Text
from projguard.project.durations import read_interval
from projguard.reading.settings_file import Place

BASELINE = ".projguard-baseline.json"
TOUCHED = "PG0012"
"""The rule that tells attempts against mandatory ones."""
DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
"""The most days that a unit may have: a waiver is never ended early by counting."""
OPERATORS_OWN = ("limits", "plugins", "required_version")
"""What a folder's file cannot set."""


class Entry(NamedTuple):
    """One setting that a file, or the command line, makes."""

    key: KeyPath
    value: Any
    layer: str
    """preset, operator, folder, command line."""
    place: Place | None
    """None for the command line."""


class Settings(NamedTuple):
    """What holds for the projects of one folder."""

    config: Config
    entries: tuple[Entry, ...]
    """Every setting that somebody made and that counts, by key."""
    notices: tuple[Notice, ...] = ()
    baseline: Path = Path(BASELINE)
    """Where the file of accepted gaps lies, or would lie."""
    layers: tuple[Layer, ...] = ()
    """The files that count, the lowest first."""


class Request(NamedTuple):
    """What the command line says about settings."""

    config: Config
    """Whatever is left at its default counts as unsaid."""
    said: frozenset[str]
    """Names of fields that the command line gives."""
    gate: str = ""
    baseline: str | None = ""
    """A file; empty: as configured; None: no baseline."""
    operator: Path | None = None
    isolated: bool = False


def combine(layers: Sequence[Layer], request: Request, rules: Sequence[Rule]) -> Settings:
    """Put layers and command line together; what a higher layer says wins."""
    told = (*(_untrusted(layers) if request.config.untrusted else ()), *_notices(layers, rules))
    if request.config.untrusted:
        layers = [layer for layer in layers if layer.by_operator] + [
            _language(layer) for layer in layers if not layer.by_operator
        ]
    entries = tuple(_entries(layers))
    value = {entry.key: entry.value for entry in entries}
    mandatory = _mandatory(layers, rules)
    enforced = _mandatory([layer for layer in layers if layer.by_operator], rules)
    said = request.config
    terms = terms_of(request.gate, value)
    gate = said.gate if "gate" in request.said else gate_of(request.gate, value)
    if enforced and "gate" not in request.said:
        operators = {entry.key: entry.value for entry in _entries([layer for layer in layers if layer.by_operator])}
        gate = gate._replace(always=enforced, least=gate_of(request.gate, operators).severity)
    config = said._replace(
        selections=tuple(_selection(layer) for layer in layers),
        severity={**_levels(layers, rules, enforced), **_allowed(said.severity, enforced)},
        params=_params(layers, rules, enforced, value),
        overrides=tuple(override for layer in layers for override in _overrides(layer, rules, enforced)),
        mandatory=Mandatory(mandatory, _lists(layers, ("mandatory", "approvers"))),
        attempts=_attempts(layers, said, rules, enforced),
        gate=gate,
        exclude=(*_lists(layers, ("exclude",)), *said.exclude),
        limits=Limits(**{str(key[1]): entry for key, entry in value.items() if key[0] == "limits"}),
        time_zone=value.get(("agency", "time_zone"), said.time_zone),
        jurisdiction=value.get(("agency", "jurisdiction"), said.jurisdiction),
        baseline=_baseline(layers, request, value),
        **{
            name: value[name,]
            for name in ("phase", "min_severity", "lang")
            if (name,) in value and name not in request.said
        },
    )
    phase = request.config.phase or terms.get("phase") or config.phase
    asked = (*said.select, *said.extend_select, *said.ignore, *said.gate.rules)
    notices = (*told, *renamed(asked, rules))
    return Settings(
        config._replace(phase=phase), _with_said(entries, request), notices, _place(layers, value), tuple(layers)
    )


def _untrusted(layers: Sequence[Layer]) -> Iterator[Notice]:
    """Tell what does not count in a stranger's folder."""
    yield Notice("untrusted")
    for layer in layers:
        if not layer.by_operator and set(layer.file.data) - {"lang"}:
            yield Notice("untrusted_settings", {"path": Text(layer.file.shown)})


def _language(layer: Layer) -> Layer:
    """Leave of an untrusted file the language."""
    kept = {key: value for key, value in layer.file.data.items() if key == "lang"}
    return layer._replace(file=layer.file._replace(data=kept))


def _entries(layers: Sequence[Layer]) -> Iterator[Entry]:
    """Give each setting once, as the highest layer that makes it says; selections of every layer."""
    found: dict[object, Entry] = {}
    for number, layer in enumerate(layers):
        for key, value in layer.file.data.items():
            if key == "extends" or (key in OPERATORS_OWN and not layer.by_operator):
                continue
            for path, part in _parts(key, value):
                several = key in {"extend_select", "ignore", "exclude", "overrides", "mandatory"}
                place = layer.file.place(path)
                found[(number, path) if several else path] = Entry(path, part, layer.name, place)
    yield from sorted(found.values(), key=lambda entry: tuple(map(str, entry.key)))


def _parts(key: str, value: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Split mappings into what each of their keys sets; parameters once more, by name."""
    if not isinstance(value, dict):
        yield (key,), value
        return
    for name, part in value.items():
        if key == "params" and isinstance(part, dict):
            yield from (((key, name, param), setting) for param, setting in part.items())
        else:
            yield (key, name), part


def _with_said(entries: Sequence[Entry], request: Request) -> tuple[Entry, ...]:
    said = [Entry((name,), getattr(request.config, name), "command line", None) for name in sorted(request.said)]
    names = {entry.key for entry in said}
    several = {("extend_select",), ("ignore",), ("exclude",), ("severity",)}
    return (*(entry for entry in entries if entry.key not in names or entry.key in several), *said)


def _lists(layers: Sequence[Layer], path: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for layer in layers:
        part: Any = layer.file.data
        for step in path:
            part = part.get(step, {}) if isinstance(part, dict) else {}
        found += part if isinstance(part, list) else []
    return tuple(dict.fromkeys(found))


def _mandatory(layers: Sequence[Layer], rules: Sequence[Rule]) -> frozenset[str]:
    """Give the rules that nobody may get around, what they cannot be judged without, and the one that tells attempts."""
    named = codes_of(_lists(layers, ("mandatory", "rules")), rules)
    by_code = {rule.code: rule for rule in rules}
    todo = sorted(named)
    while todo:
        required = {needed.code for needed in by_code[todo.pop()].requires} & by_code.keys()
        todo += sorted(required - named)
        named |= required
    return named | {TOUCHED} if named else named


def _attempts(
    layers: Sequence[Layer], said: Config, rules: Sequence[Rule], enforced: frozenset[str]
) -> tuple[Attempt, ...]:
    """Find what is said against rules that nobody may get around."""
    if not enforced:
        return ()
    from projguard.app.attempts import attempts, said_attempts

    return (*attempts(layers, rules, enforced), *said_attempts(said, rules, enforced))


def _selection(layer: Layer) -> Selection:
    data = layer.file.data
    select = tuple(data["select"]) if "select" in data else None
    return Selection(select, tuple(data.get("extend_select", ())), tuple(data.get("ignore", ())))


def _levels(layers: Sequence[Layer], rules: Sequence[Rule], enforced: frozenset[str]) -> dict[str, Level]:
    """Give the level of each rule that is re-graded: the highest layer's, and of one layer the most precise."""
    levels: dict[str, Level] = {}
    for layer in layers:
        levels |= by_rule(layer.file.data.get("severity", {}), rules, () if layer.by_operator else enforced)
    return levels


def _allowed(said: Mapping[str, Level], enforced: frozenset[str]) -> dict[str, Level]:
    return {code: level for code, level in said.items() if code not in enforced}


def _params(
    layers: Sequence[Layer], rules: Sequence[Rule], enforced: frozenset[str], value: Mapping[KeyPath, Any]
) -> dict[str, Params]:
    found: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for code, params in _given(layer.file.data.get("params", {}), rules, layer, enforced).items():
            found.setdefault(code, {}).update(params)
    if WAIVERS in enforced:
        value = {entry.key: entry.value for entry in _entries([layer for layer in layers if layer.by_operator])}
    own = {
        "notice_days": days_of(value.get(("waivers", "warn_before"))),
        "longest_days": days_of(value.get(("waivers", "longest"))),
    }
    if any(own.values()):
        found.setdefault(WAIVERS, {}).update({name: days for name, days in own.items() if days is not None})
    return dict(found)


def _given(
    mapping: Mapping[str, Any], rules: Sequence[Rule], layer: Layer, enforced: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """Give by code the parameters that a file of settings gives."""
    named = params_by_rule(mapping, rules, () if layer.by_operator else enforced)
    return {code: {name: mapping[word][name] for name, word in names.items()} for code, names in named.items()}


def days_of(text: object) -> int | None:
    """Read a term of the settings in days; None where there is none."""
    term: Duration | None = read_interval(str(text)).value if text else None
    return None if term is None else term.count * DAYS.get(term.unit, 1)


def _overrides(layer: Layer, rules: Sequence[Rule], enforced: frozenset[str]) -> Iterator[Override]:
    without = frozenset[str]() if layer.by_operator else enforced
    for index, entry in enumerate(layer.file.data.get("overrides", ())):
        place = layer.file.place(("overrides", index))
        ignored = codes_of(entry.get("ignore", ()), rules) - without - {ALWAYS}
        yield Override(
            origin=f"{place.path}:{place.line}",
            base=str(Path(os.path.abspath(layer.file.path)).parent),  # noqa: PTH100 - links stay as typed
            paths=tuple(entry.get("paths", ())),
            pointers=tuple(entry.get("pointers", ())),
            severity=by_rule(entry.get("severity", {}), rules, without),
            params=_given(entry.get("params", {}), rules, layer, enforced),
            ignore=tuple(sorted(ignored)),
        )


def _baseline(layers: Sequence[Layer], request: Request, value: Mapping[KeyPath, Any]) -> str:
    """Find the file of accepted gaps: the one asked for or set, else one of the usual name where there is one."""
    if request.baseline is None or request.config.untrusted:
        return ""
    if request.baseline:
        return os.path.abspath(request.baseline)  # noqa: PTH100 - links stay as typed
    place = _place(layers, value)
    return str(place) if ("baseline",) in value or place.is_file() else ""


def _place(layers: Sequence[Layer], value: Mapping[KeyPath, Any]) -> Path:
    """Give where accepted gaps are kept: as set, else beside the folder's own settings, else in the working directory."""
    naming = next((layer for layer in reversed(layers) if "baseline" in layer.file.data), None)
    beside = naming or next((layer for layer in reversed(layers) if layer.name == "folder"), None)
    folder = beside.file.path.parent if beside else Path()
    return Path(os.path.abspath(folder / str(value.get(("baseline",), BASELINE))))  # noqa: PTH100 - links stay as typed


def _notices(layers: Sequence[Layer], rules: Sequence[Rule]) -> Iterator[Notice]:
    """Tell what is set in vain, and rules that are called by a former name."""
    for layer in layers:
        for key in OPERATORS_OWN:
            if key in layer.file.data and not layer.by_operator:
                place = layer.file.place((key,))
                yield Notice("operators_own", {"place": Text(f"{place.path}:{place.line}"), "key": Text(key)})
        yield from renamed([word for _, word in named_rules(layer.file.data)], rules)


def renamed(selectors: Sequence[str], rules: Sequence[Rule]) -> Iterator[Notice]:
    """Tell which selectors are former names, and what the rules are called now."""
    for selector in selectors:
        for rule in rules:
            if selector.lower() in rule.aliases or selector.upper() in rule.aliases:
                yield Notice("renamed", {"former": Text(selector), "code": Text(rule.code), "name": Text(rule.name)})
