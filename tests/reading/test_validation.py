from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from projguard.model.source import KeyPath, Part
from projguard.reading.typed_fields import typed_fields
from projguard.reading.validation import SchemaFault, Validator

Schema = dict[str, Any]

TABLE: dict[str, dict[str, list[Any]]] = json.loads(
    (Path(__file__).parents[1] / "schemas_contract" / "manifest_types.json").read_text(encoding="utf-8")
)
SOUND: dict[str, Any] = {"project": {"id": "a", "title": "Сайт", "phase": "draft"}, "client": {"name": "Сомов"}}
SKILLS = ("copywriting", "design", "layout", "development", "presentation", "photo", "video", "smm", "seo", "media", "email", "pr", "analytics", "crm", "translation", "management")  # fmt: skip


def fault(path: str, keyword: str, type_name: str, expected: tuple[Any, ...] = (), value: Any = None) -> SchemaFault:
    """Write a fault in one line, numbers of the path being list indices."""
    steps = tuple(int(step) if step.isdecimal() else step for step in path.split("."))
    return SchemaFault(path=steps, keyword=keyword, type_name=type_name, expected=expected, value=value)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"project": None}, fault("project", "required", "")),
        ({"client": {"name": None}}, fault("client.name", "required", "text")),
        ({"people": {"anna": {"name": "Анна"}}}, fault("people.anna.side", "required", "side")),
        (
            {"client": {"name": "Сомов", "org_chart": ["a"]}},
            fault("client.org_chart", "type", "path", ("string",), ["a"]),
        ),
        (
            {"knowledge_base": {"path": "kb", "adress": "x", "x_y": 1}},
            fault(
                "knowledge_base.adress",
                "unknown_key",
                "",
                ("path", "url", "owner", "review_every", "updated_on", "decisions", "glossary", "faq", "handover"),
                "x",
            ),
        ),
        (
            {"decision_makers": [{"absences": [{"form": "2026-10-26"}]}]},
            fault("decision_makers.0.absences.0.form", "unknown_key", "absence", ("from", "to"), "2026-10-26"),
        ),
        (
            {"people": {"Анна": {"name": "Анна", "side": "agency"}}},
            fault("people.Анна", "key", "person_id", (), "Анна"),
        ),
        (
            {"people": {"anna": {"name": "Анна", "side": "agency", "skills": [["design"]]}}},
            fault("people.anna.skills.0", "enum", "skill", SKILLS, ["design"]),
        ),
        (
            {"project": {**SOUND["project"], "status": "идёт"}},
            fault("project.status", "enum", "status", ("active", "on_hold", "cancelled"), "идёт"),
        ),
        (
            {"project": {**SOUND["project"], "end": "18.12.2026"}},
            fault("project.end", "pattern", "date", (), "18.12.2026"),
        ),
        ({"rationale": {"agreed": "вчера"}}, fault("rationale.agreed", "pattern", "date", (), "вчера")),
        ({"rationale": {"agreed": 5}}, fault("rationale.agreed", "type", "agreement", ("object", "string"), 5)),
        ({"revisions": {"minor_up_to": 5}}, fault("revisions.minor_up_to", "maximum", "share", (1,), 5)),
        ({"revisions": {"minor_up_to": "пять"}}, fault("revisions.minor_up_to", "pattern", "duration", (), "пять")),
        (
            {"revisions": {"extra_round": {"price": "15 000"}}},
            fault("revisions.extra_round.price", "enum", "money", ("by_rate",), "15 000"),
        ),
        ({"pricing": {"budget": "450 000"}}, fault("pricing.budget", "type", "money", ("number",), "450 000")),
        ({"people": [{"name": "Анна"}]}, fault("people", "type", "", ("object",), [{"name": "Анна"}])),
        ({"deliverables": ["Макет"]}, fault("deliverables.0", "type", "deliverable", ("object",), "Макет")),
    ],
    ids=lambda value: json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else "",
)
def test_one_defect_one_fault(manifest_schema: Schema, change: Schema, expected: SchemaFault) -> None:
    """A defect is one fault with its place, its type and what is expected there."""
    assert Validator(manifest_schema).faults(SOUND | change) == (expected,)


def test_nothing_counts_as_absent(manifest_schema: Schema) -> None:
    """A key without a value is no fault where the key itself may be absent."""
    assert Validator(manifest_schema).faults(SOUND | {"people": {"anna": None}, "calendar": {"count_days": None}}) == ()


@pytest.mark.parametrize("pure", [False, True])
def test_nothing_is_absent_at_any_depth(*, pure: bool) -> None:
    """An entry that is null is missing where it must be there, in a mapping of a list of lists as well."""
    entry = {"required": ["b"], "properties": {"b": {"type": ["string", "null"]}}}
    schema = {"properties": {"a": {"items": {"items": entry}}, "c": {}}, "unevaluatedProperties": False}
    validator = Validator(schema, pure=pure)
    assert [fault.path for fault in validator.faults({"a": [[{"b": "x"}, {"b": None}]]})] == [("a", 0, 1, "b")]
    assert validator.faults({"a": [[{"b": "x"}]], "c": [None, [None]], "d": None}) == ()
    assert [fault.path for fault in validator.faults({"d": 1})] == [()]


def test_every_unknown_key_is_a_fault(manifest_schema: Schema) -> None:
    """Several unknown keys of one mapping are told apart."""
    faults = Validator(manifest_schema).faults(SOUND | {"feedbak": 1, "dedline": 2, "x_note": 3})
    assert [(fault.path, fault.keyword, fault.value) for fault in faults] == [
        (("feedbak",), "unknown_key", 1),
        (("dedline",), "unknown_key", 2),
    ]


@pytest.fixture(scope="module")
def faults_by_name(manifest_schema: Schema, manifests: dict[str, Any]) -> dict[str, tuple[SchemaFault, ...]]:
    """Give the faults of every manifest of the collection."""
    validator = Validator(manifest_schema)
    return {name: validator.faults(data) for name, data in manifests.items()}


def test_both_validators_give_one_verdict(
    manifest_schema: Schema, manifests: dict[str, Any], faults_by_name: dict[str, tuple[SchemaFault, ...]]
) -> None:
    """Without the compiled validator every faulty manifest has the same faults, and a sound one none."""
    pure = Validator(manifest_schema, pure=True)
    faulty = [name for name, faults in faults_by_name.items() if faults]
    sound = [name for name, faults in faults_by_name.items() if not faults]
    assert len(faulty) > 20
    assert "base project" in sound
    for name in (*faulty, *sound[::5]):
        assert pure.faults(manifests[name]) == faults_by_name[name], name


@pytest.mark.parametrize("name", TABLE)
def test_both_validators_agree_on_each_type(manifest_schema: Schema, name: str) -> None:
    """Each value of the table of types passes or fails in both, also before a line break, and a fault names the type."""
    schema = {
        **{key: manifest_schema[key] for key in ("$schema", "$defs")},
        "properties": {"it": {"$ref": f"#/$defs/{name}"}},
    }
    fast, pure = Validator(schema), Validator(schema, pure=True)
    for verdict in ("taken", "refused"):
        for value in TABLE[name][verdict]:
            faults = fast.faults({"it": value})
            assert faults == pure.faults({"it": value})
            assert not (faults and verdict == "taken")
            if len(faults) == 1 and faults[0].path == ("it",) and not isinstance(value, str):
                assert faults[0].type_name == name
    broken = [
        f"{value}{end}" for value in TABLE[name]["taken"] if isinstance(value, str) for end in ("\n", "\r\n", "\n\n")
    ]
    for value in broken:
        assert fast.faults({"it": value}) == pure.faults({"it": value}), value


def test_without_the_compiled_validator(manifest_schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the compiled validator is not installed the faults are the same."""
    expected = Validator(manifest_schema).faults({"project": 1})
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert Validator(manifest_schema).faults({"project": 1}) == expected
    assert expected


def test_nothing_is_fetched() -> None:
    """A schema that refers to another file or site is refused by both validators."""
    for address in ("file:///etc/hostname", "http://localhost:1/schema.json"):
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"a": {"$ref": address}}}
        for pure in (False, True):
            with pytest.raises(Exception, match=r"localhost|hostname"):
                Validator(schema, pure=pure).faults({"a": 1})


def test_faults_and_fields_name_the_same_types(
    manifest_schema: Schema, manifests: dict[str, Any], faults_by_name: dict[str, tuple[SchemaFault, ...]]
) -> None:
    """A value that is at fault has the type name under which it is found in the manifest."""
    compared = 0
    for name, faults in faults_by_name.items():
        fields = typed_fields(manifest_schema, manifests[name])
        named = {(path, part): type_name for path, type_name, part, _ in fields}
        for fault in faults:
            place: tuple[KeyPath, Part] = (fault.path, "key" if fault.keyword == "key" else "value")
            if place in named:
                assert named[place] == fault.type_name
                compared += 1
    assert compared > 10
