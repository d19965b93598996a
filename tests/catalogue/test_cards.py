"""The card files: valid, complete in both languages, and true to their own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from projguard.catalogue.cards import read_catalogue
from projguard.model.limits import Limits
from projguard.model.rule import PHASES, Rule, Texts
from projguard.reading.yaml_document import read_document

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "rules").glob("*.yaml"))
RULES = read_catalogue(ROOT / "rules").rules
SLOT = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_card_file_is_valid(path: Path) -> None:
    """Each card file satisfies the published schema of card files."""
    schema = json.loads((ROOT / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    data = read_document(path.read_bytes(), path.name, Limits()).data
    errors = [
        f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(data)
    ]
    assert errors == []


def test_codes_and_names_are_unique() -> None:
    """No two rules share a code or a name, and a code begins with its point."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES if rule.pack == "PG" and int(rule.code[2:4]) != rule.point] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_texts_exist_in_both_languages(rule: Rule) -> None:
    """Every text of a card is there in English and in Russian, and the Russian one is Cyrillic."""
    texts: list[Texts] = [rule.title, rule.why, rule.remedy, rule.question, rule.decides]
    for message in rule.messages.values():
        texts += [message.texts, *([message.question] if message.question else [])]
    for text in texts:
        assert set(text) == {"en", "ru"}
        assert re.search("[а-яё]", text["ru"])
        assert not re.search("[а-яё]", re.sub("«[^»]*»", "", text["en"]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_messages_take_the_same_values_in_both_languages(rule: Rule) -> None:
    """A value that one language shows is shown in the other, and plural forms are listed."""
    for message in rule.messages.values():
        slots = {lang: SLOT.findall(text) for lang, text in message.texts.items()}
        assert {name for name, _ in slots["en"]} == {name for name, _ in slots["ru"]}
        assert {form for found in slots.values() for _, form in found if form} <= set(rule.plurals)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_requirements_name_messages_that_exist(rule: Rule) -> None:
    """A rule requires only rules, and messages of rules, that the checklist has."""
    known = {other.code: set(other.messages) for other in RULES}
    for needed in rule.requires:
        assert needed.code in known
        assert set(needed.messages) <= known[needed.code]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_severity_is_said_for_every_phase(rule: Rule) -> None:
    """A rule says how it stands in each of the five phases."""
    assert set(rule.severity) == set(PHASES)
