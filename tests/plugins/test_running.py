"""Plugins at work, and plugins that fail at work: what they cost, and what is said of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DAY = ["--as-of", "2026-11-23"]
RULE = """
from collections.abc import Iterator
from projguard.hooks.spec import hookimpl
from projguard.model.problem import Problem
from projguard.model.rule import PHASES, Message, Rule
from projguard.model.values import Listing, Text


def both(text):
    return {"en": text, "ru": text}


RULE = Rule(
    code="ACME0001", name="acme-asks", point=20, pack="ACME", family="presence",
    severity=dict.fromkeys(PHASES, "warning"), title=both("Acme asks"), why=both("It matters"),
    remedy=both("Do it"), question=both("Did you?"), ask="team",
    messages={"none": Message(both("{name} is asked"))}, check="acme_asks",
)


@hookimpl
def projguard_rules():
    return [RULE]


@hookimpl
def projguard_checks():
    return {"acme_asks": acme_asks}


def acme_asks(project, params):
"""
SAYS = '    yield Problem("none", ("client", "name"), values={"name": Text(project["client"]["name"].text())})\n'
WRONG = {
    "raises": ("    raise ValueError('by nobody')\n", "ValueError: by nobody"),
    "ends the process": ("    raise SystemExit(0)\n", "SystemExit: 0"),
    "gives nothing": ("    return None\n", "TypeError: 'NoneType' object is not iterable"),
    "no problem": ("    yield 'none'\n", "TypeError: str in place of a Problem"),
    "message unknown": ("    yield Problem('some', ())\n", "LookupError: ACME0001 has no message 'some'"),
    "no place": (
        "    yield Problem('none', 'client')\n",
        "TypeError: 'client' is no place: a tuple of keys and indexes is",
    ),
    "plain text": (
        "    yield Problem('none', ('client',), values={'name': Listing((Text('a'), 'b'))})\n",
        "TypeError: the value 'name' is a plain str: Text(...) says that it is text",
    ),
}
REPORTER = """
from projguard.hooks.spec import hookimpl

class Lines:
    def __init__(self, run, sentences):
        {made}
    def head(self):
        return {head}
    def project(self, report):
        return {project}
    def tail(self, totals):
        return {tail}

@hookimpl
def projguard_reporters():
    return {{"lines": Lines}}
"""
SOUND = {"made": "pass", "head": "'head\\n'", "project": "report.title + '\\n'", "tail": "f'{totals.status}\\n'"}


def test_rule_of_a_plugin_is_judged_like_any_other(install: Any, projguard: Any) -> None:
    """Its findings stand where its check says, it can be selected, and the report names the plugin."""
    install("acme", RULE + SAYS, version="1.4")
    done = projguard("check", ".", *DAY, "--select", "ACME", "--format", "json", "--fail-on", "warning")
    report = json.loads(done.stdout)
    (finding,) = report["projects"][0]["findings"]
    assert (done.returncode, finding["code"], finding["pointer"]) == (1, "ACME0001", "/client/name")
    assert finding["message"].endswith(" is asked")
    assert report["tool"]["plugins"] == [{"name": "acme", "distribution": "acme-pack", "version": "1.4"}]
    assert "ACME0001 acme-asks" in projguard("explain", "acme-asks").stdout
    assert "ACME0001  acme-asks" in projguard("rules").stdout


def test_plugins_take_part_in_every_process(install: Any, projguard: Any, tmp_path: Path) -> None:
    """Two processes report what one reports, plugins included, and leave out what the operator leaves out."""
    import shutil

    install("acme", RULE + SAYS)
    install("bolt", "raise SystemExit('imported')\n")
    house = tmp_path / "house.yaml"
    house.write_text("plugins: [acme]\n", encoding="utf-8")
    shutil.copytree(tmp_path / "project", tmp_path / "more" / "a")
    shutil.copytree(tmp_path / "project", tmp_path / "more" / "b")
    select = ["--select", "ACME", "--format", "concise", "--config", str(house)]
    one, two = (
        projguard("check", ".", *DAY, *select, "--jobs", jobs, folder=tmp_path / "more").stdout for jobs in "12"
    )
    assert one == two
    assert one.count("ACME0001") == 2


@pytest.mark.parametrize("case", WRONG)
def test_rule_that_fails_is_crashed_and_hides_no_other(case: str, install: Any, projguard: Any) -> None:
    """A mistake in a check makes its rule crashed and the status 5; everything else is reported as before."""
    body, reason = WRONG[case]
    install("acme", RULE + body, version="1.4")
    done = projguard("check", ".", *DAY, "--format", "json")
    (project,) = json.loads(done.stdout)["projects"]
    states = {outcome["code"]: outcome["state"] for outcome in project["outcomes"]}
    assert done.returncode == 5
    assert states.pop("ACME0001") == "crashed"
    assert len(states) > 60
    assert "crashed" not in states.values()
    assert project["failures"] == [f"ACME0001 of acme (acme-pack 1.4): {reason}"]
    told = f"projguard.yaml: ACME0001 of acme (acme-pack 1.4): {reason}"
    assert done.stderr.splitlines() == [told, "exit 5: 1 failure inside projguard or a plugin"]


def test_code_of_projguard_is_not_given_twice(install: Any, projguard: Any) -> None:
    """A rule with a code or name that is taken ends the run with 2, and both sides are named."""
    install("acme", RULE.replace("ACME0001", "PG0501").replace("acme-asks", "brief-missing") + SAYS)
    done = projguard("check", ".")
    assert done.returncode == 2
    assert (
        "the code PG0501 is claimed by both projguard 0.1.0, 05-decision-maker.yaml and acme (acme-pack 1.0)"
        in done.stderr
    )
    install("bolt", RULE.replace("acme-asks", "brief-missing").replace("acme_asks", "bolt_asks") + SAYS)
    done = projguard("plugins")
    assert "the rule name brief-missing is claimed by both projguard 0.1.0, 06-brief.yaml and bolt" in done.stdout


def test_rule_that_asks_an_unknown_check_is_refused(install: Any, projguard: Any) -> None:
    """A rule whose check nobody gives ends the run with 2; the nearest known check is named."""
    install("acme", RULE.replace('check="acme_asks"', 'check="brief_mising"') + SAYS)
    done = projguard("check", ".")
    assert done.returncode == 2
    told = (
        "rule ACME0001 of acme (acme-pack 1.0) asks the check brief_mising, which nobody gives; is brief_missing meant?"
    )
    assert told in done.stderr


def test_reporter_of_a_plugin_writes(install: Any, projguard: Any, project: Path) -> None:
    """A format of a plugin goes where the command line sends it, beside the bundled ones."""
    install("acme", REPORTER.format(**SOUND))
    done = projguard("check", ".", *DAY, "--format", "lines:out.txt", "--format", "json")
    assert (project / "out.txt").read_text(encoding="utf-8").splitlines()[0::2] == ["head", "0"]
    assert json.loads(done.stdout)["exit"]["status"] == done.returncode == 0


@pytest.mark.parametrize(
    "case",
    [
        ("made", "1 / 0", "ZeroDivisionError: division by zero"),
        ("head", "1 / 0", "ZeroDivisionError: division by zero"),
        ("project", "open('/no/such/file')", "FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'"),
        ("tail", "b'bytes'", "TypeError: bytes in place of a text"),
        ("tail", "exit(3)", "SystemExit: 3"),
    ],
)
def test_reporter_that_fails_costs_its_own_output(
    case: tuple[str, str, str], install: Any, projguard: Any, project: Path
) -> None:
    """The other formats are whole and say what failed; no half of the failed one is left; the status is 5."""
    part, code, reason = case
    install("acme", REPORTER.format(**SOUND | {part: code}))
    done = projguard("check", ".", *DAY, "--format", "json", "--format", "lines:out.txt")
    report = json.loads(done.stdout)
    assert report["exit"]["status"] == done.returncode == 5
    assert len(report["projects"]) == 1
    told = f"the format lines of acme (acme-pack 1.0) failed: {reason}"
    assert [notice["message"] for notice in report["notices"]] == [told]
    assert done.stderr.splitlines() == [told, "exit 5: 1 failure inside projguard or a plugin"]
    assert sorted(path.name for path in project.iterdir() if path.is_file()) == ["projguard.yaml"]


def test_lone_reporter_that_fails_is_told(install: Any, projguard: Any) -> None:
    """Where the only format fails, standard error still says what and why."""
    install("acme", REPORTER.format(**SOUND | {"project": "1 / 0"}))
    done = projguard("check", ".", *DAY, "--format", "lines")
    assert (done.returncode, done.stdout) == (5, "head\n")
    assert "the format lines of acme (acme-pack 1.0) failed: ZeroDivisionError" in done.stderr


def test_observers_see_every_report(install: Any, projguard: Any, tmp_path: Path) -> None:
    """An observer is given each project's report; one that fails makes the status 5 and is named."""
    seen = tmp_path / "seen.txt"
    source = "from pathlib import Path\nfrom projguard.hooks.spec import hookimpl\n@hookimpl\n"
    source += "def projguard_finished(report):\n"
    install("acme", f"{source}    print('seen')\n    Path({str(seen)!r}).write_text(report.id)\n    return report\n")
    done = projguard("check", ".", *DAY, "--format", "json")
    assert done.returncode == 0
    assert seen.read_text(encoding="utf-8") == json.loads(done.stdout)["projects"][0]["id"]
    install("bolt", f"{source}    raise ConnectionError('no network')\n", version="3")
    done = projguard("check", ".", *DAY)
    assert done.returncode == 5
    told = "the plugin bolt (bolt-pack 3) failed in projguard_finished: ConnectionError: no network"
    assert told in " ".join(done.stdout.split())
    assert done.stdout.endswith("exit 5: 1 failure inside projguard or a plugin\n")
