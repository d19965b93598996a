"""Filling card templates."""

from __future__ import annotations

import pytest

from projguard.model.values import Text, Value
from projguard.wording.templates import fill, plural

PLURALS = {"day": {"en": ("day", "days"), "ru": ("день", "дня", "дней")}}


def filled(template: str, lang: str = "en", **values: Value) -> str:
    """Fill a template, showing values plainly."""
    return fill(
        template,
        values,
        lang=lang,
        plurals=PLURALS,
        show=lambda value: value.text if isinstance(value, Text) else str(value),
    )


def test_value_is_never_a_template() -> None:
    """Braces inside a value stay what they are."""
    assert filled("{title} is late", title=Text("{count:day} {title}")) == "{count:day} {title} is late"


def test_missing_value_shows_a_gap() -> None:
    """A page of a rule has no values yet, and shows where they will stand."""
    assert filled("What is the contact of {name}?") == "What is the contact of …?"


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "дней"),
        (1, "день"),
        (2, "дня"),
        (4, "дня"),
        (5, "дней"),
        (11, "дней"),
        (12, "дней"),
        (21, "день"),
        (102, "дня"),
    ],
)
def test_russian_has_three_forms(count: int, form: str) -> None:
    """One, few and many."""
    assert plural(count, PLURALS["day"]["ru"]) == form


def test_english_has_two_forms() -> None:
    """One and other."""
    assert [filled("{count} {count:day}", count=number) for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
