"""Ten cards of a fictional agency, written in YAML alone, ask everything that the vocabulary knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.builtin import VOCABULARY
from projguard.catalogue.examples import read_example, write_project
from projguard.model.config import Config, Pack
from projguard.model.report import ProjectReport
from projguard.model.rule import Rule
from projguard.wording.sentences import Wording

HERE = Path(__file__).parent
BASE = HERE.parent / "base_project"
PACKS = (Pack(str(HERE / "agency" / "rules"), "rules"),)
ACTIVE = load_active(cache=False, only=()).with_packs(PACKS)
RULES = [rule for rule in ACTIVE.rules if rule.pack == "NB"]
UNSAID = {"NB0103": {"rounds_low", "many"}, "NB0107": {"short"}, "NB0201": {"empty", "ending"}, "NB0202": {"missing"}}
"""Messages that cannot be said together with the others."""

JudgeCard = Callable[[Rule, str], ProjectReport]


@pytest.fixture
def judge_card(tmp_path: Path) -> JudgeCard:
    """Judge a patch on the healthy project by one rule of the agency."""

    def judge(rule: Rule, patch: str) -> ProjectReport:
        example = read_example(patch)
        manifest = write_project(tmp_path / "project", BASE, example)
        config = Config(as_of=example.as_of, phase=example.phase, select=(rule.code,), packs=PACKS)
        return Examiner(ACTIVE, config).examine(manifest, "projguard.yaml")

    return judge


def test_ten_cards_ask_the_whole_vocabulary() -> None:
    """Ten cards are enough to ask every check of the vocabulary."""
    asked = {question.check for rule in RULES for question in rule.questions}
    assert len(RULES) == 10
    assert {name for names in VOCABULARY.values() for name in names} - asked == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_card_says_all_that_it_can(rule: Rule, lang: str, judge_card: JudgeCard) -> None:
    """The bad example brings out the messages of a card, every value filled in, in both languages."""
    report = judge_card(rule, rule.bad)
    found = [finding for finding in report.findings if finding.code == rule.code]
    words = Wording(lang=lang, rules=ACTIVE.by_code, points={})
    assert report.failures == ()
    assert {finding.message for finding in found} == set(rule.messages) - UNSAID.get(rule.code, set())
    assert [said for said in map(words.message, found) if "…" in said or "{" in said] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_card_accepts_what_is_right(rule: Rule, judge_card: JudgeCard) -> None:
    """The good example ends in passed."""
    report = judge_card(rule, rule.good)
    assert [outcome.state for outcome in report.outcomes if outcome.code == rule.code] == ["passed"]


def test_sentences_name_values(judge_card: JudgeCard) -> None:
    """What is said is the card's own sentence, with dates, terms and names in the reader's language."""
    rule = ACTIVE.by_code["NB0106"]
    found = judge_card(rule, rule.bad).findings
    said = {
        lang: [Wording(lang=lang, rules=ACTIVE.by_code, points={}).message(f) for f in found if f.message == "close"]
        for lang in ("en", "ru")
    }
    assert said == {
        "en": [
            "«Вёрстка и сборка сайта» is due 2026-12-17, 1 working day before 2026-12-18; 2 working days are needed"
        ],
        "ru": ["«Вёрстка и сборка сайта» сдаём 2026-12-17, за 1 рабочий день до 2026-12-18; нужно 2 рабочих дня"],
    }


def test_packs_are_shown_and_never_counted(active: Active, tmp_path: Path) -> None:
    """Points of a pack have their light, and readiness is what it would be without them."""
    manifest = write_project(tmp_path / "project", BASE, read_example(ACTIVE.by_code["NB0104"].bad))
    plain, with_pack = (
        Examiner(active, Config(as_of=read_example("manifest: {}").as_of, packs=packs)).examine(manifest, "p.yaml")
        for packs in ((), PACKS)
    )
    assert plain.readiness == with_pack.readiness
    assert [point.point for point in with_pack.points if point.point > 20] == [21, 22]
    assert next(point.state for point in with_pack.points if point.point == 21) == "amber"
