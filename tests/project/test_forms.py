"""Values that are not in the form that their field asks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projguard.model.limits import Limits
from projguard.project.contacts import EMAIL
from projguard.project.durations import CANONICAL_INTERVAL, CANONICAL_TERM
from projguard.project.forms import NUMBER_READERS, READERS, misread_values
from projguard.project.hours import CANONICAL
from projguard.project.money import PLAIN, SHARE, WHOLE
from projguard.reading.typed_fields import TypedField
from projguard.reading.yaml_document import read_document

TEXT = """
sum: "900"
day: 4.12.2026
silent: 900
rest: {share: 50%, number: 0900, whole: !!int "7", again: &sum 12, alias: *sum}
last: 31.02.2026
"""
TYPES = {
    ("sum",): "money",
    ("day",): "date",
    ("silent",): "money",
    ("rest", "share"): "share",
    ("rest", "number"): "number",
    ("rest", "whole"): "money",
    ("rest", "again"): "number",
    ("rest", "alias"): "money",
    ("last",): "date",
}


def test_misread_values_come_in_the_order_of_the_document() -> None:
    """Whatever their types are; a whole number in quotes is told, also one that a tag makes a number."""
    document = read_document(TEXT.encode(), "projguard.yaml", Limits())
    fields = [TypedField(path, name, "value", document.value(path)) for path, name in TYPES.items()]
    by_type = {name: [field for field in fields if field.type_name == name] for name in TYPES.values()}
    found = [(misread.at[-1], misread.state) for misread in misread_values(document, fields, by_type)]
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
