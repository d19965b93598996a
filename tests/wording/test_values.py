"""Typed values in English and Russian."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projguard.model.values import (
    Audience,
    Contact,
    Duration,
    Field,
    Kind,
    Listing,
    Money,
    Percent,
    Period,
    PersonName,
    Text,
    Value,
    Word,
)
from projguard.wording.values import Voice
from projguard.wording.words import words_of

AWAY = Period(date(2026, 12, 28), date(2027, 1, 15))
TERMS = {"decides": {"en": "decides here", "ru": "принимает решения"}}


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (date(2026, 11, 23), "2026-11-23", "2026-11-23"),
        (AWAY, "2026-12-28 to 2027-01-15", "с 2026-12-28 по 2027-01-15"),
        (Period(date(2026, 12, 28), date(2026, 12, 28)), "2026-12-28", "2026-12-28"),
        (7, "7", "7"),
        (2027, "2027", "2027"),
        (1_048_576, "1 048 576", "1 048 576"),
        (Decimal("1.50"), "1.5", "1,5"),
        (Decimal("-0.5"), "-0.5", "-0,5"),
        (Money(Decimal(450000), "RUB"), "450 000 RUB", "450 000 ₽"),
        (Money(Decimal("1200.40"), "CHF"), "1 200.4 CHF", "1 200,4 CHF"),
        (Money(Decimal(900)), "900", "900"),
        (Percent(Decimal("0.125")), "12.5 %", "12,5 %"),
        (Duration(2, "day"), "2 days", "2 дня"),
        (Duration(5, "day", working=True), "5 working days", "5 рабочих дней"),
        (Duration(1, "week", working=True), "1 week", "1 неделя"),
        (Duration(21, "hour"), "21 hours", "21 час"),
        (PersonName("boss", "Иван Петрович"), "Иван Петрович", "Иван Петрович"),
        (PersonName("gena"), "gena", "gena"),
        (Kind("layout"), "layout", "вёрстка"),
        (Kind("x_murals"), "x_murals", "x_murals"),
        (Word("decides"), "decides here", "принимает решения"),
        (Word("kickoff"), "kickoff", "перед стартом"),
        (Word("nobody-knows"), "nobody-knows", "nobody-knows"),
        (Field("pricing.rates"), "pricing.rates", "pricing.rates"),
        (Text("a\n{b}"), "a\n{b}", "a\n{b}"),
        (Contact("info@lotos.example"), "info@lotos.example", "info@lotos.example"),
        (Listing((Kind("smm"), Kind("email"))), "SMM, e-mail campaigns", "SMM, рассылки"),
    ],
)
def test_value_reads_well(value: Value, english: str, russian: str) -> None:
    """Each kind of value is shown as a person of the language writes it."""
    assert [plain(shown(value, "en")), plain(shown(value, "ru"))] == [english, russian]


def test_sum_never_parts() -> None:
    """No line breaks inside a sum."""
    assert shown(Money(Decimal(450000), "RUB"), "ru") == "450\u202f000\u202f₽"


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (Money(Decimal(450000), "RUB"), "[sum]", "[сумма]"),
        (Listing((Contact("boss@lotos.example"),)), "[contact]", "[контакт]"),
        (PersonName("boss", "Иван Петрович"), "Иван Петрович", "Иван Петрович"),
    ],
)
def test_client_sees_no_sums_and_contacts(value: Value, english: str, russian: str) -> None:
    """Sums and contacts are kept from a client, names are not."""
    assert [shown(value, "en", "client"), shown(value, "ru", "client")] == [english, russian]


def shown(value: Value, lang: str, audience: Audience = "agency") -> str:
    """Show a value."""
    return Voice(words_of(lang), TERMS, audience).show(value)


def plain(text: str) -> str:
    """Write thin blanks as blanks."""
    return text.replace("\u202f", " ")
