"""projguard's own words in other languages."""

from __future__ import annotations

import io
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path
from typing import IO

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from projguard.cli.main import main
from projguard.cli.speech import Spoken, paragraphs
from projguard.wording.words import LOCALE, words_of

PACKAGE = Path(__file__).parents[2] / "src" / "projguard"
KEYWORDS = {"say": None, "mark": None, "noun": (1, 2), "said": None, "wrong": None}
RUSSIAN = LOCALE / "ru" / "LC_MESSAGES"


@pytest.fixture
def russian() -> Catalog:
    """Read the Russian texts."""
    with (RUSSIAN / "projguard.po").open("rb") as file:
        return read_po(file, locale="ru")


def test_compiled_texts_are_current(russian: Catalog) -> None:
    """The compiled file holds what the readable one says."""
    compiled = io.BytesIO()
    write_mo(compiled, russian)
    compiled.seek(0)
    with (RUSSIAN / "projguard.mo").open("rb") as file:
        assert texts_of(file) == texts_of(compiled)


def test_every_text_is_translated(russian: Catalog) -> None:
    """Each text in the code has a finished translation, and no translation is left of a text that is gone."""
    known = {first(message.id): message for message in russian if message.id and message.string}
    assert sorted(used_texts() - known.keys()) == []
    assert sorted(known.keys() - used_texts()) == []
    assert [name for name, message in known.items() if message.fuzzy or not all(forms(message.string or ""))] == []


def test_translations_keep_slots(russian: Catalog) -> None:
    """A translation leaves out no value that the English text names; only the form of a noun may go."""
    for message in russian:
        if isinstance(message.id, str) and message.id:
            slots = {part.split("}")[0] for part in message.id.split("{")[1:] if ":" not in part.split("}")[0]}
            assert [slot for slot in slots if f"{{{slot}}}" not in str(message.string)] == [], message.id


def test_english_loads_nothing() -> None:
    """English needs no catalogue and no gettext."""
    program = (
        "import sys; from projguard.wording.words import words_of; words_of('en'); print('gettext' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("lang", "number", "counted"),
    [
        ("en", 1, "1 error"),
        ("en", 2, "2 errors"),
        ("ru", 1, "1 ошибка"),
        ("ru", 3, "3 ошибки"),
        ("ru", 11, "11 ошибок"),
        ("ru", 21, "21 ошибка"),
    ],
)
def test_counts(lang: str, number: int, counted: str) -> None:
    """A number stands with the form of the noun that the language asks for."""
    assert words_of(lang).count(number, "error") == counted


def test_language_without_texts_is_english() -> None:
    """A language that projguard does not speak gets English."""
    assert words_of("de").say("exit {status}: {reason}", status=0, reason="ok") == "exit 0: ok"


def texts_of(compiled: IO[bytes]) -> dict[str, str]:
    """Read a compiled file; its header says when and by what it was made."""
    texts: dict[str, str] = vars(GNUTranslations(compiled))["_catalog"]
    return {english: text for english, text in texts.items() if english}


def used_texts() -> set[str]:
    """Find the texts that the code marks or says."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        with path.open("rb") as file:
            for _, text, _, _ in extract("python", file, keywords=KEYWORDS, options={"encoding": "utf-8"}):
                found.add(first(text))
    return (found | help_texts(main)) - {""}


def help_texts(command: click.Command) -> set[str]:
    """Collect what the help of a command, and of those below it, says."""
    found = {*paragraphs(command.help or "")}
    for param in command.params:
        if isinstance(param, click.Option):
            found |= {" ".join((param.help or "").split())}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert isinstance(below, Spoken)
            found |= help_texts(below)
    return found


def first(text: str | list[str] | tuple[str, ...]) -> str:
    """Give the text, of a noun its form for one."""
    return text if isinstance(text, str) else text[0]


def forms(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Give the text, of a noun all its forms."""
    return (text,) if isinstance(text, str) else tuple(text)
