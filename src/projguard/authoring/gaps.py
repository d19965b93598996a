"""Open gaps as questions: which fields an answer fills, and by what day it is needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from projguard.authoring.outline import SHOWN, outline_of
from projguard.model.finding import Finding
from projguard.model.rule import Rule
from projguard.model.source import Data, Document, KeyPath
from projguard.model.values import Kind, Listing, PersonName, Value, Word
from projguard.project.dates import read_date
from projguard.reading.schema_fields import Fields

POINTS = (0, 1, 5, 6, 7, 8, 3, 4, 2, 9, 10)
"""Who decides comes first, then the brief, dates and money; what depends on them follows."""
SILENT = frozenset({"PG0001", "PG0002", "PG0007", "PG0010", "PG0011", "PG0012"})
"""Rules whose findings no answer closes: the text itself is to be mended."""
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "PG0102": ("people.{name}.skills",),
    "PG0502": ("people.{name}.email", "people.{name}.phone", "people.{name}.messenger"),
    "PG0504": ("{product}.approver",),
    "PG0606": ("terms_of_reference.covers", "department_briefs.{stream}"),
    "PG0802": ("pricing.rates.{kind}",),
    "PG0901": ("quality.checklists",),
}
"""Where an answer is written when it is not the place of the finding; ``{product}`` is the list item of that place."""
AGREEMENT = ("date", "with", "record")


class Gap(NamedTuple):
    """A finding that somebody can answer."""

    finding: Finding
    fields: tuple[KeyPath, ...]
    """Fields that the answer fills, in the order in which they are asked for."""
    due: date | None
    """When it is needed: the day on which the work that waits for it begins."""
    only_one: bool = False
    """True where one of the fields is enough."""


class GapFinder:
    """Finds the gaps of one manifest."""

    def __init__(self, document: Document, fields: Fields, rules: Mapping[str, Rule]) -> None:
        self._document = document
        self._fields = fields
        self._rules = rules

    def gaps(self, findings: Iterable[Finding]) -> tuple[Gap, ...]:
        """Give what can be answered, the most urgent first."""
        found = (self._gap(finding) for finding in findings if finding.state == "open")
        return tuple(sorted((gap for gap in found if gap is not None), key=self._urgency))

    def _gap(self, finding: Finding) -> Gap | None:
        at = finding.location.key_path
        if finding.location.path != self._document.path or finding.code in SILENT or not at:
            return None
        if self._rules[finding.code].family == "evidence" and self._document.value(at) is not None:
            return None
        fields = tuple(self._filled_by(finding))
        known = all(self._fields.say(field) or self._fields.types(field) for field in fields)
        if not fields or not known or "sha256" in at:
            return None
        return Gap(finding, fields, self._due(at), only_one=len(ELSEWHERE.get(finding.code, ())) > 1)

    def _filled_by(self, finding: Finding) -> Iterator[KeyPath]:
        at = finding.location.key_path
        if finding.code in ELSEWHERE:
            for place in ELSEWHERE[finding.code]:
                yield from self._elsewhere(place, finding)
        elif "read_by" in self._fields.types(at):
            yield from ((*at, person) for person in _people(finding.values.get("people")))
        elif at == ("pricing", "rates"):
            yield from ((*at, kind) for kind in self._kinds())
        else:
            yield from self._below(at, self._rules[finding.code])

    def _elsewhere(self, place: str, finding: Finding) -> Iterator[KeyPath]:
        at = finding.location.key_path
        words = {name: _id(value) for name, value in finding.values.items()}
        if place.startswith("{product}"):
            yield (*at[:2], place.rpartition(".")[2])
        else:
            path = tuple(words.get(step.strip("{}"), step) for step in place.split("."))
            yield from self._below(path, self._rules[finding.code])

    def _below(self, at: KeyPath, rule: Rule) -> Iterator[KeyPath]:
        """Take a field apart into those that are asked for one by one."""
        if "agreement" in self._fields.types(at):
            yield from ((*at, name) for name in AGREEMENT)
        elif self._fields.is_list(at) and self._fields.is_mapping((*at, 0)):
            count = len(self._document.value(at) or ())
            yield from ((*at, count, name) for name in self._item_fields((*at, 0)))
        elif self._fields.is_mapping(at) and not self._is_plain(at):
            for name in self._section_fields(at, rule):
                if self._document.value((*at, name)) is None:
                    yield from self._below((*at, name), rule)
        else:
            yield at

    def _is_plain(self, at: KeyPath) -> bool:
        """Tell a field that is usually one word, though it may be taken apart."""
        said = self._fields.say(at)
        return said is not None and said.example[:1] not in {"", "{"}

    def _item_fields(self, at: KeyPath) -> list[str]:
        """Give the fields of a new list item: those of the schema's example, the title before the code made of it."""
        said = self._fields.say(at)
        try:
            names = list(json.loads(said.example)) if said else []
        except ValueError:
            names = []
        return [name for name in names if name != "id" or "title" not in names]

    def _section_fields(self, at: KeyPath, rule: Rule) -> list[str]:
        """Give the fields of a section that a rule names, else those that a new manifest shows."""
        prefix = ".".join(str(step) for step in at)
        known = self._fields.keys(at)
        named = re.findall(rf"(?:^|[\s,]){re.escape(prefix)}\.(\w+)((?:, \w+(?![\w.\[]))*)", rule.fields)
        names = [name for first, rest in named for name in (first, *re.findall(r"\w+", rest)) if name in known]
        shown = list(outline_of(prefix)) if prefix in SHOWN else list(known)
        return list(dict.fromkeys(names)) or [name for name in shown if name != "sha256"]

    def _kinds(self) -> list[str]:
        products = self._document.value(("deliverables",)) or ()
        kinds = [product.get("kind") for product in products if isinstance(product, dict)]
        return [*dict.fromkeys(kind for kind in kinds if isinstance(kind, str)), "management"]

    def _due(self, at: KeyPath) -> date | None:
        """Tell by when a field is needed: a product's when its work begins, others before the project or its first product."""
        item = self._document.value(at[:2]) if len(at) > 1 and isinstance(at[1], int) else None
        if isinstance(item, dict):
            own = self._day(item.get("start")) or self._day(item.get("due"))
            waiting = [self._needed(id_) for id_ in item.get("needed_for") or ()]
            days = [day for day in (own, *waiting) if day]
            if days:
                return min(days)
        return self._day(self._document.value(("project", "start"))) or self._first()

    def _first(self) -> date | None:
        products = self._document.value(("deliverables",)) or ()
        days = [self._day(product.get("due")) for product in products if isinstance(product, dict)]
        return min((day for day in days if day), default=None)

    def _needed(self, id_: Data) -> date | None:
        products = self._document.value(("deliverables",)) or ()
        item = next((each for each in products if isinstance(each, dict) and each.get("id") == id_), {})
        return self._day(item.get("start")) or self._day(item.get("due"))

    def _day(self, value: Data) -> date | None:
        return read_date(value).value if isinstance(value, str) else None

    def _urgency(self, gap: Gap) -> tuple[date, bool, int, str, int]:
        point = self._rules[gap.finding.code].point
        order = POINTS.index(point) if point in POINTS else len(POINTS)
        offset = gap.finding.location.span.start.offset
        return gap.due or date.max, gap.finding.severity == "info", order, gap.finding.code, offset


def _id(value: Value) -> str:
    return value.id if isinstance(value, Kind | Word | PersonName) else ""


def _people(value: Value | None) -> list[str]:
    items = value.items if isinstance(value, Listing) else ()
    return [person.id for person in items if isinstance(person, PersonName)]
