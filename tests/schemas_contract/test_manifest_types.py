"""What each shared type of the manifest takes and refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Schema = dict[str, Any]
Faults = Callable[..., list[tuple[str, str]]]

# Values by type: what the schema takes (canonical forms, silent shorthands, nothing at all) and what it refuses.
TABLE: dict[str, dict[str, list[Any]]] = json.loads(
    Path(__file__).with_name("manifest_types.json").read_text(encoding="utf-8")
)
TAKEN = [(name, value) for name, row in TABLE.items() for value in row["taken"]]
REFUSED = [(name, value) for name, row in TABLE.items() for value in row["refused"]]


def test_every_type_has_a_row(schemas: dict[str, Schema]) -> None:
    """The table speaks of every shared type."""
    assert sorted(TABLE) == sorted(schemas["manifest"]["$defs"])


@pytest.mark.parametrize(("name", "value"), TAKEN)
def test_taken(schemas: dict[str, Schema], faults: Faults, name: str, value: object) -> None:
    """A canonical form, an accepted shorthand and an empty value pass."""
    schema = schemas["manifest"]
    assert faults(schema, value, part=schema["$defs"][name]) == []


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_refused(schemas: dict[str, Schema], faults: Faults, name: str, value: object) -> None:
    """What would be reported is refused, so that an editor shows it."""
    schema = schemas["manifest"]
    assert faults(schema, value, part=schema["$defs"][name])


def test_dates_are_those_of_the_calendar(schemas: dict[str, Schema], faults: Faults) -> None:
    """Of all days 00 to 32 in months 00 to 13, in common, leap and century years, exactly the existing ones pass."""
    schema = schemas["manifest"]
    for year in (1, 4, 100, 400, 1900, 2000, 2024, 2026, 2100, 9999):
        first, last = date(year, 1, 1), date(year, 12, 31)
        real = {(first + timedelta(days)).isoformat() for days in range((last - first).days + 1)}
        typed = {f"{year:04}-{month:02}-{day:02}" for month in range(14) for day in range(33)}
        assert {text for text in typed if not faults(schema, text, part=schema["$defs"]["date"])} == real


PATTERNED = [
    "date",
    "duration",
    "review_interval",
    "person_id",
    "email",
    "phone",
    "time_zone",
    "hours",
    "url",
    "sha256",
    "country",
    "language",
]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(name=st.sampled_from(PATTERNED), data=st.data())
def test_both_validators_agree(schemas: dict[str, Schema], faults: Faults, name: str, data: st.DataObject) -> None:
    """On any text, however odd, the fast and the explaining validator give the same verdict."""
    schema = schemas["manifest"]
    shape = schema["$defs"][name]
    near = [str(value) for value in TABLE[name]["taken"] + TABLE[name]["refused"] if value is not None]
    text = data.draw(st.sampled_from(near))
    at = data.draw(st.integers(0, len(text)))
    odd = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 2)) :]
    assert isinstance(faults(schema, odd, part=shape), list)
