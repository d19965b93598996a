"""What holds whatever is suppressed, waived and accepted: no finding is lost, the nearest hides, what is idle is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.model.baseline import Accepted, Baseline
from projguard.model.config import Config
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport

BASE = Path(__file__).parents[1] / "base_project" / "projguard.yaml"
TEXT = BASE.read_text(encoding="utf-8")
DAY = date(2026, 11, 23)
ASIDE = {"PG0007", "PG0011", "PG0012"}
RULES = ("point:5", "point:7", "point:9", *sorted(ASIDE))
POOL = ("PG0505", "PG0701", "PG0704", "PG0706", "PG0905")
GAPS = (
    ("    due: 2026-12-04\n", "    due: 2026-12-05\n"),
    ("    owner: gleb\n    depends_on: [build]\n", "    depends_on: [build]\n"),
    ("  on_silence: shift_deadline   # accepted | pause | escalate | shift_deadline\n", ""),
    (
        "    deputy: olga\n    absences: [{from: 2026-10-26",
        "    absences: [{from: 2026-12-01, to: 2026-12-11}, {from: 2026-10-26",
    ),
    ("checked_by: egor, checked_on: 2026-11-20, record", "checked_by: gleb, checked_on: 2026-11-20, record"),
    ("checked_by: egor, checked_on: 2026-10-16", "checked_by: boris, checked_on: 2026-10-16"),
)
"""Changes of the healthy manifest, each of which opens a gap."""
OPENED = ("PG0704", "PG0701", "PG0706", "PG0505", "PG0905", "PG0905")
"""The rule whose gap each change opens."""
LINES = ("    start: 2026-12-01", "    delivered_on: 2026-11-20", "    scope: [all]", "feedback:", "    due: 2026-12-0")
"""Beginnings of lines that a comment may be written behind."""
BLOCKS = ("  - id: launch", "  - id: build", "  - id: design", "  - person: igor", "feedback:", "deliverables:")
"""Beginnings of blocks that a comment may be written above."""
SCOPES = (
    "",
    "/deliverables",
    "/deliverables/id=launch",
    "/deliverables/id=build/qa",
    "/feedback",
    "/decision_makers/0",
)


class Comment(NamedTuple):
    """One comment, and where it is written."""

    place: tuple[str, str]
    """line, block or file; the beginning of the line."""
    code: str

    def text(self, number: int) -> str:
        """Write it with a reason of its own."""
        scope = "ignore-file" if self.place[0] == "file" else "ignore"
        return f"# projguard: {scope}[{self.code}] reason number {number} of many"


class Steering(NamedTuple):
    """A manifest with gaps, and everything that steers what is found in it."""

    gaps: frozenset[int]
    comments: tuple[Comment, ...]
    waivers: tuple[tuple[str, str, bool], ...]
    """Rule, scope, and whether it holds."""
    accepted: tuple[tuple[int, bool], ...]
    """Which findings of a bare run are accepted, and whether their day has passed."""


PLACES = (*(("line", line) for line in LINES), *(("block", block) for block in BLOCKS), ("file", ""))


@st.composite
def steered(draw: st.DrawFn) -> Steering:
    """Draw what steers a manifest; rules are few, so that comments, waivers and accepted gaps meet."""
    gaps = draw(st.frozensets(st.integers(0, len(GAPS) - 1), min_size=1))
    codes = st.sampled_from([OPENED[number] for number in sorted(gaps)] + [draw(st.sampled_from(POOL))])
    comments = st.lists(st.builds(Comment, st.sampled_from(PLACES), codes), max_size=6, unique_by=lambda one: one.place)
    waivers = st.lists(st.tuples(codes, st.sampled_from(SCOPES), st.booleans()), max_size=2)
    accepted = st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=3, unique_by=lambda one: one[0])
    return Steering(gaps, tuple(draw(comments)), tuple(draw(waivers)), tuple(draw(accepted)))


def gappy(gaps: frozenset[int]) -> str:
    """Open the gaps in the healthy manifest."""
    text = TEXT
    for number in gaps:
        old, new = GAPS[number]
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def commented(text: str, comments: Mapping[int, Comment]) -> str:
    """Write comments into a text."""
    lines = text.split("\n")
    for number, comment in comments.items():
        kind, beginning = comment.place
        if kind == "file":
            lines.insert(0, comment.text(number))
            continue
        at = next(index for index, line in enumerate(lines) if line.startswith(beginning))
        if kind == "line":
            lines[at] += f"   {comment.text(number)}"
        else:
            indent = " " * (len(lines[at]) - len(lines[at].lstrip()))
            lines.insert(at, indent + comment.text(number))
    return "\n".join(lines)


def waived(text: str, waivers: tuple[tuple[str, str, bool], ...]) -> str:
    """Write waivers at the end of a text."""
    entries = [
        f"  - {{rule: {rule}, reason: somebody had a good reason, approved_by: igor, until: 2026-{12 if valid else 10}-30"
        + (f", scope: {scope}}}" if scope else "}")
        for rule, scope, valid in waivers
    ]
    return text + "\n".join(["waivers:", *entries, ""] if entries else [])


class Judges:
    """Judges texts that stand in place of the healthy manifest."""

    def __init__(self, active: Active) -> None:
        self._active = active

    def __call__(self, text: str, accepted: tuple[Accepted, ...] | None = None) -> ProjectReport:
        """Judge a text."""
        baseline = None if accepted is None else Baseline("b", str(BASE.parent), {BASE.name: accepted})
        config = Config(as_of=DAY, select=RULES)
        return Examiner(self._active, config, baseline).examine(BASE, BASE.name, text.encode())


judge = Judges(load_active())


def ordinary(report: ProjectReport) -> list[Finding]:
    """Give what is found, but for what is said about comments, waivers and mandatory rules."""
    return [finding for finding in report.findings if finding.code not in ASIDE]


def standing(report: ProjectReport) -> dict[str, tuple[str, str]]:
    """Give the state of each finding and why."""
    return {finding.fingerprint: (finding.state, finding.because) for finding in ordinary(report)}


def accepted_of(bare: ProjectReport, chosen: tuple[tuple[int, bool], ...]) -> tuple[Accepted, ...]:
    """Accept some findings."""
    found = ordinary(bare)
    return tuple(
        Accepted(BASE.name, found[at].code, "", found[at].fingerprint, date(2026, 11 if late else 12, 1))
        for at, late in chosen
        if at < len(found)
    )


def stretch(text: str, comment: Comment, number: int) -> range:
    """Give the lines that a comment is about, found by eye: its own, those of the block below, or all."""
    lines = text.split("\n")
    at = next(index for index, line in enumerate(lines) if f"reason number {number} " in line)
    if comment.place[0] == "file":
        return range(len(lines))
    if comment.place[0] == "line":
        return range(at, at + 1)
    first = next(index for index in range(at + 1, len(lines)) if lines[index].startswith(comment.place[1]))
    indent = len(lines[first]) - len(lines[first].lstrip())
    end = next(
        index
        for index in range(first + 1, len(lines))
        if lines[index].strip() and not lines[index].lstrip().startswith("#")
        and len(lines[index]) - len(lines[index].lstrip()) <= indent
        and not (indent == 0 and lines[index].startswith("  "))
    )  # fmt: skip
    return range(first, end)


@settings(max_examples=80, deadline=None)
@given(steered())
def test_no_finding_is_lost(told: Steering) -> None:
    """What is open, waived, suppressed or accepted is together what a bare run finds; hiding never turns a point green."""
    bare = judge(gappy(told.gaps))
    text = waived(commented(gappy(told.gaps), dict(enumerate(told.comments))), told.waivers)
    report = judge(text, accepted_of(bare, told.accepted))
    assert Counter(f.fingerprint for f in ordinary(report)) == Counter(f.fingerprint for f in ordinary(bare))
    assert {finding.state for finding in ordinary(bare)} <= {"open"}
    before = {point.point: point.state for point in bare.points}
    rank = {"red": 0, "amber": 1, "green": 2}
    for point in report.points:
        if point.point and before[point.point] != "grey":
            assert rank[before[point.point]] <= rank[point.state]
            assert (before[point.point] == "green") == (point.state == "green")
    assert (bare.readiness.percent or 0) <= (report.readiness.percent or 0)


@settings(max_examples=80, deadline=None)
@given(steered())
def test_the_nearest_comment_hides(told: Steering) -> None:
    """Where several comments cover a finding, that of its line hides it before that of its block, and that before the file's."""
    comments = dict(enumerate(told.comments))
    text = commented(gappy(told.gaps), comments)
    report = judge(text)
    for finding in ordinary(report):
        line = finding.location.span.start.line
        covering = {
            number: stretch(text, comment, number)
            for number, comment in comments.items()
            if comment.code == finding.code and line in stretch(text, comment, number)
        }
        if not covering:
            assert finding.state == "open"
            continue
        order = ("line", "block", "file")
        near = min(covering, key=lambda number: (order.index(comments[number].place[0]), len(covering[number])))
        assert (finding.state, finding.because) == ("suppressed", f"number {near} of many")


@settings(max_examples=80, deadline=None)
@given(steered())
def test_unused_means_that_it_could_go(told: Steering) -> None:
    """A comment is called unused exactly when nothing changes without it."""
    comments = dict(enumerate(told.comments))
    accepted = accepted_of(judge(gappy(told.gaps)), told.accepted)

    def steered_by(kept: Mapping[int, Comment]) -> tuple[str, ProjectReport]:
        text = waived(commented(gappy(told.gaps), kept), told.waivers)
        return text, judge(text, accepted)

    text, report = steered_by(comments)
    lines = text.split("\n")
    unused = {finding.location.span.start.line for finding in report.findings if finding.code == "PG0011"}
    for number in comments:
        at = next(index for index, line in enumerate(lines) if f"reason number {number} " in line)
        _, without = steered_by({key: comment for key, comment in comments.items() if key != number})
        assert (at in unused) == (standing(without) == standing(report)), lines[at]


@pytest.mark.parametrize("number", range(len(GAPS)))
def test_each_gap_is_one(number: int) -> None:
    """Each change that the laws are tried on opens a gap of its own."""
    healthy = {finding.fingerprint for finding in ordinary(judge(TEXT))}
    found = [f for f in ordinary(judge(gappy(frozenset({number})))) if f.fingerprint not in healthy]
    assert OPENED[number] in {finding.code for finding in found}
