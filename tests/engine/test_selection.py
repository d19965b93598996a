"""Which rules run: one rule of precedence, whichever spelling and whichever option."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.settings import Request, Settings
from projguard.app.work import settings_at
from projguard.engine.select import select_rules
from projguard.model.config import Config, Selection
from projguard.model.report import ProjectReport
from projguard.wording.sentences import Wording

BASE = Path(__file__).parents[1] / "base_project"
SPELLINGS = (
    ("PG0704", "pg0704", "deadline-on-day-off", "Deadline-On-Day-Off"),
    ("PG07", "pg07", "point:7", "POINT:7"),
    ("AC", "ac"),
    ("AC01", "ac01", "point:11"),
    ("ALL", "all"),
)
OTHERS = ("ALL", "PG", "PG0", "PG07", "point:7", "PG070", "PG0704", "deadline-on-day-off", "AC", "AC01")


def codes(
    active: Active, select: tuple[str, ...] | None, extend: tuple[str, ...], ignore: tuple[str, ...]
) -> list[str]:
    """Give the codes that run."""
    return [rule.code for rule in select_rules(active.rules, [Selection(select, extend, ignore)])]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_spelling_makes_no_difference(active: Active, spellings: tuple[str, ...], other: str) -> None:
    """A code, its name, a prefix and the point that means the same select and ignore the same, beside whatever else."""
    first, *alike = spellings
    for word in alike:
        assert codes(active, (word,), (), (other,)) == codes(active, (first,), (), (other,)), word
        assert codes(active, (other,), (), (word,)) == codes(active, (other,), (), (first,)), word
        assert codes(active, (other,), (word,), ()) == codes(active, (other,), (first,), ()), word
        assert codes(active, None, (other,), (word,)) == codes(active, None, (other,), (first,)), word


@pytest.mark.parametrize(
    ("select", "extend", "ignore", "runs"),
    [
        (("PG07",), (), ("PG0704",), False),
        (("PG0704",), (), ("PG07",), True),
        (("ALL",), (), ("PG",), False),
        (("ALL",), ("PG0704",), ("PG07",), True),
        (("PG0704",), (), ("PG0704",), False),
        (("point:7",), (), ("PG07",), False),
        (("PG07",), (), ("point:7",), False),
        (("PG070",), (), ("point:7",), True),
        (None, (), ("PG0704",), False),
        (("PG01",), (), (), False),
    ],
)
def test_the_more_precise_word_wins(
    active: Active, select: tuple[str, ...] | None, extend: tuple[str, ...], ignore: tuple[str, ...], *, runs: bool
) -> None:
    """A code beats a longer prefix, that a shorter one, that a pack; of equal ones the one that leaves out."""
    assert ("PG0704" in codes(active, select, extend, ignore)) is runs


def test_a_higher_layer_chooses_anew(active: Active) -> None:
    """What a layer selects replaces what lower ones chose; what it only ignores comes off that."""
    low = Selection(("PG07",), (), ("PG0704",))
    assert [r.code for r in select_rules(active.rules, [low, Selection(("PG0704",))])] == ["PG0001", "PG0704"]
    kept = [rule.code for rule in select_rules(active.rules, [low, Selection(None, (), ("PG0705",))])]
    assert "PG0703" in kept
    assert not {"PG0704", "PG0705"} & set(kept)


@pytest.fixture
def renamed(active: Active) -> Active:
    """Give the checklist with a rule that had another name and another code before."""
    former = ("weekend-deadline", "PG0799")
    rules = tuple(rule._replace(aliases=former) if rule.code == "PG0704" else rule for rule in active.rules)
    return Active(active.whole._replace(rules=rules), active.parts, active.manager, active.loading)


def judged(project: Path, active: Active, config: Config) -> tuple[Settings, ProjectReport]:
    """Judge a project by the settings in its folder."""
    said = frozenset(name for name in ("ignore", "select") if getattr(config, name))
    settings = settings_at(project, Request(config=config, said=said), active)
    return settings, Examiner(active, settings.config).examine(project / "projguard.yaml", "projguard.yaml")


SAID = "weekend-deadline is called PG0704 deadline-on-day-off now"


@pytest.mark.parametrize(
    "text",
    [
        "ignore: [weekend-deadline]\n",
        "severity: {weekend-deadline: off}\n",
        "gates: {x: {rules: [weekend-deadline]}}\n",
    ],
)
def test_settings_may_call_a_rule_by_its_former_name(
    text: str, renamed: Active, wording: Wording, tmp_path: Path
) -> None:
    """A renamed rule still resolves in the settings, and the run says what it is called now."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".projguard.yaml").write_text(text, encoding="utf-8")
    settings = settings_at(tmp_path, Request(config=Config(), said=frozenset()), renamed)
    assert [wording.notice(notice) for notice in settings.notices] == [SAID]


def test_the_command_line_may_call_a_rule_by_its_former_code(renamed: Active, wording: Wording, tmp_path: Path) -> None:
    """A former code selects the rule of today."""
    (tmp_path / ".git").mkdir()
    config = Config(as_of=date(2026, 11, 23), select=("PG0799",))
    settings = settings_at(tmp_path, Request(config=config, said=frozenset({"select"})), renamed)
    assert [rule.code for rule in Examiner(renamed, settings.config).rules] == ["PG0001", "PG0704"]
    assert [wording.notice(notice) for notice in settings.notices] == [
        "PG0799 is called PG0704 deadline-on-day-off now"
    ]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (
            lambda text: text.replace("2026-12-04", "2026-12-05   # projguard: ignore[weekend-deadline] reason a b c"),
            "suppressed",
        ),
        (
            lambda text: (
                text.replace("2026-12-04", "2026-12-05")
                + "waivers: [{rule: weekend-deadline, reason: the client asked for a Saturday, approved_by: igor, until: 2026-12-20}]"
            ),
            "waived",
        ),
    ],
    ids=["comment", "waiver"],
)
def test_a_manifest_may_call_a_rule_by_its_former_name(
    change: Callable[[str], str], state: str, renamed: Active, wording: Wording, tmp_path: Path
) -> None:
    """A comment and a waiver by a former name hold, and the report says what the rule is called now."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / ".git").mkdir()
    manifest = tmp_path / "projguard.yaml"
    manifest.write_text(change(manifest.read_text(encoding="utf-8")), encoding="utf-8")
    _, report = judged(tmp_path, renamed, Config(as_of=date(2026, 11, 23)))
    assert [finding.state for finding in report.findings if finding.code == "PG0704"] == [state]
    assert [wording.notice(notice) for notice in report.notices] == [SAID]
