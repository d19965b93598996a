"""Typed values in words of a language, for an audience."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from projguard.model.rule import Texts
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
from projguard.wording.terms import KINDS, OWN
from projguard.wording.words import Words, mark

THIN = "\u202f"
"""Between thousands, before a sign; a line never breaks there."""
SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "CNY": "¥"}
"""Currency signs as Russian texts use them; English ones name the currency by its code."""
HIDDEN_SUM = mark("[sum]")
HIDDEN_CONTACT = mark("[contact]")


class Voice:
    """Who speaks to whom: the words of a language, the card's own words, the audience."""

    __slots__ = ("audience", "terms", "words")

    def __init__(self, words: Words, terms: Mapping[str, Texts], audience: Audience = "agency") -> None:
        self.words = words
        self.terms = terms
        """Words of the card, by id; they win over projguard's own."""
        self.audience = audience

    def show(self, value: Value) -> str:
        """Show a value; text from outside stays as it is, to be escaped by whoever writes it out."""
        match value:
            case Text(text) | Field(text):  # most are
                return text
            case date() | Period() | Duration():
                return self._time(value)
            case int() | Decimal() | Percent() | Money():
                return self._figure(value)
            case Listing(items=items):
                return ", ".join(self.show(item) for item in items)
            case _:
                return self._name(value)

    def _time(self, value: date | Period | Duration) -> str:
        match value:
            case date():
                return value.isoformat()
            case Period(start=start, end=end) if start == end:
                return start.isoformat()
            case Period(start=start, end=end):
                return self.words.say("{start} to {end}", start=start.isoformat(), end=end.isoformat())
            case Duration(count=count, unit=unit):
                working = value.working and unit in ("hour", "day")
                return self.words.count(count, f"working_{unit}" if working else unit)

    def _figure(self, value: int | Decimal | Percent | Money) -> str:
        match value:
            case int():
                return _grouped(value) if abs(value) > 9999 else str(value)
            case Decimal():
                return self._decimal(value)
            case Percent(share=share):
                return f"{self._decimal(share * 100)}{THIN}%"
            case Money():
                return self._sum(value)

    def _name(self, value: PersonName | Kind | Word | Contact) -> str:
        match value:
            case PersonName(name=name, id=known):
                return name or known
            case Kind(id=kind):
                return self.words.text(KINDS.get(kind, kind))
            case Word(id=term):
                return self._term(term)
            case Contact(text=text):
                return text if self.audience == "agency" else self.words.text(HIDDEN_CONTACT)

    def _term(self, term: str) -> str:
        texts = self.terms.get(term)
        return self.words.text(OWN.get(term, term)) if texts is None else in_language(texts, self.words.lang)

    def _sum(self, value: Money) -> str:
        if self.audience == "client":
            return self.words.text(HIDDEN_SUM)
        sign = SIGNS.get(value.currency, value.currency) if self.words.lang == "ru" else value.currency
        return self._decimal(value.amount) + (f"{THIN}{sign}" if sign else "")

    def _decimal(self, value: Decimal) -> str:
        """Write a number without idle zeros; Russian has a decimal comma."""
        whole, _, fraction = f"{value:f}".partition(".")
        fraction = fraction.rstrip("0")
        sign = "," if self.words.lang == "ru" else "."
        return _grouped(int(whole)) if not fraction else f"{_signed(whole)}{sign}{fraction}"


def in_language(texts: Texts, lang: str) -> str:
    """Give the text of a language, else the English one, else any; empty where there is none."""
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", THIN)


def _signed(whole: str) -> str:
    """Group digits, keeping the minus of -0.5."""
    return ("-" if whole.startswith("-") else "") + _grouped(abs(int(whole)))
