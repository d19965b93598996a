"""What the schemas of card files and of the configuration demand."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from projguard.model.limits import Limits

Schema = dict[str, Any]
Faults = Callable[..., list[tuple[str, str]]]
Read = Callable[[str], Any]

CARD = """
point: 11
pack: AC
default: off
title: {en: Account care, ru: Забота о клиенте}
short: {en: Account care, ru: Забота о клиенте}
about: {en: How the client is looked after., ru: Как заботимся о клиенте.}
words: {handed_over: {en: handed over here, ru: сдаём здесь}}
plurals: {day: {en: [day, days], ru: [день, дня, дней]}}
rules:
  - code: AC0102
    name: contact-cadence-low
    family: consistency
    fields: people.<decision maker>.email, ...
    severity: {draft: warning, kickoff: error, production: error, delivered: error, closed: "off"}
    requires: [PG0501/none, AC0101]
    when: {kinds: [copywriting], present: ["deliverables[].delivered_on"], found: ["$.people[?@.side == 'client']"]}
    given: $.deliverables[*]
    check: contact_cadence
    says: {missing: none}
    params: {at_least: 2, shared_mailboxes: [info, office]}
    title: {en: Too few contacts, ru: Слишком мало контактов}
    decides: {en: Fewer than two contacts a week., ru: Меньше двух контактов в неделю.}
    why: {en: The client worries., ru: Клиент начинает беспокоиться.}
    remedy: {en: Plan two contacts., ru: Запланируйте два контакта.}
    ask: client
    question: {en: How often?, ru: Как часто?}
    messages:
      none: {en: "{name} hears nothing", ru: "{name} ничего не слышит"}
      few: {en: "{count} a week", ru: "{count} в неделю", severity: warning, question: {en: More?, ru: Чаще?}}
      late: {en: late, ru: поздно, severity: {production: error}}
    fix: scaffold
    scaffold: {letter: {en: "Dear…", ru: "Добрый день…"}}
    examples:
      bad: |
        manifest: {communication: {contacts_per_week: 1}}
      good: |
        manifest: {}
  - code: AC0103
    name: read-elsewhere
    family: time
    severity: {draft: info, kickoff: info, production: info, delivered: info, closed: off}
    source: engine
    checks: [{check: present, given: ["$.project", "$.client"], params: {fields: [name]}, says: {missing: none}}]
    title: {en: a, ru: б}
    why: {en: a, ru: б}
    remedy: {en: a, ru: б}
    ask: self
    question: {en: a, ru: б}
    messages: {none: {en: a, ru: б}}
"""
CONFIG = """
required_version: ">=0.1"
extends: [web, ../house.yaml]
select: [ALL]
extend_select: [AC]
ignore: [PG0704, "point:3"]
severity: {PG0704: info, deadline-on-day-off: off}
params: {PG0603: {days: 3}}
fail_on: never
min_severity: warning
lang: ru
phase: kickoff
gates: {ci: {severity: warning, rules: [PG07], points: [5, 7]}}
overrides:
  - {paths: ["clients/*"], severity: {PG0704: error}, ignore: [AC]}
  - {pointers: ["/deliverables/id=html"], params: {PG0703: {reserve: 1}}}
mandatory: {rules: [PG0009], approvers: [igor]}
plugins: [acme]
rule_dirs: [rules]
baseline: gaps.json
exclude: [archive/**]
limits: {depth: 100, nodes: 200000}
waivers: {longest: P90D, warn_before: 14d}
agency: {name: Студия, jurisdiction: RU, time_zone: Europe/Moscow}
"""


def test_card_file(schemas: dict[str, Schema], faults: Faults, read_yaml: Read) -> None:
    """A card file with every field is valid, a pack's as well as a point's."""
    assert faults(schemas["rules"], read_yaml(CARD)) == []


def test_card_uses_every_field(schemas: dict[str, Schema], read_yaml: Read) -> None:
    """The sample card leaves out no field but those that concern former versions, rare states or override the file's own."""
    card = read_yaml(CARD)
    known = set(schemas["rules"]["$defs"]["rule"]["properties"])
    assert known - set(card["rules"][0]) - set(card["rules"][1]) == {
        "words",
        "plurals",
        "default",
        "aliases",
        "since",
        "even_when",
    }
    assert set(schemas["rules"]["properties"]) == set(card)


@pytest.mark.parametrize(
    ("change", "keyword"),
    [
        ({"code": "PG505"}, "pattern"),
        ({"name": "Contact_Cadence"}, "pattern"),
        ({"severity": {"draft": "warning"}}, "required"),
        ({"severity": {"start": "warning"}}, "additionalProperties"),
        ({"severity": "error"}, "type"),
        ({"requires": ["PG0501-none"]}, "pattern"),
        ({"title": {}}, "minProperties"),
        ({"title": {"en": ""}}, "minLength"),
        ({"ask": "boss"}, "enum"),
        ({"given": "deliverables"}, "anyOf"),
        ({"checks": []}, "minItems"),
        ({"checks": [{"given": "$"}]}, "required"),
        ({"fix": "magic"}, "enum"),
        ({"messages": {}}, "minProperties"),
        ({"messages": {"none": {"en": "a", "severty": "info"}}}, "additionalProperties"),
        ({"examples": {"bad": "a"}}, "required"),
        ({"seveirty": {}}, "additionalProperties"),
    ],
)
def test_card_refuses(
    schemas: dict[str, Schema], faults: Faults, read_yaml: Read, change: dict[str, Any], keyword: str
) -> None:
    """A typing error in a card is a fault at its place."""
    card = read_yaml(CARD)
    card["rules"][0] |= change
    found = faults(schemas["rules"], card)
    assert keyword in [name for _, name in found]
    assert {place.split(".")[1] for place, _ in found} == {"rules[0]"}


@pytest.mark.parametrize(
    "field", ["code", "name", "family", "severity", "title", "why", "remedy", "ask", "question", "messages"]
)
def test_card_needs(schemas: dict[str, Schema], faults: Faults, read_yaml: Read, field: str) -> None:
    """A rule without one of its parts is refused."""
    card = read_yaml(CARD)
    del card["rules"][0][field]
    assert faults(schemas["rules"], card) == [("$.rules[0]", "required")]


def test_somebody_answers(schemas: dict[str, Schema], faults: Faults, read_yaml: Read) -> None:
    """A rule names its check, or says who else answers."""
    card = read_yaml(CARD)
    del card["rules"][0]["check"]
    assert faults(schemas["rules"], card) == [("$.rules[0]", "anyOf")]


def test_limits_are_those_of_the_reader(schemas: dict[str, Schema]) -> None:
    """Every limit of the reader can be set, under its own name, and the schema tells the default that holds."""
    settings = schemas["config"]["properties"]["limits"]["properties"]
    assert {name: setting["default"] for name, setting in settings.items()} == Limits()._asdict()


def test_configuration(schemas: dict[str, Schema], faults: Faults, read_yaml: Read) -> None:
    """A configuration with every key is valid, and so is an empty one."""
    config = read_yaml(CONFIG)
    assert set(config) == set(schemas["config"]["properties"])
    assert faults(schemas["config"], config) == []
    assert faults(schemas["config"], {}) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"fail_onn": "error"}, ("$", "additionalProperties")),
        ({"fail_on": "fatal"}, ("$.fail_on", "enum")),
        ({"min_severity": "never"}, ("$.min_severity", "enum")),
        ({"lang": "de"}, ("$.lang", "enum")),
        ({"phase": "start"}, ("$.phase", "enum")),
        ({"select": "ALL"}, ("$.select", "type")),
        ({"severity": {"PG0704": "fatal"}}, ("$.severity.PG0704", "enum")),
        ({"params": {"PG0704": 3}}, ("$.params.PG0704", "type")),
        ({"overrides": [{"ignore": ["AC"]}]}, ("$.overrides[0]", "anyOf")),
        ({"limits": {"depth": 0}}, ("$.limits.depth", "minimum")),
        ({"limits": {"size": 1}}, ("$.limits", "additionalProperties")),
        ({"waivers": {"longest": "навсегда"}}, ("$.waivers.longest", "pattern")),
        ({"agency": {"time_zone": "MSK"}}, ("$.agency.time_zone", "pattern")),
    ],
)
def test_configuration_refuses(
    schemas: dict[str, Schema], faults: Faults, read_yaml: Read, change: dict[str, Any], fault: tuple[str, str]
) -> None:
    """A wrong key or value in the configuration is one fault at its place."""
    assert faults(schemas["config"], deepcopy(read_yaml(CONFIG)) | change) == [fault]
