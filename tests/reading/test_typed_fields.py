from __future__ import annotations

from typing import Any

import pytest

from projguard.reading.typed_fields import TypedField, fields_by_type, typed_fields

Schema = dict[str, Any]

DATA = {
    "manifest_version": 1,
    "project": {"end": "2026-12-18", "contract": {"file": "docs/contract.txt", "sha256": "ab"}, "x_own": "1"},
    "people": {"anna": {"messenger": "@anna", "side": "agency", "phone": None}, "x_note": "nobody"},
    "editorial_policy": "docs/policy.md",
    "guideline": {"read_by": {"anna": "2026-09-11"}, "assets": ["logo.svg"], "source": "agency"},
    "rationale": {"record_in": "kb/why", "agreed": "2026-09-15"},
    "revisions": {"minor_up_to": 0.1, "extra_round": {"price": 15000}, "agreed": {"with": ["igor", None, "anna"]}},
    "terms_of_reference": {"based_on": "brief"},
    "deliverables": [{"approver": ["igor"], "kind": "design", "depends_on": ["a"]}, {"approver": "olga"}],
    "pricing": {"rates": {"design": 3200, "x_podcast": 1}, "currency": "RUB"},
    "communication": {"follow_up": ["P1D"], "call_window": "12-14"},
    "unheard_of": {"a": 1},
}
FOUND = """
manifest_version text
project.end date
project.contract.file path
project.contract.sha256 sha256
people.anna (key) person_id
people.anna.messenger messenger
people.anna.side side
editorial_policy path
guideline.read_by.anna (key) person_ref
guideline.read_by.anna date
guideline.assets.0 path
rationale.record_in path_or_text
rationale.agreed date
revisions.minor_up_to share
revisions.extra_round.price money
revisions.agreed.with.0 person_ref
revisions.agreed.with.2 person_ref
deliverables.0.approver.0 person_ref
deliverables.0.kind kind
deliverables.0.depends_on.0 id
deliverables.1.approver person_ref
pricing.rates.design (key) kind
pricing.rates.design money
pricing.rates.x_podcast (key) kind
pricing.rates.x_podcast money
pricing.currency currency
communication.follow_up.0 review_interval
communication.call_window hours
"""


def test_each_value_has_its_type(manifest_schema: Schema) -> None:
    """Every value and every key comes with the type that the schema gives it; private, unknown and empty ones have none."""
    shown = [
        f"{'.'.join(map(str, path))} {'(key) ' if part == 'key' else ''}{type_name}"
        for path, type_name, part, _ in typed_fields(manifest_schema, DATA)
    ]
    assert shown == FOUND.strip().split("\n")


@pytest.mark.parametrize(
    ("data", "path", "type_name"),
    [
        ({"project": {"end": ["2026-12-18"]}}, ("project", "end"), "date"),
        ({"project": {"end": {"day": 1}}}, ("project", "end"), "date"),
        ({"pricing": {"budget": ["1"]}}, ("pricing", "budget"), "money"),
        ({"deliverables": ["Макет"]}, ("deliverables", 0), "deliverable"),
        ({"rationale": {"agreed": [1]}}, ("rationale", "agreed"), "agreement"),
        ({"revisions": {"minor_up_to": "50%"}}, ("revisions", "minor_up_to"), "share"),
        ({"revisions": {"extra_round": {"price": "15 000"}}}, ("revisions", "extra_round", "price"), "money"),
    ],
)
def test_misfits_have_the_expected_type(
    manifest_schema: Schema, data: Schema, path: tuple[str], type_name: str
) -> None:
    """A value of the wrong form still says what is expected in its place."""
    (field,) = typed_fields(manifest_schema, data)
    assert (field.path, field.type_name, field.part) == (path, type_name, "value")


def test_a_word_is_of_no_type(manifest_schema: Schema) -> None:
    """A word that is allowed beside a sum is no sum."""
    assert list(typed_fields(manifest_schema, {"revisions": {"extra_round": {"price": "by_rate"}}})) == []


def test_wrong_sections_are_passed_over(manifest_schema: Schema) -> None:
    """Whatever stands in place of a section, the rest is walked."""
    odds: tuple[Any, ...] = (1, "x", True, None, [], [[]], {"a": {}})
    for odd in odds:
        data = {"people": odd, "pricing": odd, "deliverables": odd, "project": {"start": "2026-12-18"}}
        assert TypedField(("project", "start"), "date", "value", "2026-12-18") in list(
            typed_fields(manifest_schema, data)
        )
    assert list(typed_fields(manifest_schema, None)) == []


def test_schemas_that_hold_themselves() -> None:
    """A type that contains itself is walked as deep as the data goes."""
    tree: Schema = {
        "type": "object",
        "properties": {"name": {"$ref": "#/$defs/tree"}, "below": {"$ref": "#/$defs/tree"}},
    }
    schema = {"$ref": "#/$defs/tree", "$defs": {"tree": tree}}
    fields = list(typed_fields(schema, {"below": {"below": {"name": 1}}}))
    assert fields == [TypedField(("below", "below", "name"), "tree", "value", 1)]


def test_each_field_brings_what_stands_there(manifest_schema: Schema) -> None:
    """A value is given with its field, and a key with what it leads to, so that nobody has to go there again."""
    for field in typed_fields(manifest_schema, DATA):
        value: Any = DATA
        for step in field.path:
            value = value[step]
        assert field.value is value, field


def test_fields_by_type_are_the_same_fields(manifest_schema: Schema) -> None:
    """Each is found under its type, in the order of the document; those that may name a file are together."""
    by_type = fields_by_type(manifest_schema, DATA)
    fields = [tuple(field) for field in typed_fields(manifest_schema, DATA)]
    for name in dict.fromkeys(field.type_name for field in typed_fields(manifest_schema, DATA)):
        together = {"path", "path_or_text"} if name.startswith("path") else {name}
        assert by_type[name] == [field for field in fields if field[1] in together]
    assert fields_by_type(manifest_schema, None).get("date") is None
