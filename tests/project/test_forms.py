"""Values that are not in the form that their field asks for."""

from __future__ import annotations

from projguard.model.limits import Limits
from projguard.project.forms import misread_values
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
