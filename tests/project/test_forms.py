"""Values that are not in the form that their field asks for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projguard.model.limits import Limits
from projguard.project.contacts import EMAIL
from projguard.project.durations import CANONICAL_INTERVAL, CANONICAL_TERM
from projguard.project.forms import NUMBER_READERS, READERS
from projguard.project.hours import CANONICAL
from projguard.project.manifest import Manifest
from projguard.project.money import PLAIN, SHARE, WHOLE
from projguard.reading.typed_fields import fields_by_type
from projguard.reading.vocabulary import Vocabulary
from projguard.reading.yaml_document import read_document

TEXT = """
sum: "900"
day: 4.12.2026
silent: 900
rest: {share: 50%, number: 0900, whole: !!int "7", again: &sum 12, alias: *sum}
last: 31.02.2026
"""
TYPES = {"sum": "money", "day": "date", "silent": "money", "last": "date"}
BELOW = {"share": "share", "number": "number", "whole": "money", "again": "number", "alias": "money"}


def described(types: dict[str, str]) -> dict[str, Any]:
    """Describe a mapping whose values are of named types."""
    return {"properties": {key: {"$ref": f"#/$defs/{name}"} for key, name in types.items()}}


def test_misread_values_come_in_the_order_of_the_document() -> None:
    """Whatever their types are; a whole number in quotes is told, also one that a tag makes a number."""
    document = read_document(TEXT.encode(), "projguard.yaml", Limits())
    schema = described(TYPES)
    schema["properties"]["rest"] = described(BELOW)
    by_type = fields_by_type(schema, document.data)
    manifest = Manifest(document=document, vocabulary=Vocabulary(schema), by_type=by_type)
    found = [(misread.at[-1], misread.state) for misread in manifest.misread]
    told = ("reported", "reported", "reported", "wrong", "impossible")
    assert found == list(zip(("sum", "day", "share", "whole", "last"), told, strict=True))


@pytest.mark.parametrize(
    ("type_name", "silent"),
    [
        ("duration", CANONICAL_TERM),
        ("review_interval", CANONICAL_INTERVAL),
        ("hours", CANONICAL),
        ("email", EMAIL),
        ("money", WHOLE),
        ("share", SHARE),
        ("number", PLAIN),
    ],
)
@given(data=st.data())
def test_what_passes_in_silence_would_be_read_without_a_remark(
    type_name: str, silent: re.Pattern[str], data: st.DataObject
) -> None:
    """The short way to see that a value is fine accepts nothing that its reader takes exception to."""
    read = READERS.get(type_name) or NUMBER_READERS[type_name]
    assert read(data.draw(st.from_regex(silent, fullmatch=True))).state == "ok"
