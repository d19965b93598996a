"""Rounds of fixes: what does harm is found, left out and told; the rest is made."""

from __future__ import annotations

from datetime import date

from projguard.fixing.acceptance import Judgement
from projguard.fixing.resolve import resolved
from projguard.fixing.rounds import TRIES, Mended, Recheck, mend
from projguard.model.finding import Finding, Location, Outcome
from projguard.model.limits import Limits
from projguard.model.problem import Change, Offer, RenameKey, SetValue
from projguard.model.report import ProjectReport, Readiness
from projguard.model.source import Document, KeyPath
from projguard.reading.yaml_document import read_document

LIMITS = Limits()
TEXT = "".join(f"key{number:02}: old\n" for number in range(20))


def finding(document: Document, at: KeyPath, change: Change, *, code: str = "PG0005") -> Finding:
    """Make a finding whose fix is a change."""
    offer = resolved(document, Offer(safety="safe", changes=(change,)), str)
    location = Location(path="projguard.yaml", span=document.span_of(at), key_path=at)
    return Finding(
        code=code, severity="error", message="reading", values={}, location=location, fingerprint=repr(at), fix=offer
    )


def report(findings: list[Finding], passed: tuple[str, ...] = ()) -> ProjectReport:
    """Make a report of findings."""
    failed = {found.code for found in findings}
    return ProjectReport(
        path="projguard.yaml",
        id="a",
        title="A",
        client="",
        phase="kickoff",
        as_of=date(2026, 11, 23),
        points=(),
        readiness=Readiness(0, 0, 0, 0, None),
        outcomes=tuple(Outcome(code, "failed") for code in failed) + tuple(Outcome(code, "passed") for code in passed),
        findings=tuple(findings),
    )


def judge(document: Document) -> Judgement:
    """Find each ``old`` value; ``new`` at key 7 is an error of another kind, at key 13 a date rule passes by it."""
    keys = [key for key, value in document.data.items() if value == "old"]
    findings = [finding(document, (key,), SetValue((key,), "new")) for key in keys]
    if document.data["key07"] == "new":
        findings.append(finding(document, ("key07",), SetValue(("gone",), ""), code="PG0803"))
    if document.data["key13"] == "old":
        findings.append(finding(document, ("key13",), SetValue(("gone",), ""), code="PG0704"))
    passed = ("PG0704",) if document.data["key13"] == "new" else ()
    told = report(findings, passed)
    return Judgement(told, told, frozenset())


def mended(recheck: Recheck, text: str = TEXT) -> Mended:
    """Mend a text by a way of judging."""
    document = read_document(text.encode(), "projguard.yaml", LIMITS)
    return mend(document, recheck, {"safe"}, {"PG0704"}, LIMITS)


def test_harmful_fixes_are_found_among_many() -> None:
    """One that brings another error and one that turns a date green are dropped with the reason, all others made."""
    done = mended(judge)
    assert done.document.text == TEXT.replace("old", "new").replace("07: new", "07: old").replace("13: new", "13: old")
    assert {(one.finding.location.key_path, one.reason) for one in done.dropped} == {
        (("key07",), "new_error"),
        (("key13",), "vow"),
    }
    assert len(done.made) == 18


def test_tries_are_bounded() -> None:
    """Where every fix does harm, only so many texts are judged, and the rest is told as not tried."""
    asked = 0

    def harmful(document: Document) -> Judgement:
        nonlocal asked
        asked += 1
        told = report([finding(document, (key,), SetValue((key,), "new")) for key in document.data])
        return Judgement(told, told, frozenset())

    done = mended(harmful, TEXT + "".join(f"more{number:02}: old\n" for number in range(60)))
    assert asked <= TRIES + 1
    assert {one.reason for one in done.dropped} == {"still_there", "untried"}
    assert len(done.dropped) == 80
    assert "new" not in done.document.text


def test_keys_that_would_make_a_vow_are_told_at_once() -> None:
    """Misspelt keys whose right names would count as agreements are found without trying them one by one."""
    asked = 0
    text = "".join(f"part{number:02}: {{agred: x, titel: y}}\n" for number in range(30))

    def judge_keys(document: Document) -> Judgement:
        nonlocal asked
        asked += 1
        meant = {"agred": "agreed", "titel": "title"}
        wrong = [(path, meant[str(path[-1])]) for path in document.nodes if path and path[-1] in meant]
        vows = frozenset(path for path in document.nodes if path and path[-1] == "agreed")
        told = report([finding(document, path, RenameKey(path, key)) for path, key in wrong])
        return Judgement(told, told, vows)

    done = mended(judge_keys, text)
    assert done.document.text == text.replace("titel", "title")
    assert {one.reason for one in done.dropped} == {"vow"}
    assert asked <= 4
