"""What every plugin gives, read hook by hook, and held together: a name that two sides claim is refused."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from projguard.catalogue.compiled import read_compiled, read_pack
from projguard.catalogue.faults import BadCards, CardFault
from projguard.catalogue.requirements import requirement_faults
from projguard.hooks.manager import Manager
from projguard.hooks.plugins import BUILT_IN, BadPlugins
from projguard.hooks.spec import Check
from projguard.model.finding import Notice
from projguard.model.rule import NOTHING, Point, Rule
from projguard.model.source import Data
from projguard.model.values import Text
from projguard.project.nearest import nearest
from projguard.reading.schema_fragments import Fragment

if TYPE_CHECKING:
    from projguard.hooks.reporter import MakeReporter

PACKS_FROM = 11
"""Points below belong to the checklist; a pack may add rules to them, and their titles stay."""


class Part(NamedTuple):
    """What one side gives: a plugin, or a folder of cards."""

    origin: str
    """As people see it: distribution and version, or a path."""
    rules: tuple[Rule, ...] = ()
    points: tuple[Point, ...] = ()
    checks: Mapping[str, Check] = {}
    formats: "Mapping[str, MakeReporter]" = NOTHING
    presets: Mapping[str, str] = {}
    fragments: tuple[Mapping[str, Data], ...] = ()
    folders: tuple[Path, ...] = ()
    """Folders of its card files."""

    def with_cards(self, pack: Self) -> Self:
        """Give the same with the cards of a folder."""
        return self._replace(
            rules=self.rules + pack.rules, points=self.points + pack.points, folders=self.folders + pack.folders
        )


class BadPack(BadPlugins):
    """Raised for card files that cannot be used: what is wrong, each with its place."""

    def __init__(self, *cards: CardFault) -> None:
        super().__init__(*(fault.notice for fault in cards))
        self.cards = cards


class Whole(NamedTuple):
    """All parts put together, sorted."""

    rules: tuple[Rule, ...]
    points: tuple[Point, ...]
    checks: Mapping[str, Check]
    formats: "Mapping[str, MakeReporter]"
    presets: Mapping[str, str]
    fragments: tuple[Fragment, ...]
    origins: Mapping[str, str]
    """Origin of each rule by code."""


def parts_of(manager: Manager, *, cache: bool) -> tuple[Part, ...]:
    """Ask every plugin for what it gives; raises BadPlugins."""
    parts = {plugin.name: Part(plugin.label) for plugin in manager.plugins}

    def take(hook: str, field: str, read: Callable[[Any], Any]) -> None:
        for plugin, given in manager.gathered(hook, read):
            part = parts[plugin.name]
            parts[plugin.name] = part._replace(
                **{field: (*getattr(part, field), *given)} if type(given) is tuple else {field: given}
            )

    take("projguard_checks", "checks", lambda given: _mapping(given, callable, "functions"))
    take("projguard_reporters", "formats", lambda given: _mapping(given, callable, "functions"))
    take("projguard_presets", "presets", lambda given: _mapping(given, _is_text, "texts"))
    take("projguard_rules", "rules", lambda given: _items(given, Rule))
    take("projguard_schemas", "fragments", lambda given: _items(given, Mapping))
    known = {name: check for part in parts.values() for name, check in part.checks.items()}
    for plugin, folders in manager.gathered("projguard_rule_dirs", lambda given: _items(given, (str, Path))):
        for folder in folders:
            is_own = plugin.name == BUILT_IN
            pack = pack_of(Path(folder), plugin.label, str(folder), None if is_own else known, cache=cache)
            parts[plugin.name] = parts[plugin.name].with_cards(pack)
    return tuple(parts.values())


def pack_of(folder: Path, origin: str, shown: str, checks: Mapping[str, Check] | None, *, cache: bool) -> Part:
    """Read a folder of card files; ``checks`` None: projguard's own, which tests hold to be right.

    Raises BadPack for cards that are wrong, BadPlugins for a folder that cannot be read, or holds none.
    """
    try:
        catalogue = (
            read_compiled(folder, cache=cache) if checks is None else read_pack(folder, shown, checks, cache=cache)
        )
    except BadCards as bad:
        raise BadPack(*bad.faults) from None
    except FileNotFoundError:
        raise BadPlugins(Notice("cards_missing", {"one": Text(origin), "path": Text(shown)})) from None
    except OSError as fault:
        reason = Text(fault.strerror or type(fault).__name__)
        raise BadPlugins(
            Notice("cards_unread", {"one": Text(origin), "path": Text(shown), "reason": reason})
        ) from fault
    if not catalogue.points:
        raise BadPlugins(Notice("cards_missing", {"one": Text(origin), "path": Text(shown)}))
    return Part(origin, catalogue.rules, catalogue.points, folders=(folder,))


def whole_of(parts: Sequence[Part]) -> Whole:
    """Put parts together, the first one first; raises BadPlugins with every name that two of them claim."""
    faults: list[Notice] = []

    def owned(message: str, named: Iterable[tuple[str, Any, str]]) -> dict[str, Any]:
        claims = _Claims(message)
        kept = {name: value for name, value, origin in named if claims.is_free(name, origin)}
        faults.extend(claims.faults)
        return kept

    rules = owned("clash_code", ((rule.code, rule, _side(part, rule)) for part in parts for rule in part.rules))
    origins = {rule.code: part.origin for part in reversed(parts) for rule in part.rules}
    sides = {rule.code: _side(part, rule) for part in reversed(parts) for rule in part.rules}
    owned(
        "clash_name",
        ((name, None, sides[rule.code]) for rule in rules.values() for name in (rule.code, rule.name, *rule.aliases)),
    )
    points = owned("clash_point", _points(parts))
    checks = owned("clash_check", ((*item, part.origin) for part in parts for item in part.checks.items()))
    formats = owned("clash_format", ((*item, part.origin) for part in parts for item in part.formats.items()))
    presets = owned("clash_preset", ((*item, part.origin) for part in parts for item in part.presets.items()))
    faults.extend(_unanswered(rules.values(), checks, origins))
    if faults:
        raise BadPlugins(*faults)
    for part in parts:
        if lost := tuple(requirement_faults(part.rules, part.folders, rules)):
            raise BadPack(*lost)
    return Whole(
        rules=tuple(rules[code] for code in sorted(rules)),
        points=tuple(sorted(points.values(), key=lambda point: point.number)),
        checks=checks,
        formats=formats,
        presets=presets,
        fragments=tuple(Fragment(part.origin, schema) for part in parts for schema in part.fragments),
        origins=origins,
    )


def _side(part: Part, rule: Rule) -> str:
    return f"{part.origin}, {rule.origin}" if rule.origin else part.origin


class _Claims:
    """Who claims which names of one sort; a second claim is told, both sides named."""

    def __init__(self, message: str) -> None:
        self.message = message
        self.owners: dict[str, str] = {}
        self.faults: list[Notice] = []

    def is_free(self, name: str, origin: str) -> bool:
        first = self.owners.get(name)
        if first is None:
            self.owners[name] = origin
            return True
        self.faults.append(Notice(self.message, {"name": Text(name), "one": Text(first), "other": Text(origin)}))
        return False


def _points(parts: Sequence[Part]) -> Iterator[tuple[str, Point, str]]:
    """Give the points of each part once; those of the checklist as the first part gives them."""
    known: set[int] = set()
    for part in parts:
        own = {point.number: point for point in reversed(part.points)}
        yield from (
            (str(number), point, part.origin)
            for number, point in own.items()
            if number >= PACKS_FROM or number not in known
        )
        known |= own.keys()


def _unanswered(rules: Iterable[Rule], checks: Mapping[str, Check], origins: Mapping[str, str]) -> Iterator[Notice]:
    """Find rules whose check nobody gives."""
    for rule in rules:
        for name in (question.check for question in rule.questions if question.check not in checks):
            near = nearest(name, checks, share=0.5)
            values = {"code": Text(rule.code), "name": Text(name), "one": Text(origins[rule.code])}
            yield Notice("check_unknown_near" if near else "check_unknown", {**values, "expected": Text(near)})


def _mapping(given: Any, is_fit: Callable[[Any], bool], what: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise TypeError(f"{type(given).__name__} in place of a mapping")
    for name, value in given.items():
        if not isinstance(name, str) or not is_fit(value):
            raise TypeError(f"{name!r}: {type(value).__name__} in a mapping of names to {what}")
    return dict(given)


def _items(given: Any, kind: Any) -> tuple[Any, ...]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise TypeError(f"{type(given).__name__} in place of a list")
    items = tuple(given)
    for item in items:
        if not isinstance(item, kind):
            raise TypeError(f"{type(item).__name__} in the list")
    return items


def _is_text(value: object) -> bool:
    return isinstance(value, str)
