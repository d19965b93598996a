"""The manifest of a new project as data: what was answered, what usually belongs to it, and nothing that is agreed."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from projguard.authoring.codes import code_of
from projguard.authoring.documents import GUIDELINE, POLICY, checklists_for
from projguard.authoring.presets import MANAGEMENT, inputs_of, preset_of, products_of
from projguard.fixing.verify import with_value
from projguard.model.rule import NOTHING
from projguard.model.source import Data, KeyPath

OPEN = {"en": "TBD", "ru": "уточнить"}
"""Stands where the form needs a value and nobody has given one."""
REUSABLE_SIDES = ("agency", "contractor")
REUSABLE = ("name", "side", "role", "email", "phone", "messenger", "skills", "adviser_for")
"""What of a person is true in the next project too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was chosen and answered for a new project."""

    folder: str
    """Name of its folder."""
    lang: str
    preset: str = ""
    kinds: tuple[str, ...] | None = None
    """Kinds of work; None: those of the preset."""
    answers: tuple[tuple[KeyPath, Data], ...] = ()
    """Values for fields, in the order in which they were given."""
    reused: Mapping[str, Data] = field(default_factory=lambda: dict(NOTHING))
    """Sections taken over from an earlier project."""

    @property
    def works(self) -> tuple[str, ...]:
        """Kinds of work."""
        return preset_of(self.preset).kinds if self.kinds is None else self.kinds


def new_manifest(choices: Choices, standards: Mapping[str, frozenset[str]]) -> dict[str, Data]:
    """Make a manifest; ``standards`` gives the kinds of work that need an editorial policy and a guideline."""
    data: dict[str, Data] = {
        "manifest_version": 1,
        **_frame(choices),
        **dict(choices.reused),
        **_documents(choices, standards),
        **_work(choices),
        "knowledge_base": {"path": "kb", "decisions": "kb/decisions"},
    }
    for at, value in choices.answers:
        data = with_value(data, at, value)
    return data


def left_out(choices: Choices, standards: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Name the sections that the chosen kinds of work do not need; none while no kind is chosen."""
    return frozenset(name for name, kinds in standards.items() if choices.works and kinds.isdisjoint(choices.works))


def reusable(manifest: Data, kinds: tuple[str, ...], files: Container[str]) -> dict[str, Data]:
    """Take from a manifest what holds in the next project too: the agency's people, calendar, rates and checklists.

    ``files`` are the checklists that can be copied.
    """
    people = {
        id_: {key: who[key] for key in REUSABLE if who.get(key)}
        for id_, who in _fields(manifest, "people").items()
        if isinstance(who, dict) and who.get("side") in REUSABLE_SIDES
    }
    pricing = _fields(manifest, "pricing")
    agreed = _fields(pricing, "rates")
    rates = {kind: agreed[kind] for kind in (*kinds, MANAGEMENT) if kind in agreed}
    taken = {
        "agency": manifest.get("agency"),
        "calendar": manifest.get("calendar"),
        "people": people,
        "pricing": {key: pricing.get(key) for key in ("currency", "vat") if pricing.get(key)} | {"rates": rates},
        "quality": {"checklists": _checklists(manifest, kinds, people, files)},
    }
    return {key: value for key, value in taken.items() if value}


def _frame(choices: Choices) -> dict[str, Data]:
    return {
        "project": {
            "id": code_of(choices.folder, "project"),
            "title": choices.folder,
            **({"kinds": [choices.preset]} if choices.preset else {}),
            "phase": "kickoff",
            "language": choices.lang,
        },
        "client": {"name": OPEN[choices.lang]},
        "calendar": {"working_days": ["mon", "tue", "wed", "thu", "fri"]},
    }


def _documents(choices: Choices, standards: Mapping[str, frozenset[str]]) -> dict[str, Data]:
    files = {
        "editorial_policy": POLICY,
        "guideline": GUIDELINE,
        "brief": "docs/brief.md",
        "terms_of_reference": "docs/terms-of-reference.md",
    }
    idle = left_out(choices, standards)
    return {name: {"file": file} for name, file in files.items() if name not in idle}


def _work(choices: Choices) -> dict[str, Data]:
    preset = preset_of(choices.preset)
    products = products_of(preset, choices.works, choices.lang)
    pricing = dict(choices.reused.get("pricing", {}))
    priced = (*(kind for kind in choices.works if kind != MANAGEMENT), MANAGEMENT) if choices.works else ()
    rates = {kind: (pricing.get("rates") or {}).get(kind) for kind in priced}
    own = list(choices.reused.get("quality", {}).get("checklists", ()))
    covered = {kind for checklist in own for kind in checklist["for"]}
    kinds = () if "all" in covered else [kind for kind in choices.works if kind not in covered]
    lists = [*own, *checklists_for(kinds)]
    work = {
        "client_inputs": inputs_of(preset, products, choices.lang),
        "deliverables": products,
        "pricing": {**pricing, **({"rates": rates} if rates else {})},
        "quality": {"checklists": lists} if lists else None,
    }
    return {key: value for key, value in work.items() if value}


def _checklists(
    manifest: Data, kinds: tuple[str, ...], people: Mapping[str, Data], files: Container[str]
) -> list[Data]:
    """Take the checklists that cover a kind of work, without the seal of the earlier agreement."""
    taken: list[Data] = []
    for checklist in checklists_of(manifest):
        covered = [kind for kind in checklist["for"] if kind == "all" or kind in kinds]
        if checklist.get("file") in files and covered:
            owner = {"owner": checklist["owner"]} if checklist.get("owner") in people else {}
            taken.append({"file": checklist["file"], "for": covered, **owner})
    return taken


def checklists_of(manifest: Data) -> list[dict[str, Data]]:
    """Give the checklists that a manifest lists, as far as each says which file it is, and what it is for."""
    listed = _fields(manifest, "quality").get("checklists")
    items = listed if isinstance(listed, list) else []
    return [
        item
        for item in items
        if isinstance(item, dict) and isinstance(item.get("file"), str) and isinstance(item.get("for"), list)
    ]


def _fields(data: Data, name: str) -> dict[str, Data]:
    """Give the fields of a section; none where something else stands there."""
    section = data.get(name)
    return section if isinstance(section, dict) else {}
