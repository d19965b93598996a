"""What the manifest's schema says about whole manifests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Schema = dict[str, Any]
Faults = Callable[..., list[tuple[str, str]]]
Parts = Callable[[Schema], Iterator[tuple[str, Schema]]]
Read = Callable[[str], Any]

HEALTHY = Path(__file__).parents[1] / "base_project" / "projguard.yaml"
SMALL = """
manifest_version: 1
project: {id: landing, title: Лендинг, phase: kickoff, start: 2026-11-30, end: 2026-12-25}
client: {name: ИП Сомов}
people:
  ira: {name: Ира Дым, side: agency, skills: [copywriting]}
  x_note: not a person
editorial_policy: docs/editorial.md
guideline: https://disk.example/brand
rationale: {required: true, record_in: kb/decisions, agreed: 2026-11-20}
revisions: {rounds_included: two, rework: 1wd, minor_up_to: 1h, extra_round: {price: by_rate}, agreed: }
feedback: {within: 2 рабочих дня, on_silence: no}
client_inputs:
pricing: {currency: рубли, vat: yes, model: hourly, budget: 450000, rates: {x_podcast: 2000, designn: 1}, overtime: {multiplier: 1.5}}
terms_of_reference: {based_on: letter}
communication: {available: 24/7}
x_private: [anything, {goes: here}]
"""


def test_healthy_project(schemas: dict[str, Schema], faults: Faults, read_yaml: Read) -> None:
    """A complete manifest is valid."""
    assert faults(schemas["manifest"], read_yaml(HEALTHY.read_text(encoding="utf-8"))) == []


def test_shorthands_and_foreign_matters(schemas: dict[str, Schema], faults: Faults, read_yaml: Read) -> None:
    """Shorthands, empty values, private keys and what belongs to another rule are no format errors."""
    assert faults(schemas["manifest"], read_yaml(SMALL)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"project": None}, ("$.project", "type")),
        ({"project": {"title": "Сайт", "phase": "draft"}}, ("$.project", "required")),
        ({"project": {"id": "a", "title": None, "phase": "draft"}}, ("$.project.title", "type")),
        ({"project": {"id": "a", "title": "Сайт", "phase": "старт"}}, ("$.project.phase", "enum")),
        ({"client": {}}, ("$.client", "required")),
        ({"feedbak": {}}, ("$", "additionalProperties")),
        ({"people": {"Анна": {"name": "Анна", "side": "agency"}}}, ("$.people", "anyOf")),
        ({"people": [{"name": "Анна"}]}, ("$.people", "type")),
        ({"people": {"anna": {"name": "Анна"}}}, ("$.people.anna", "required")),
        ({"calendar": {"working_days": ["пн"]}}, ("$.calendar.working_days[0]", "enum")),
        ({"rationale": {"agreed": {"on": "2026-09-15"}}}, ("$.rationale.agreed", "additionalProperties")),
        ({"rationale": {"agreed": "15.09.2026"}}, ("$.rationale.agreed", "pattern")),
        ({"revisions": {"minor_up_to": "50%"}}, ("$.revisions.minor_up_to", "type")),
        ({"revisions": {"minor_up_to": 5}}, ("$.revisions.minor_up_to", "maximum")),
        ({"revisions": {"extra_round": {"price": "15 000"}}}, ("$.revisions.extra_round.price", "enum")),
        ({"pricing": {"budget": "450 000"}}, ("$.pricing.budget", "type")),
        ({"pricing": {"rates": {"design": "2 500"}}}, ("$.pricing.rates.design", "type")),
        ({"pricing": {"overtime": {"multiplier": "x1.5"}}}, ("$.pricing.overtime.multiplier", "type")),
        ({"department_briefs": {"creativ": "docs/a.md"}}, ("$.department_briefs", "additionalProperties")),
        ({"deliverables": [{"due": "2026-02-30"}]}, ("$.deliverables[0].due", "pattern")),
        ({"deliverables": ["Макет"]}, ("$.deliverables[0]", "type")),
    ],
)
def test_one_defect_one_fault(
    schemas: dict[str, Schema], faults: Faults, change: dict[str, Any], fault: tuple[str, str]
) -> None:
    """A single defect is a single fault, at the value itself, without a detour through alternatives."""
    sound = {"project": {"id": "a", "title": "Сайт", "phase": "draft"}, "client": {"name": "Сомов"}}
    assert faults(schemas["manifest"], sound | change) == [fault]


def test_private_keys_everywhere(schemas: dict[str, Schema], faults: Faults, parts: Parts) -> None:
    """Every section takes keys that start with x_ and refuses other unknown keys."""
    schema = schemas["manifest"]
    sections = [(at, part) for at, part in parts(schema) if "properties" in part and "/allOf/" not in at]
    assert len(sections) > 30
    for at, part in sections:
        known = {"x_note": [1, {"a": None}], "unheard_of": 1}
        keywords = [keyword for _, keyword in faults(schema, known, part=part)]
        assert keywords.count("additionalProperties") == 1, at
        assert "additionalProperties" not in [keyword for _, keyword in faults(schema, {"x_note": 1}, part=part)], at


def test_guideline_is_a_standard_document(schemas: dict[str, Schema]) -> None:
    """A guideline has all fields of a standard document, and form and assets beside them."""
    types = schemas["manifest"]["$defs"]
    shared, own = types["standard_document"]["properties"], types["guideline"]["properties"]
    assert set(own) - set(shared) == {"form", "assets"}
    assert {name: field.get("$ref") for name, field in shared.items()} == {
        name: own[name].get("$ref") for name in shared
    }


EVIDENCE = """
brief.file change_requests.file client.org_chart deliverables[].qa.checklist deliverables[].qa.record deliverables[].rationale
department_briefs.creative department_briefs.media department_briefs.production editorial_policy editorial_policy.file
feedback.agreed.record guideline guideline.assets[] guideline.file knowledge_base.decisions knowledge_base.faq knowledge_base.glossary
knowledge_base.handover knowledge_base.path pricing.overtime.agreed.record project.contract.file quality.checklists[].file
rationale.agreed.record rationale.record_in revisions.agreed.record terms_of_reference.file
"""


def test_evidence_fields(schemas: dict[str, Schema]) -> None:
    """Exactly these fields may name a file, and each says so by its type."""
    schema = schemas["manifest"]

    def walk(part: Schema, at: str) -> Iterator[str]:
        reference = part.get("$ref", "").rpartition("/")[2]
        if reference in {"path", "path_or_text"}:
            yield at
        elif reference:
            yield from walk(schema["$defs"][reference], at)
        for name, field in part.get("properties", {}).items():
            yield from walk(field, f"{at}.{name}".lstrip("."))
        for key, step in (("items", "[]"), ("then", ""), ("else", "")):
            if key in part:
                yield from walk(part[key], at + step)

    assert sorted(walk(schema, "")) == sorted(EVIDENCE.split())
