"""The checklist as a person reads it: one rule, one point, or the whole table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill

from projguard.app.active import Active
from projguard.model.rule import PHASES, Point, Rule
from projguard.wording.terms import LEVELS
from projguard.wording.terms import PHASES as PHASE_NAMES
from projguard.wording.values import in_language
from projguard.wording.words import mark, words_of

WIDTH = 80
_SLOT = re.compile(r"\{[^{}]*\}")
LABELS = {
    "en": {"decides": "How it decides", "why": "Why it matters", "remedy": "What to do", "question": "What to ask"},
    "ru": {"decides": "Как решает", "why": "Почему это важно", "remedy": "Что делать", "question": "Что спросить"},
}
SIGNS = {"error": "✖", "warning": "▲", "info": "·", "off": "–"}
HEADS = (mark("draft"), mark("start"), mark("work"), mark("handed"), mark("closed"))
"""The phases in few letters, since a row has 80 columns."""
ASKED = {
    "en": {"client": "the client", "team": "the team", "self": "yourself"},
    "ru": {"client": "клиента", "team": "команду", "self": "себя"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a word of the user means: a rule, or a point with its rules, or the nearest known word."""

    rules: tuple[Rule, ...] = ()
    point: Point | None = None
    nearest: str = ""


def find(what: str, catalogue: Active) -> Found:
    """Look a rule up by code or name, or a point by number."""
    for point in catalogue.points:
        if what == str(point.number):
            return Found(point=point, rules=tuple(rule for rule in catalogue.rules if rule.point == point.number))
    for rule in catalogue.rules:
        if what.upper() == rule.code or what.lower() in (rule.name, *rule.aliases):
            return Found(rules=(rule,))
    from difflib import get_close_matches

    known = {rule.code: rule.code for rule in catalogue.rules} | {rule.name: rule.name for rule in catalogue.rules}
    near = get_close_matches(what.upper(), known, n=1) or get_close_matches(what.lower(), known, n=1)
    return Found(nearest=near[0] if near else "")


def explain_rule(rule: Rule, lang: str) -> str:
    """Write a rule's page: title, how it decides, why, what to do, what to ask of whom."""
    parts = [f"{rule.code} {rule.name}", _wrapped(in_language(rule.title, lang), "")]
    texts = {"decides": rule.decides, "why": rule.why, "remedy": rule.remedy, "question": rule.question}
    for name, text in texts.items():
        if text:
            asked = f" ({ASKED[lang][rule.ask]})" if name == "question" else ""
            parts.append(f"{LABELS[lang][name]}{asked}\n{_wrapped(_SLOT.sub('…', in_language(text, lang)), '  ')}")
    return "\n\n".join(parts) + "\n"


def explain_point(point: Point, rules: tuple[Rule, ...], lang: str) -> str:
    """Write a point's page: its title, what it is about, its rules."""
    about = f"\n{_wrapped(in_language(point.about, lang), '')}\n" if point.about else ""
    listed = "\n".join(f"  {rule.code}  {in_language(rule.title, lang)}" for rule in rules)
    return f"{point.number}  {in_language(point.title, lang)}\n{about}\n{listed}\n"


def list_rules(catalogue: Sequence[Rule], lang: str, style: str = "table") -> str:
    """Write the catalogue: a row per rule and a column per phase as a table or Markdown, or everything as JSON."""
    if style == "json":
        return _as_json(catalogue, lang)
    from tabulate import tabulate

    text = words_of(lang).text
    head = (text(mark("code")), text(mark("name")))
    if style == "md":
        names = {level: text(name) for level, name in LEVELS.items()}
        rows = [(*head, *(text(PHASE_NAMES[phase]) for phase in PHASES)), *(_row(rule, names) for rule in catalogue)]
        return tabulate(rows, headers="firstrow", tablefmt="github", disable_numparse=True)
    # Heads as a row like any other: tabulate would widen each column by two for them.
    rows = [(*head, *(text(name) for name in HEADS)), *(_row(rule, SIGNS) for rule in catalogue)]
    legend = "  ".join(f"{sign} {text(LEVELS[level])}" for level, sign in SIGNS.items())
    return f"{tabulate(rows, tablefmt='plain', disable_numparse=True)}\n\n{legend}"


def _row(rule: Rule, shown: Mapping[str, str]) -> tuple[str, ...]:
    return rule.code, rule.name, *(shown[rule.severity[phase]] for phase in PHASES)


def _as_json(catalogue: Sequence[Rule], lang: str) -> str:
    import json

    listed = [
        {
            "code": rule.code,
            "name": rule.name,
            "point": rule.point,
            "title": in_language(rule.title, lang),
            "severity": dict(rule.severity),
            "ask": rule.ask,
            "why": in_language(rule.why, lang),
            "remedy": in_language(rule.remedy, lang),
            "default": rule.default,
        }
        for rule in catalogue
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def _wrapped(text: str, indent: str) -> str:
    return fill(" ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent)
