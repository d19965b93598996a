"""What holds of every run: readiness, states, waivers, rests, and a check that fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projguard.advice.points import grade_points, readiness
from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.session import Session
from projguard.catalogue.examples import read_example
from projguard.hooks.spec import Check
from projguard.model.config import Config
from projguard.model.finding import Finding, Location, Outcome
from projguard.model.problem import Problem
from projguard.model.report import ProjectReport
from projguard.model.rule import PHASES
from projguard.model.source import Position, Span
from projguard.project.project import Project

SAMPLES = Path(__file__).parents[2] / "sample_projects"
START = Span(Position(0, 0, 0), Position(0, 0, 0))
STATES = ("open", "waived", "suppressed", "baselined")
POINTS = (1, 2, 3)


def finding(code: str, severity: Any, state: Any) -> Finding:
    """Make a finding that says nothing but how much it weighs."""
    place = Location(path="projguard.yaml", span=START, key_path=())
    return Finding(
        code=code, severity=severity, state=state, message="none", values={}, location=place, fingerprint=code
    )


found = st.builds(
    finding, st.sampled_from(["R1", "R2", "R3"]), st.sampled_from(["error", "warning", "info"]), st.sampled_from(STATES)
)


def percent(findings: list[Finding]) -> float:
    """Compute readiness over three points of one rule each, all of which apply."""
    failed = {entry.code for entry in findings if entry.state == "open" and entry.severity != "info"}
    ended = [Outcome(f"R{n}", "failed" if f"R{n}" in failed else "passed") for n in POINTS]
    result = readiness(grade_points(POINTS, {f"R{n}": n for n in POINTS}, ended, findings)).percent
    assert result is not None
    return result


@given(st.lists(found, min_size=1), st.data())
def test_closing_a_gap_never_lowers_readiness(findings: list[Finding], data: st.DataObject) -> None:
    """With the same rules judged, one gap less is never less ready."""
    closed = data.draw(st.sampled_from(findings))
    assert percent([entry for entry in findings if entry is not closed]) >= percent(findings)


@given(st.lists(found, min_size=1), st.data(), st.sampled_from(STATES[1:]))
def test_hiding_never_beats_closing(findings: list[Finding], data: st.DataObject, hidden: Any) -> None:
    """A gap that is waived, suppressed or baselined counts for no more than a closed one, and no less than an open one."""
    chosen = data.draw(st.sampled_from(findings))
    others = [entry for entry in findings if entry is not chosen]
    covered = percent([*others, chosen._replace(state=hidden)])
    assert percent([*others, chosen._replace(state="open")]) <= covered <= percent(others)


@pytest.mark.parametrize("phase", PHASES)
def test_every_enabled_rule_ends_once(active: Active, phase: Any) -> None:
    """Each rule that runs has one outcome per project, whatever the project is like."""
    examiner = Examiner(active, Config(as_of=date(2026, 11, 23), phase=phase, extend_select=("AC",)))
    for manifest in sorted(SAMPLES.glob("*/projguard.yaml")):
        ended = [outcome.code for outcome in examiner.examine(manifest, manifest.parent.name).outcomes]
        assert ended == sorted(rule.code for rule in examiner.rules)


def test_rules_that_are_only_required_end_nowhere(active: Active) -> None:
    """A rule that another one needs is asked, explains a silence, and is not reported itself."""
    config = Config(as_of=date(2026, 11, 23), select=("PG0707", "PG0502"))
    for manifest in sorted(SAMPLES.glob("*/projguard.yaml")):
        report = Examiner(active, config).examine(manifest, "p")
        assert [outcome.code for outcome in report.outcomes] == ["PG0001", "PG0502", "PG0707"]
        assert {finding.code for finding in report.findings} <= {"PG0502", "PG0707"}


def states(report: ProjectReport) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give how each rule ended and why."""
    return {outcome.code: (outcome.state, outcome.because) for outcome in report.outcomes}


def test_a_rule_is_skipped_only_where_its_datum_is_missing(judge: Any) -> None:
    """Nobody who decides skips the rules about that person; no final word among those who do skips none."""
    nobody = states(judge(read_example("manifest: {decision_makers: null}")))
    assert nobody["PG0502"] == nobody["PG0505"] == ("skipped", ("PG0501",))
    assert nobody["PG0601"][0] == "passed"


def test_several_decision_makers_without_a_final_one_skip_nothing(judge: Any) -> None:
    """Who decides is known, if not who decides last: contacts, scopes and absences are judged all the same."""
    patch = "manifest: {decision_makers: [{person: igor, scope: [all]}, {person: olga, scope: [all]}]}"
    ended = states(judge(read_example(patch)))
    assert (ended["PG0501"][0], ended["PG0503"][0]) == ("passed", "failed")
    assert "skipped" not in {ended[code][0] for code in ("PG0502", "PG0503", "PG0504", "PG0505")}


def test_on_hold_rests_what_concerns_time(judge: Any, active: Active) -> None:
    """Rules of the family time rest with their reason; a waiver and an open question without owner are still judged."""
    ended = states(judge(read_example("manifest: {project: {status: on_hold}}")))
    resting = {code for code, end in ended.items() if end == ("not_applicable", ("on_hold",))}
    assert resting == {rule.code for rule in active.rules if rule.family == "time" and rule.code in resting}
    assert resting
    assert not resting & {"PG0007"}


def test_cancelled_asks_only_for_handover_and_the_price_of_stopping(judge: Any) -> None:
    """A cancelled project is asked what its end costs, and where its knowledge went."""
    ended = states(judge(read_example("manifest: {project: {status: cancelled}}"), select=()))
    asked = {code for code, (state, because) in ended.items() if state != "off" and because != ("cancelled",)}
    assert asked <= {"PG0001", "PG0808", "PG1007"}
    assert "PG0808" in asked


TITLES = {"build": "Вёрстка и сборка сайта", "launch": "Публикация сайта"}
WAIVER = """
manifest:
  deliverables: {{"id=build": {{due: 2026-12-05, delivered_on: null}}, "id=launch": {{due: 2026-12-26}}}}
  waivers: [{{rule: PG0704, reason: the client asked for a Saturday, approved_by: igor, until: 2026-12-30{scope}}}]
"""


@pytest.mark.parametrize(
    ("scope", "waived"),
    [
        ("", {"build", "launch"}),
        (", scope: /deliverables/id=build/due", {"build"}),
        (", scope: /deliverables/id=build", {"build"}),
        (", scope: /deliverables", {"build", "launch"}),
        (", scope: /payments", set()),
    ],
)
def test_a_waiver_covers_its_scope_and_nothing_else(judge: Any, scope: str, waived: set[str]) -> None:
    """A pointer binds a waiver to a place and what lies below it; without one it covers the rule."""
    report = judge(read_example(WAIVER.format(scope=scope)), select=("PG0704", "PG0007"))
    days = [entry for entry in report.findings if entry.code == "PG0704" and entry.severity != "info"]
    assert len(days) == 2
    assert {entry.values["title"].text for entry in days if entry.state == "waived"} == {TITLES[id_] for id_ in waived}
    assert {entry.because for entry in days if entry.state == "waived"} <= {"the client asked for a Saturday"}


def failing(*_: Any) -> Iterator[Problem]:
    """Fail as a check with a mistake would."""
    raise ZeroDivisionError("by nobody")


def test_a_check_that_fails_hides_no_other(active: Active) -> None:
    """The rule is crashed, its point no longer clear, every other outcome and finding as before, and the run ends with 5."""
    manifest = SAMPLES / "launch-at-risk" / "projguard.yaml"
    config = Config(as_of=date(2026, 11, 23))
    broken = with_check(active, "brief_missing", failing)
    sound = Examiner(active, config).examine(manifest, "p")
    report = Examiner(broken, config).examine(manifest, "p")
    assert states(report).pop("PG0601") == ("crashed", ("ZeroDivisionError: by nobody",))
    assert {**states(report), "PG0601": ()} == {**states(sound), "PG0601": ()}
    assert report.findings == sound.findings
    assert report.failures == ("PG0601: ZeroDivisionError: by nobody",)
    assert next(point.state for point in report.points if point.point == 6) == "amber"
    session = Session(rules=active.by_code)
    assert list(session.passing([report])) == [report]
    assert session.totals().status == 5


def test_a_check_that_changes_its_parameters_changes_no_other_project(active: Active) -> None:
    """What a rule is asked with is the same for every project of a run, whatever a check does to it."""
    asked: list[int] = []

    def greedy(_: Project, params: Any) -> Iterator[Problem]:
        asked.append(len(params))
        params.clear()
        yield from ()

    rule = next(rule for rule in active.rules if rule.params and rule.check)
    broken = with_check(active, rule.check, greedy)
    examiner = Examiner(broken, Config(as_of=date(2026, 11, 23), select=(rule.code,)))
    for manifest in sorted(SAMPLES.glob("*/projguard.yaml")):
        examiner.examine(manifest, "p")
    assert set(asked) == {len(rule.params)}


def with_check(active: Active, name: str, check: Check) -> Active:
    """Give the checklist with another check in place of one."""
    whole = active.whole._replace(checks={**active.checks, name: check})
    return Active(whole, active.parts, active.manager, active.loading)
