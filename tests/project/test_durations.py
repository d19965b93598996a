from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from projguard.model.values import Duration
from projguard.project.durations import read_duration, read_interval
from projguard.project.readings import Reading

TABLE = json.loads((Path(__file__).parents[1] / "schemas_contract" / "manifest_types.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "value", "canonical"),
    [
        ("P2D", Duration(2, "day"), "P2D"),
        ("3d", Duration(3, "day"), "P3D"),
        ("2wd", Duration(2, "day", working=True), "2wd"),
        ("2 рабочих дня", Duration(2, "day", working=True), "2wd"),
        ("1 неделя", Duration(1, "week"), "P1W"),
        ("15min", Duration(15, "minute"), "PT15M"),
        ("2 ч", Duration(2, "hour"), "PT2H"),
        ("PT1H30M", Duration(90, "minute"), "PT90M"),
        ("P1DT12H", Duration(36, "hour"), "PT36H"),
    ],
)
def test_term_is_read_from_every_accepted_form(source: str, value: Duration, canonical: str) -> None:
    """A term in an accepted form is read in silence and has one canonical form."""
    reading = read_duration(source)
    assert (reading.value, reading.state, reading.canonical) == (value, "ok", canonical)
    assert read_duration(canonical).value == value


@pytest.mark.parametrize(
    ("source", "state", "canonical"),
    [
        ("p2d", "reported", "P2D"),
        ("2 Дня", "reported", "P2D"),
        ("P2D\n", "reported", "P2D"),
        ("2", "ambiguous", ""),
        ("P6M", "wrong", ""),
        ("2 попугая", "wrong", ""),
        ("-P1D", "wrong", ""),
    ],
)
def test_term_in_another_form_is_spoken_of(source: str, state: str, canonical: str) -> None:
    """A term in another form is understood where its meaning is plain."""
    reading = read_duration(source)
    assert (reading.state, reading.canonical) == (state, canonical)
    assert (reading.value is None) == (not canonical)


def test_interval_takes_months_and_years() -> None:
    """An interval may last months and years."""
    assert read_interval("6 месяцев").canonical == "P6M"
    assert read_interval("P1Y").value == Duration(1, "year")


@pytest.mark.parametrize(("name", "read"), [("duration", read_duration), ("review_interval", read_interval)])
def test_terms_agree_with_the_schema(name: str, read: Callable[[str], Reading[Duration]]) -> None:
    """A term is read in silence exactly where the schema takes it."""
    assert {read(source or "").state for source in TABLE[name]["taken"]} == {"ok"}
    assert "ok" not in {read(str(source)).state for source in TABLE[name]["refused"]}
