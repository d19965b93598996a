"""What a client reads: questions to the client, and no word or figure that is the agency's own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from projguard.advice.audience import for_client
from projguard.app.active import Active
from projguard.app.check import check_project
from projguard.builtin import FORMATS
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.report import Due, ProjectReport

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]
EVERYTHING = ("--as-of", "2026-11-23", "-v", "--show-suppressed", "--statistics", "--format", "text")
CHANGES = {
    "Сайт и ролик для кафе «Лотос»": "Сайт и ролик для кафе «Лотос» за 412345",
    "title: Ролик 30 секунд": "title: Ролик 30 секунд за 64 110",
    "name: Макс,": "name: Макс lena@agency.example,",
    "rates: {copywriting: 2000, design: 2500, layout: 2500}": "rates: {copywriting: 2137, design: 2689.5, layout: 31337}",
    "budget: 400000": "budget: 412345",
    "amount: 60000": "amount: 64110",
    "amount: 200000": "amount: 215160",
    "amount: 160000": "amount: 1880220",
    "multiplier: 0.8": "multiplier: 0.83",
    "goal: уточнить": 'goal: уточнить, деньги есть - 412345, спросить у lena@agency.example\n  x_note: "клиент платит с задержкой, не спорить"',
    "reason: потом": "reason: владелец нервничает и всё равно откажет",
}
ADDED = """
account: {key: true, criteria: {trend: "растут, но капризничают"}, revenue_to_cost: 1.77}
open_questions:
  - {about: brief, question: "Кто из наших закроет дыру в смете?", owner: max, due: 2026-11-01}
  - {about: brief, question: "Где снимаем ролик?", owner: boss, due: 2026-11-01}
"""
SUMS = (
    "2137",
    "2689",
    "31337",
    "31\u202f337",
    "412345",
    "412 345",
    "412\u202f345",
    "64110",
    "64 110",
    "215160",
    "1\u202f880\u202f220",
)
RATES = ("0.83", "0,83", "1.77")
CONTACTS = ("lena@agency.example", "info@lotos.example", "+7 900 000-00-20", "900 000-00-20")
NOTES = ("платит с задержкой", "нервничает", "капризничают", "закроет дыру", "обсудили голосом")
SECRETS = (*SUMS, *RATES, *CONTACTS, *NOTES)
TO_BE_SEEN = {"31\u202f337", "412\u202f345", "1\u202f880\u202f220", "info@lotos.example", "нервничает", "закроет дыру"}
"""What the agency's own reports are known to say."""


class Told(NamedTuple):
    """One run in all formats."""

    status: int
    texts: dict[str, str]
    errors: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report."""
        return dict(json.loads(self.texts["json"]))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sample with gaps and put secrets of every kind into it."""
    folder = tmp_path_factory.mktemp("client")
    manifest = Path(shutil.copytree(ROOT / "sample_projects" / "cafe-many-gaps", folder / "cafe")) / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    for old, new in CHANGES.items():
        assert old in text, old
        text = text.replace(old, new)
    manifest.write_text(text + ADDED, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["en", "ru"])
def both(request: pytest.FixtureRequest, project: Path) -> tuple[Told, Told]:
    """Run for the agency and for the client, in every format at once."""
    return run(project, request.param, "agency"), run(project, request.param, "client")


def test_no_secret_is_in_any_format(both: tuple[Told, Told]) -> None:
    """Of rates, sums, contacts and notes, which the agency reads, the client reads none in any format."""
    agency, client = both
    assert set(client.texts) == {*FORMATS, "summary"}
    everything = "".join(agency.texts.values())
    assert {secret for secret in TO_BE_SEEN if not occurs(secret, everything)} == set()
    leaks = [(name, secret) for name, text in client.texts.items() for secret in SECRETS if occurs(secret, text)]
    assert leaks == []
    assert not any(occurs(secret, client.errors) for secret in SECRETS)


def test_only_what_the_client_is_asked_is_left(both: tuple[Told, Told]) -> None:
    """Rules that ask the team or oneself are gone, and so are open questions of the agency."""
    agency, client = both
    [full], [shown] = agency.report["projects"], client.report["projects"]
    asked = {finding["code"] for finding in full["findings"] if finding["ask"] == "client"}
    assert {finding["code"] for finding in shown["findings"]} == asked
    assert {finding["ask"] for finding in shown["findings"]} == {"client"}
    assert all(finding["question"] and not finding["remedy"] and not finding["why"] for finding in shown["findings"])
    waiting = [finding["pointer"] for finding in shown["findings"] if finding["code"] == "PG0008"]
    assert waiting == ["/open_questions/1/due"]


def test_counts_and_lights_agree(both: tuple[Told, Told]) -> None:
    """Lights, readiness, sums and the reason of the status follow from what the client sees."""
    _, client = both
    [shown] = client.report["projects"]
    found = Counter((finding["severity"], finding["code"][2:4]) for finding in shown["findings"])
    for point in shown["points"]:
        key = f"{point['point']:02}"
        assert (point["errors"], point["warnings"]) == (found["error", key], found["warning", key])
        assert (point["state"] == "red") is bool(point["errors"])
    states = Counter(point["state"] for point in shown["points"] if point["point"])
    share = 100 * (states["green"] + states["amber"] / 2) / (states["green"] + states["amber"] + states["red"])
    assert shown["readiness"] == pytest.approx(share)
    errors = client.report["summary"]["errors"]
    assert errors == sum(finding["severity"] == "error" for finding in shown["findings"])
    assert str(errors) in client.report["exit"]["reason"]


def test_status_is_that_of_the_whole_project(project: Path) -> None:
    """A view hides no failure: where all that fails is the agency's own, the status stays and says so."""
    told = run(project, "en", "client", "--select", "PG0201")
    assert told.status == 1
    assert told.report["exit"] == {"status": 1, "reason": "what is still open is the agency's own work"}
    assert told.report["projects"][0]["findings"] == []


def test_manifest_that_cannot_be_read(project: Path, tmp_path: Path) -> None:
    """What is wrong with the text is the agency's matter; that it cannot be read stays."""
    (tmp_path / "projguard.yaml").write_text("budget: 412345\n  rates: [", encoding="utf-8")
    told = run(tmp_path, "en", "client")
    assert told.status == 1
    assert told.report["projects"][0]["readable"] is False
    assert "the manifest could not be read" in told.texts["text"]
    assert not any("412345" in text for text in told.texts.values())


def test_view_mends_nothing(project: Path) -> None:
    """Mending and the view of a client exclude each other."""
    done = subprocess.run(
        [*COMMAND, "check", "--fix", "--audience", "client", "--lang", "en"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--audience client: a client's view mends nothing." in done.stderr


def test_every_part_of_a_report_is_weighed(active: Active, full_report: ProjectReport) -> None:
    """Each part of a report is either known to be harmless or changed for a client."""
    harmless = {"path", "id", "title", "client", "phase", "as_of", "start", "language", "gate", "timeline"}
    harmless |= {"readable", "unwritten", "unopened", "is_checked"}
    view = for_client(full_report, active.by_code, None, frozenset())
    kept = {name for name in ProjectReport._fields if getattr(view, name) is getattr(full_report, name)}
    assert kept - harmless == set()


@pytest.fixture
def full_report(active: Active, project: Path) -> ProjectReport:
    """Give a report of which each part holds something."""
    report = check_project(str(project / "cafe" / "projguard.yaml"), Config(drawn=True), active)
    own = next(finding for finding in report.findings if active.by_code[finding.code].ask == "team")
    filled: dict[str, Any] = {
        name: (Notice("no_rule"),) for name, value in report._asdict().items() if value in ((), None, frozenset())
    }
    due = (Due(date(2026, 12, 1), own),)
    return report._replace(
        **{**filled, "diff": "+ budget: 412345", "failures": ("PG0803: x",), "upcoming": due, "became_due": due}
    )


def occurs(secret: str, text: str) -> bool:
    """Tell whether a secret stands in a text by itself, however the format writes it."""
    forms = {secret, json.dumps(secret)[1:-1]}
    return any(re.search(rf"(?<![\w.]){re.escape(form)}(?!\w)", text) for form in forms)


def run(folder: Path, lang: str, audience: str, *more: str) -> Told:
    """Report in every format at once, text on standard output, the summary of a job among the files."""
    out = folder / f"out-{lang}-{audience}"
    out.mkdir(exist_ok=True)
    files = [word for name in FORMATS if name != "text" for word in ("--format", f"{name}:{out / name}")]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PROJGUARD_"))}
    summary = out / "summary"
    summary.unlink(missing_ok=True)
    done = subprocess.run(
        [*COMMAND, "check", ".", *EVERYTHING, "--lang", lang, "--audience", audience, *more, *files],
        cwd=folder,
        env={**inherited, "PYTHONUTF8": "1", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    texts = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    return Told(done.returncode, {**texts, "text": done.stdout}, done.stderr)
