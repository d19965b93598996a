"""The form of the manifest: known fields, and values in the form that each field asks for."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Offer, Problem, RenameKey, SetValue
from projguard.model.rule import Params
from projguard.model.source import KeyPath, Part, dotted
from projguard.model.values import Field, Listing, Text, Value, Word
from projguard.project.cursor import text_at
from projguard.project.forms import Misread, is_typed
from projguard.project.nearest import is_clear, nearest
from projguard.project.placeholders import Placeholders
from projguard.project.project import Project
from projguard.project.unknown_keys import UnknownKey
from projguard.reading.evidence_paths import is_path
from projguard.reading.validation import SchemaFault

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
OWN_RULES = frozenset({("feedback", "on_silence"), ("pricing", "model"), ("pricing", "vat"), ("pricing", "currency")})
OWN_RULES_LIST = frozenset({"owner", "approver"})
"""Fields of products in which a list is the affair of a rule of its own."""
OTHER_KINDS = {"kind": (), "kind_or_all": ("all", "budget", "launch"), "scope": ("all", "budget", "launch")}
"""Words that are no kinds of work, and that a field for kinds takes all the same, by the type of the field."""
ROUNDS = ("revisions", "rounds_included")


def unknown_field(project: Project, params: Params) -> Iterator[Problem]:
    """Find fields that the schema does not know, with the one that was probably meant."""
    for unknown in project.unknown_keys:
        near = nearest(unknown.key, unknown.known, distance=params["distance"], share=params["share"])
        values: dict[str, Value] = {"key": Text(unknown.key)}
        if near:
            taken = project.root.down((*unknown.at[:-1], near)).is_present
            fix = (
                None
                if taken or not is_clear(unknown.key, near, unknown.known)
                else Offer(safety="unsafe", changes=(RenameKey(at=unknown.at, key=near),))
            )
            near_values: dict[str, Value] = {**values, "expected": Text(near)}
            yield Problem(message="near", at=unknown.at, part="key", values=near_values, fix=fix)
        elif home := _home(project, unknown):
            yield Problem(message="elsewhere", at=unknown.at, part="key", values={**values, "section": Text(home)})
        else:
            yield Problem(message="unknown", at=unknown.at, part="key", values=values)


def wrong_format(project: Project, params: Params) -> Iterator[Problem]:
    """Find values in a form that their field does not take, what they were read as, and fields that must be there."""
    del params
    marks = project.placeholders
    told: set[KeyPath] = set()
    for misread in project.misread:
        told.add(misread.at)
        if not marks.in_value(misread.source):
            yield _misread(misread)
    for fault in project.faults:
        if fault.keyword != "unknown_key" and not _is_told(fault.path, told) and not _belongs_elsewhere(fault):
            told.add(fault.path)
            yield from _fault(project, fault, marks)
    yield from _kinds(project)
    yield from _seals(project)
    for at, text in project.scalars if _has_bidi(project.wording.text) else ():
        if _has_bidi(text):
            yield Problem(message="bidi", at=at, values={"field": Field(dotted(at)), "value": Text(text)})


def _has_bidi(text: str) -> bool:
    """Tell whether signs that turn the direction of writing stand in a text."""
    return any(map(text.__contains__, BIDI))


def _home(project: Project, unknown: UnknownKey) -> str:
    """Find the section in which a misplaced key has its place."""
    here = dotted(unknown.at[:-1])
    for home in project.vocabulary.homes(unknown.key):
        section = home.rpartition(".")[0]
        if section and section != here and "[]" not in section and "<" not in section:
            return section
    return ""


def _misread(misread: Misread) -> Problem:
    values: dict[str, Value] = {"field": Field(dotted(misread.at)), "value": Text(misread.source)}
    if misread.state == "reported":
        shown = misread.canonical
        source = f'"{shown}"' if misread.type_name == "hours" else shown
        fix = Offer(safety="safe", changes=(SetValue(at=misread.at, text=source),))
        return Problem(message="reading", at=misread.at, values={**values, "reading": Text(shown)}, fix=fix)
    if misread.state == "impossible" and misread.type_name == "date":
        return Problem(message="impossible", at=misread.at, values=values)
    values["expected"] = Word(misread.type_name)
    return Problem(message="ambiguous" if misread.state == "ambiguous" else "form", at=misread.at, values=values)


def _is_told(path: KeyPath, told: set[KeyPath]) -> bool:
    return any(path[:length] in told for length in range(1, len(path) + 1))


def _belongs_elsewhere(fault: SchemaFault) -> bool:
    """Tell a fault of which another rule speaks, or that the domain reads all the same."""
    if fault.path in OWN_RULES or fault.path == ROUNDS or (fault.keyword == "required" and fault.path[0] == "waivers"):
        return True
    if fault.path[:1] == ("deliverables",) and fault.path[-1] in OWN_RULES_LIST and isinstance(fault.value, list):
        return True
    reads = is_typed(fault.type_name) and not isinstance(fault.value, (dict, list, bool))
    return reads and fault.keyword != "required"


def _fault(project: Project, fault: SchemaFault, marks: Placeholders) -> Iterator[Problem]:
    values: dict[str, Value] = {"field": Field(dotted(fault.path))}
    if fault.keyword == "required" or (fault.path in _REQUIRED and not project.root.down(fault.path).is_present):
        if project.missing(*fault.path):
            yield Problem(message="missing", at=fault.path, values=values)
        return
    if fault.path and not project.root.down(fault.path).is_present and fault.keyword != "key":
        return
    typed = str(fault.path[-1]) if fault.keyword == "key" else project.root.down(fault.path).text()
    if typed and marks.in_value(typed):
        return
    words = [str(word) for word in fault.expected if isinstance(word, str)] if fault.keyword == "enum" else []
    values["value"] = Text(typed or _shape(fault.value))
    part: Part = "key" if fault.keyword == "key" else "value"
    if words:
        near = nearest(typed, words, share=0.5)
        values["expected"] = Text(near) if near else Listing(tuple(Text(word) for word in words))
        fix = _meant(fault.path, near, part) if near and is_clear(typed, near, words) else None
        yield Problem(message="near" if near else "form", at=fault.path, part=part, values=values, fix=fix)
        return
    values["expected"] = Word(fault.type_name or str(next(iter(fault.expected), "text")))
    yield Problem(message="form", at=fault.path, part=part, values=values)


_REQUIRED = frozenset({("project", "id"), ("project", "title"), ("project", "phase"), ("client", "name")})


def _meant(at: KeyPath, near: str, part: Part) -> Offer:
    """Offer the known word that was probably meant; to be looked at, since only a person knows."""
    change = RenameKey(at=at, key=near) if part == "key" else SetValue(at=at, text=near)
    return Offer(safety="unsafe", changes=(change,))


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)


def _kinds(project: Project) -> Iterator[Problem]:
    """Name the nearest kind of work for one that nobody knows."""
    known = project.vocabulary.words("kind")
    named = [(field, others) for name, others in OTHER_KINDS.items() for field in project.by_type.get(name, ())]
    for (at, _, part, written), others in named:
        kind = text_at(project.document, at, written) if part == "value" else ""
        if kind and kind not in known and kind not in others and not kind.startswith("x_"):
            near = nearest(kind, known, share=0.5)
            values: dict[str, Value] = {"value": Text(kind), "expected": Text(near)}
            fix = _meant(at, near, "value") if near and is_clear(kind, near, known) else None
            yield Problem(message="kind" if near else "kind_unknown", at=at, values=values, fix=fix)


def _seals(project: Project) -> Iterator[Problem]:
    for at, *_ in project.by_type.get("sha256", ()):
        if project.root.down(at).is_present:
            section = project.root.down(at[:-1])
            record = section["record"].text()
            if not section["file"].is_present and not (record and is_path(record)):
                yield Problem(message="seal", at=at, values={"field": Field(dotted(at))})
