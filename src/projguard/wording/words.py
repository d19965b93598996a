"""projguard's own words: English stands in the code, other languages in gettext catalogues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from projguard.model.values import Text, Value
from projguard.wording.templates import Filler, filler, plural

LOCALE = Path(__file__).parent / "locale"
ONE_FEW_MANY = (1, 2, 5)
"""A number for each form of a Russian noun."""


def mark(text: str) -> str:
    """Mark a text for translation where it stands as data."""
    return text


def noun(one: str, many: str) -> tuple[str, str]:
    """Mark a noun for translation, in the forms for one and for many."""
    return one, many


NOUNS = {
    "error": noun("error", "errors"),
    "warning": noun("warning", "warnings"),
    "info": noun("note", "notes"),
    "finding": noun("finding", "findings"),
    "gap": noun("gap", "gaps"),
    "project": noun("project", "projects"),
    "file": noun("file", "files"),
    "fix": noun("fix", "fixes"),
    "failure": noun("failure", "failures"),
    "point": noun("point", "points"),
    "product": noun("product", "products"),
    "answer": noun("answer", "answers"),
    "step": noun("step", "steps"),
    "question": noun("question", "questions"),
    "open_point": noun("open point", "open points"),
    "minute": noun("minute", "minutes"),
    "hour": noun("hour", "hours"),
    "working_hour": noun("working hour", "working hours"),
    "day": noun("day", "days"),
    "working_day": noun("working day", "working days"),
    "week": noun("week", "weeks"),
    "month": noun("month", "months"),
    "year": noun("year", "years"),
}


class Words:
    """The words of one language."""

    __slots__ = ("_fillers", "lang", "nouns", "plurals", "text")

    def __init__(self, lang: str, text: Callable[[str], str], nouns: Mapping[str, tuple[str, ...]]) -> None:
        self.lang = lang
        self.text = text
        """Gives a text in this language, as it is where it has no translation."""
        self.nouns = nouns
        """Forms of each noun, the one for 1 first."""
        self.plurals = {name: {lang: forms} for name, forms in nouns.items()}
        """The same as a template takes them."""
        self._fillers: dict[str, Filler] = {}
        """By the English text, of which there are as many as projguard has sentences."""

    def say(self, english: str, **values: str | int) -> str:
        """Give a text in this language with its slots filled; ``{count:day}`` is the noun's form for a number."""
        typed = {name: Text(value) if isinstance(value, str) else value for name, value in values.items()}
        fills = self._fillers.get(english)
        if fills is None:
            fills = filler(self.text(english), lang=self.lang, plurals=self.plurals, show=_plain)
            self._fillers[english] = fills
        return fills(typed)

    def count(self, number: int, name: str) -> str:
        """Count something: ``2 errors``."""
        return f"{number} {plural(number, self.nouns[name])}"


def _plain(value: Value) -> str:
    return value.text if isinstance(value, Text) else str(value)


@cache
def words_of(lang: str) -> Words:
    """Give the words of a language, English for one that has no catalogue."""
    path = LOCALE / lang / "LC_MESSAGES" / "projguard.mo"
    if lang == "en" or not path.is_file():
        return Words("en", str, NOUNS)
    from gettext import GNUTranslations

    with path.open("rb") as file:
        catalogue = GNUTranslations(file)
    nouns = {
        name: tuple(catalogue.ngettext(one, many, number) for number in ONE_FEW_MANY)
        for name, (one, many) in NOUNS.items()
    }
    return Words(lang, catalogue.gettext, nouns)
