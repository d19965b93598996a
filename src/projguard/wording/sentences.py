"""Findings in sentences: the texts of the cards, filled with the values of a finding."""

from __future__ import annotations

from collections.abc import Mapping

from projguard.model.finding import Finding, Location, Notice
from projguard.model.rule import Point, Rule, Texts
from projguard.model.values import Audience
from projguard.reading.unreadable import Unreadable
from projguard.wording.notices import SAID
from projguard.wording.templates import Filler, fill, filler
from projguard.wording.values import Voice, in_language
from projguard.wording.words import words_of

UNREADABLE = "PG0001"
"""The rule that says why a text is not read."""

AT = "at"
"""The value of a notice that says where something stands; it comes before the sentence."""


class Wording:
    """Findings in words of one language, for one audience; nothing in them is escaped yet."""

    __slots__ = ("_messages", "audience", "lang", "points", "rules")

    def __init__(
        self, *, lang: str, rules: Mapping[str, Rule], points: Mapping[int, Point], audience: Audience = "agency"
    ) -> None:
        self.lang = lang
        self.rules = rules
        """Every rule that a finding may have, by code."""
        self.points = points
        self.audience = audience
        self._messages: dict[tuple[str, str], Filler] = {}
        """Those that were said, by code and message: a portfolio says few, and each often."""

    def rule(self, code: str) -> Rule:
        """Give the rule of a code."""
        return self.rules[code]

    def message(self, finding: Finding) -> str:
        """Say what is wrong with which value."""
        named = finding.code, finding.message
        say = self._messages.get(named)
        if say is None:
            rule = self.rules[finding.code]
            say = self._messages[named] = self._template(rule.messages[finding.message].texts, rule)
        return say(finding.values)

    def question(self, finding: Finding) -> str:
        """Say what to ask: the message's own question, else the rule's."""
        rule = self.rules[finding.code]
        return self._template(rule.messages[finding.message].question or rule.question, rule)(finding.values)

    def title(self, code: str) -> str:
        """Say in a short sentence what a rule finds."""
        return self._text(self.rules[code].title)

    def why(self, code: str) -> str:
        """Say why it matters; empty for a client, since the cards speak to whoever runs the project."""
        return "" if self.audience == "client" else self._text(self.rules[code].why)

    def remedy(self, code: str) -> str:
        """Say what to do; empty for a client, who has to answer only."""
        return "" if self.audience == "client" else self._text(self.rules[code].remedy)

    def advice(self, finding: Finding) -> str:
        """Say what the reader is to do: the remedy, to a client the question."""
        return self.remedy(finding.code) or self.question(finding)

    def label(self, finding: Finding, place: Location) -> str:
        """Say what a related place has to do with a finding; empty where the card names nothing."""
        return self._text(self.rules[finding.code].words.get(place.label, {}))

    def point_title(self, number: int) -> str:
        """Give the title of a point or pack; empty for one that no card file describes."""
        point = self.points.get(number)
        return "" if point is None else self._text(point.title)

    def point_short(self, number: int) -> str:
        """Give the title in 40 characters or fewer."""
        point = self.points.get(number)
        return "" if point is None else self._text(point.short)

    def notice(self, notice: Notice) -> str:
        """Say what the run wants said; a notice without a sentence of its own says its message as it is."""
        words = words_of(self.lang)
        template = words.text(SAID.get(notice.message, notice.message))
        show = Voice(words, {}, self.audience).show
        said = fill(template, notice.values, lang=words.lang, plurals=words.plurals, show=show)
        return f"{show(notice.values[AT])}: {said}" if AT in notice.values else said

    def refusal(self, why: Notice | Unreadable) -> str:
        """Say why a file of settings cannot be used."""
        if isinstance(why, Notice):
            return self.notice(why)
        rule = self.rules[UNREADABLE]
        return self._template(rule.messages[why.message].texts, rule)(why.values)

    def _text(self, texts: Texts) -> str:
        return " ".join(in_language(texts, self.lang).split())

    def _template(self, texts: Texts, rule: Rule) -> Filler:
        """Give what fills a card's template; the card's line ends are none of the sentence, those of a value are the value's."""
        lang = next((lang for lang in (self.lang, "en") if lang in texts), next(iter(texts), ""))
        voice = Voice(words_of(self.lang), rule.words, self.audience)
        return filler(self._text(texts), lang=lang, plurals=rule.plurals, show=voice.show)
