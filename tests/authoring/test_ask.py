"""``projguard ask`` with a file of answers: what is written, what is refused, and what stays open."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from projguard.app.active import Active
from projguard.app.answering import Desk
from projguard.app.examine import Examiner
from projguard.authoring.setting import Given
from projguard.fixing.writing import NotWritten
from projguard.model.config import Config
from projguard.model.limits import Limits
from projguard.model.source import dotted
from projguard.reading.yaml_document import read_manifest

Command: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

ANSWERS = Path(__file__).with_name("web-answers.yaml")
ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-23")
SMALL = """\
# Наш проект
manifest_version: 1
project: {id: a, title: Сайт, phase: kickoff, start: 2026-12-07}  # главное
client:
  name: 'ООО «Корочка»'
people:
    igor: {name: Игорь Романов, side: client, role: owner, phone: "+7 900 000-00-01"}
feedback:
    within:      # срок
    channel: чат
pricing: {currency: RUB, vat: , rates: {design: 3000}}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Write a small manifest with gaps, line ends and mark as some editors leave them."""
    path = tmp_path / "projguard.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    return path


@pytest.fixture
def desk(active: Active, small: Path) -> Desk:
    """Sit down at the small manifest."""
    examiner = Examiner(active, Config(as_of=date(2026, 11, 23)))
    return Desk(active, examiner, small, "projguard.yaml", "en")


def data_of(path: Path) -> dict[str, Any]:
    """Read a manifest's values."""
    data: dict[str, Any] = read_manifest(path.read_bytes(), "", Limits()).data
    return data


def test_answers_close_everything_but_documents(projguard: Command, tmp_path: Path) -> None:
    """With every question answered only documents are left to be filled in; comments stay, and a second run changes nothing."""
    assert projguard("init", "--yes", "--preset", "web", "new").returncode == 0
    manifest = tmp_path / "new" / "projguard.yaml"
    comments = [line.partition("#")[2] for line in manifest.read_text(encoding="utf-8").splitlines() if "#" in line]
    done = projguard("ask", "new", "--answers", str(ANSWERS), *DAY)
    assert done.returncode == 0, done.stderr
    assert "  ✔ PG0501 Nobody is named who decides\n" in done.stdout
    assert "Written: 90 answers. Still open: 10 open points.\n" in done.stdout
    assert "Documents to fill in: new/docs/brief.md," in done.stdout
    text = manifest.read_text(encoding="utf-8")
    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == comments
    assert projguard("ask", "new", "--answers", str(ANSWERS), *DAY).returncode == 0
    assert manifest.read_text(encoding="utf-8") == text
    report = json.loads(projguard("check", "new", *DAY, "--format", "json").stdout)
    findings = report["projects"][0]["findings"]
    assert {finding["code"] for finding in findings} == {"PG0003", "PG0302", "PG0402", "PG0602", "PG0604"}
    assert all(finding["path"] != "new/projguard.yaml" or finding["pointer"].endswith("/file") for finding in findings)


def test_filled_documents_open_the_gate(projguard: Command, tmp_path: Path) -> None:
    """When the documents are filled in as well, the project is ready to start."""
    projguard("init", "--yes", "--preset", "web", "new")
    projguard("ask", "new", "--answers", str(ANSWERS), *DAY)
    shutil.copytree(
        ROOT / "sample_projects" / "website-healthy" / "docs", tmp_path / "new" / "docs", dirs_exist_ok=True
    )
    for document in (tmp_path / "new").rglob("*.md"):
        lines = document.read_text(encoding="utf-8").splitlines(keepends=True)
        document.write_text("".join(line for line in lines if not line.startswith("TBD")), encoding="utf-8")
    done = projguard("check", "new", *DAY, "--format", "concise")
    assert (done.returncode, done.stdout) == (0, "")


def test_only_the_answered_places_change(small: Path, projguard: Command, tmp_path: Path) -> None:
    """Every byte outside the answers stays: mark, line ends, quotes, rows, Cyrillic; forms typed by hand get their own form."""
    (tmp_path / "a.yaml").write_text(
        "PG0702: {within: 2 рабочих дня, agreed: {date: 20.11.2026, with: [Игорь Романов]}}\n"
        "pricing.vat: none\nPG0801: {model: fixed}\n",
        encoding="utf-8",
    )
    done = projguard("ask", "--answers", "a.yaml", *DAY, "--lang", "ru")
    assert done.returncode == 0, done.stderr
    assert "  ✔ PG0702 У обратной связи клиента нет срока\n" in done.stdout
    assert "Записано: 4 ответа." in done.stdout
    raw = small.read_bytes()
    assert raw[:3] == b"\xef\xbb\xbf"
    changed = SMALL.replace("    within:      # срок\n", "    within: 2 рабочих дня      # срок\n").replace(
        "    channel: чат\n", "    channel: чат\n    agreed: {date: 2026-11-20, with: [igor]}\n"
    )
    changed = changed.replace("vat: , rates: {design: 3000}}", "vat: none , rates: {design: 3000}, model: fixed}")
    assert raw[3:].decode().replace("\r\n", "\n") == changed
    assert raw.count(b"\r\n") == raw.count(b"\n")


def test_answers_that_do_not_fit_are_refused_together(small: Path, projguard: Command, tmp_path: Path) -> None:
    """Each answer that cannot be taken is told with its line, and then nothing is written."""
    before = small.read_bytes()
    (tmp_path / "a.yaml").write_text(
        "PG0702: {within: 2wd, chanel: x}\nproject.end: 2026-02-30\nprojct.goal: x\nproject.start:\n"
        "brief.confirmed_by: olga\nPG0706: {on_silence: nothing}\nproject.goal: TBD\npricing.rates: {desing: x}\n",
        encoding="utf-8",
    )
    done = projguard("ask", "--answers", "a.yaml", *DAY)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "a.yaml:2: project.end: there is no date «2026-02-30»",
        "a.yaml:3: 'projct.goal' is no rule and no field that is asked for. Did you mean 'project.goal'?",
        "a.yaml:5: brief.confirmed_by: «olga» is not in people",
        "a.yaml:7: project.goal: «TBD» is a placeholder",
        "a.yaml:8: pricing.rates.desing: «x», expected a sum such as 450000",
        "a.yaml:6: feedback.on_silence is «nothing»; allowed: accepted, pause, escalate, shift_deadline",
        "a.yaml:1: 'PG0702.chanel' is no rule and no field that is asked for.",
        "Nothing is written.",
    ]
    assert small.read_bytes() == before


def test_what_was_said_before_is_kept(small: Path, projguard: Command, tmp_path: Path) -> None:
    """An answer to a field that says something else already changes nothing, and the command says so."""
    before = small.read_bytes()
    (tmp_path / "a.yaml").write_text("client.name: Other\nPG0501:\nPG0706: ''\nPG0101: [design]\n", encoding="utf-8")
    done = projguard("ask", "--answers", "a.yaml", *DAY)
    assert done.returncode == 0
    assert "  client.name said something else already, and is kept.\n  PG0101: nothing of it is open.\n" in done.stdout
    assert small.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("one",), 2, "There is nobody to ask here: give --answers FILE."),
        (("one", "--answers", "none.yaml"), 2, "There is no file 'none.yaml'."),
        (("one", "--answers", "two"), 2, "The answers in 'two' cannot be read: Is a directory"),
        (("one", "--answers", "bad.yaml"), 2, "bad.yaml:1: The bracket [ is not closed, expected ]"),
        (("empty", "--answers", "ok.yaml"), 3, "There is no project in 'empty'."),
        (("broken", "--answers", "ok.yaml"), 1, "broken/projguard.yaml:1:13: The bracket [ is not closed, expected ]"),
        (("a.json", "--answers", "ok.yaml"), 2, "'a.json' is no YAML file of a project's folder"),
        (("two", "--answers", "ok.yaml"), 2, "There are several projects in 'two': name one."),
    ],
)
def test_what_cannot_be_asked(
    arguments: tuple[str, ...], status: int, said: str, projguard: Command, tmp_path: Path
) -> None:
    """Without a person, a project or answers that can be read the command says what is missing, and changes nothing."""
    for name, text in {"one": SMALL, "broken": "client: {a: [b}", "two/a": SMALL, "two/b": SMALL, "empty": ""}.items():
        (tmp_path / name).mkdir(parents=True)
        if text:
            (tmp_path / name / "projguard.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "ok.yaml").write_text("project.goal: x\n", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"manifest_version": 1}', encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("{a: [b}\n", encoding="utf-8")
    done = projguard("ask", *arguments)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert (tmp_path / "broken" / "projguard.yaml").read_text(encoding="utf-8") == "client: {a: [b}"


def test_people_of_another_form_are_nobody(projguard: Command, tmp_path: Path) -> None:
    """Where people are a list by mistake an answer may still name somebody; the list stays as it is."""
    text = SMALL.replace(SMALL[SMALL.index("people:") : SMALL.index("feedback:")], "people: [igor]\n")
    (tmp_path / "projguard.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text("brief: {confirmed_by: Igor}\n", encoding="utf-8")
    done = projguard("ask", "--answers", "answers.yaml", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    data = data_of(tmp_path / "projguard.yaml")
    assert data["people"] == ["igor"]
    assert data["brief"] == {"confirmed_by": "Igor"}


def test_most_urgent_comes_first(active: Active, tmp_path: Path) -> None:
    """What work that begins earlier waits for is asked before what the start of the project waits for."""
    text = (
        "manifest_version: 1\nproject: {id: a, title: A, phase: kickoff, start: 2026-12-07}\nclient: {name: C}\n"
        "deliverables:\n- {id: late, title: Late, kind: design, start: 2026-12-20, due: 2026-12-24}\n"
        "- {id: early, title: Early, kind: design, start: 2026-12-01, due: 2026-12-02}\n"
        "client_inputs: [{id: logo, title: Logo, needed_for: [early]}]\n"
    )
    (tmp_path / "projguard.yaml").write_text(text, encoding="utf-8")
    desk = Desk(active, Examiner(active, Config(as_of=date(2026, 11, 23))), tmp_path / "projguard.yaml", "m", "en")
    gaps = [(gap.due.day if gap.due else 0, dotted(gap.fields[0])) for gap in desk.gaps()]
    assert gaps[:5] == [
        (1, "deliverables[1].owner"),
        (1, "deliverables[1].due"),
        (1, "client_inputs[0].owner"),
        (1, "client_inputs[0].due"),
        (7, "decision_makers[0].person"),
    ]
    last = [(20, "deliverables[0].owner"), (20, "quality.checklists[0].file"), (20, "deliverables[0].due")]
    assert gaps[-3:] == last


def test_file_that_somebody_else_wrote_is_left_alone(desk: Desk, small: Path) -> None:
    """When the manifest changed meanwhile the answer is not written over it."""
    desk.take(desk.tried((Given(("project", "goal"), "From 9 to 15 requests"),)))
    small.write_bytes(small.read_bytes() + b"# later\r\n")
    with pytest.raises(NotWritten) as why:
        desk.save()
    assert why.value.obstacle == "changed"
    assert small.read_bytes().endswith(b"# later\r\n")
    assert b"requests" not in small.read_bytes()


def test_answers_of_the_page_for_beginners_work(projguard: Command, tmp_path: Path) -> None:
    """The answers that the page shows fit the project that it begins."""
    page = (ROOT / "docs" / "start.md").read_text(encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert projguard("init", "--yes", "--preset", "web", "north").returncode == 0
    done = projguard("ask", "north", "--answers", "answers.yaml", *DAY)
    assert done.returncode == 0, done.stderr
    assert data_of(tmp_path / "north" / "projguard.yaml")["decision_makers"] == [{"person": "igor", "scope": ["all"]}]
    assert "kept" not in done.stdout
    assert "nothing of it is open" not in done.stdout
