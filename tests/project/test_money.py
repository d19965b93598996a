from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from projguard.model.values import Money, Percent
from projguard.project.money import read_money, read_number, read_share
from projguard.project.readings import Reading

TABLE = json.loads((Path(__file__).parents[1] / "schemas_contract" / "manifest_types.json").read_text(encoding="utf-8"))
READERS: dict[str, Callable[..., Reading[Any]]] = {"money": read_money, "share": read_share, "number": read_number}
SCALARS = [
    (name, value, verdict)
    for name in READERS
    for verdict in ("taken", "refused")
    for value in TABLE[name][verdict]
    if value is not None and not isinstance(value, list)
]


@pytest.mark.parametrize(
    ("source", "state", "canonical"),
    [
        ("450000", "ok", "450000"),
        ("450_000", "ok", "450000"),
        ("450000.5", "ok", "450000.50"),
        ("1" * 40 + ".5", "ok", "1" * 40 + ".50"),
        ("450 000", "reported", "450000"),
        ("450\u00a0000", "reported", "450000"),
        ("450 тыс.", "reported", "450000"),
        ("1,5 млн", "reported", "1500000"),
        ("450k", "reported", "450000"),
        ("450 000 ₽", "reported", "450000"),
        ("450 000,50 руб.", "reported", "450000.50"),
        ("1,234,567", "reported", "1234567"),
        ("450,000", "ambiguous", ""),
        ("450.000", "ambiguous", ""),
        ("450.000 ₽", "ambiguous", ""),
        ("уточнить", "wrong", ""),
        ("1 2 3", "wrong", ""),
    ],
)
def test_sum_is_read_as_typed(source: str, state: str, canonical: str) -> None:
    """A sum is read as typed, and its state says what to report."""
    reading = read_money(source, "RUB")
    assert (reading.state, reading.canonical) == (state, canonical)
    assert reading.value == (Money(Decimal(canonical), "RUB") if canonical else None)


@pytest.mark.parametrize(
    ("source", "state", "canonical"),
    [
        ("0.5", "ok", "0.5"),
        ("1", "ok", "1"),
        ("50%", "reported", "0.5"),
        ("12,5 %", "reported", "0.125"),
        ("0,5", "reported", "0.5"),
        ("50", "ambiguous", ""),
        ("150%", "impossible", ""),
        ("-0.1", "impossible", ""),
        ("половина", "wrong", ""),
    ],
)
def test_share_is_read_as_typed(source: str, state: str, canonical: str) -> None:
    """A share is read as typed, and its state says what to report."""
    reading = read_share(source)
    assert (reading.state, reading.canonical) == (state, canonical)
    assert reading.value == (Percent(Decimal(canonical)) if canonical else None)


@pytest.mark.parametrize(
    ("source", "state", "canonical"),
    [
        ("1.5", "ok", "1.5"),
        ("40", "ok", "40"),
        ("1,5", "reported", "1.5"),
        ("x1.5", "reported", "1.5"),
        ("×1,5", "reported", "1.5"),
        ("1.5х", "reported", "1.5"),
        ("1,500", "ambiguous", ""),
        ("вдвое", "wrong", ""),
    ],
)
def test_factor_is_read_as_typed(source: str, state: str, canonical: str) -> None:
    """A factor is read as typed, and its state says what to report."""
    reading = read_number(source)
    assert (reading.state, reading.canonical) == (state, canonical)
    assert reading.value == (Decimal(canonical) if canonical else None)


@pytest.mark.parametrize(("name", "value", "verdict"), SCALARS)
def test_numbers_agree_with_the_schema(name: str, value: object, verdict: str) -> None:
    """A number is read in silence exactly where the schema takes it."""
    source = str(value).lower() if isinstance(value, bool) else str(value)
    reading = READERS[name](source, quoted=isinstance(value, str))
    assert (reading.state == "ok") == (verdict == "taken")
