"""Findings of one rule as one question, worded so that it can be sent as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from projguard.model.finding import Finding
from projguard.model.rule import Texts
from projguard.model.values import Field, Listing, Period, Text, Value
from projguard.wording.sentences import Wording
from projguard.wording.templates import SLOT
from projguard.wording.values import Voice, in_language
from projguard.wording.words import words_of

ALONE = ("PG0004",)
"""Rules whose question is about one person and cannot be put to several at once."""
ALIKE = 0.8
"""Share of words by which one sentence repeats another."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are worded: the texts of a language, and what people call a field."""

    words: Wording
    name: Callable[[str], str]

    def question(self, findings: Sequence[Finding]) -> str:
        """Ask about all findings of one rule at once; what differs in one word only is asked in one sentence."""
        by_template = sorted(findings, key=self._template)
        groups = [list(group) for _, group in groupby(by_template, key=self._template)]
        groups.sort(key=lambda group: (group[0].severity != "error", group[0].location.span.start.offset))
        said = [self._sentences(group) for group in groups]
        kept = [
            sentence
            for number, sentences in enumerate(said)
            for sentence in sentences
            if not any(
                _repeats(sentence, other) for place, others in enumerate(said) if place != number for other in others
            )
        ]
        return " ".join(dict.fromkeys(kept))

    def why(self, code: str) -> str:
        """Say why a rule's question is asked."""
        return self._typeset(self.words.why(code))

    def _sentences(self, findings: Sequence[Finding]) -> list[str]:
        first = findings[0]
        slots = {found[1] for found in SLOT.finditer(self._template(first))}
        differing = [
            name for name in sorted(slots) if len({repr(finding.values.get(name)) for finding in findings}) > 1
        ]
        if len(differing) == 1 and first.code not in ALONE:
            return [self._filled(first, {differing[0]: self._together(differing[0], findings)})]
        return [self._filled(finding, {}) for finding in findings]

    def _together(self, name: str, findings: Sequence[Finding]) -> Value:
        """Give the values of one slot as a list, each in quotes where the template puts the slot in quotes."""
        values = [finding.values[name] for finding in findings if name in finding.values]
        if f"«{{{name}}}»" not in self._template(findings[0]):
            return Listing(tuple(dict.fromkeys(values)))
        voice = Voice(words_of(self.words.lang), self.words.rule(findings[0].code).words)
        return Text("», «".join(dict.fromkeys(voice.show(self._plain(value)) for value in values)))

    def _template(self, finding: Finding) -> str:
        rule = self.words.rule(finding.code)
        texts: Texts = rule.messages[finding.message].question or rule.question
        return in_language(texts, self.words.lang)

    def _filled(self, finding: Finding, given: Mapping[str, Value]) -> str:
        values = {name: self._plain(value) for name, value in {**finding.values, **given}.items()}
        sentence = self._typeset(self.words.question(finding._replace(values=values)))
        return sentence[:1].upper() + sentence[1:]

    def _plain(self, value: Value) -> Value:
        """Write dates as people do, and call fields by name."""
        match value:
            case date():
                return Text(day_in(value, self.words.lang))
            case Period(start=start, end=end) if start != end:
                return Text(
                    words_of(self.words.lang).say(
                        "{start} to {end}", start=day_in(start, self.words.lang), end=day_in(end, self.words.lang)
                    )
                )
            case Period(start=start):
                return Text(day_in(start, self.words.lang))
            case Field(path):
                return Text(self.name(path))
            case Listing(items=items):
                return Listing(tuple(map(self._plain, items)))
            case _:
                return value

    def _typeset(self, text: str) -> str:
        """Set dashes as Russian prints them."""
        return re.sub(r"(?<=\S) - (?=\S)", " — ", text) if self.words.lang == "ru" else text


def day_in(day: date, lang: str) -> str:
    """Write a date as it stands in a letter."""
    return f"{day:%d.%m.%Y}" if lang == "ru" else day.isoformat()


def _repeats(sentence: str, other: str) -> bool:
    """Tell whether a sentence is said by another one with more words."""
    own, others = (set(re.findall(r"\w+", text.lower())) for text in (sentence, other))
    figures = {word for word in own if any(char.isdigit() for char in word)}
    return len(own) < len(others) and figures <= others and len(own & others) >= ALIKE * len(own)
