from __future__ import annotations

import json
from pathlib import Path

import pytest

from projguard.project.hours import Hours, read_hours

TABLE = json.loads((Path(__file__).parents[1] / "schemas_contract" / "manifest_types.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "state", "canonical"),
    [
        ("10:00-19:00", "ok", "10:00-19:00"),
        ("10-19", "ok", "10:00-19:00"),
        ("9:00-18:30", "ok", "09:00-18:30"),
        ("00:00-24:00", "ok", "00:00-24:00"),
        ("10:00–19:00", "reported", "10:00-19:00"),
        ("с 10 до 19", "reported", "10:00-19:00"),
        ("10.00 - 19.00", "reported", "10:00-19:00"),
        ("10:00", "ambiguous", ""),
        ("600", "ambiguous", ""),
        ("25:00-26:00", "impossible", ""),
        ("10:60-19:00", "impossible", ""),
        ("24/7", "wrong", ""),
    ],
)
def test_hours_are_read_as_typed(source: str, state: str, canonical: str) -> None:
    """Hours are read as typed, and their state says what to report."""
    reading = read_hours(source)
    assert (reading.state, reading.canonical) == (state, canonical)
    assert (reading.value is None) == (not canonical)


def test_hours_are_minutes_since_midnight() -> None:
    """Hours are kept as minutes since midnight."""
    assert read_hours("10:00-19:30").value == Hours(start=600, end=1170)


def test_hours_agree_with_the_schema() -> None:
    """Hours are read in silence exactly where the schema takes them."""
    assert {read_hours(source or "").state for source in TABLE["hours"]["taken"]} == {"ok"}
    assert "ok" not in {read_hours(str(source)).state for source in TABLE["hours"]["refused"]}
