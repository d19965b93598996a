from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from projguard.project.dates import read_date

TABLE = json.loads((Path(__file__).parents[1] / "schemas_contract" / "manifest_types.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "state", "canonical"),
    [
        ("2026-12-04", "ok", "2026-12-04"),
        ("04.12.2026", "reported", "2026-12-04"),
        ("4.12.2026", "reported", "2026-12-04"),
        ("2026/12/4", "reported", "2026-12-04"),
        ("2026-12-04T10:00:00", "reported", "2026-12-04"),
        ("5.12", "ambiguous", ""),
        ("04.12.26", "ambiguous", ""),
        ("12/04/2026", "ambiguous", ""),
        ("2026-02-30", "impossible", ""),
        ("31.04.2026", "impossible", ""),
        ("0000-01-01", "impossible", ""),
        ("уточнить", "wrong", ""),
    ],
)
def test_date_is_read_as_typed(source: str, state: str, canonical: str) -> None:
    """A date is read as typed, and its state says what to report."""
    reading = read_date(source)
    assert (reading.state, reading.canonical) == (state, canonical)
    assert reading.value == (date.fromisoformat(canonical) if canonical else None)


@pytest.mark.parametrize("source", TABLE["date"]["taken"])
def test_date_that_the_schema_takes_is_silent(source: str | None) -> None:
    """What the schema takes as a date is read without a word."""
    assert read_date(source or "").state == "ok"


@pytest.mark.parametrize("source", TABLE["date"]["refused"])
def test_date_that_the_schema_refuses_is_spoken_of(source: object) -> None:
    """What the schema refuses as a date is never read in silence."""
    assert read_date(str(source)).state != "ok"
