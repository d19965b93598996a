"""``projguard init``: what a new project consists of, what it leaves open, and what it never touches."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.starting import NewProject, write_new
from projguard.authoring.documents import CHECKLISTS, OTHER
from projguard.authoring.new_project import OPEN, Choices
from projguard.authoring.outline import SHOWN, outline_of
from projguard.authoring.presets import PRESETS
from projguard.model.config import Config
from projguard.model.limits import Limits
from projguard.model.report import ProjectReport
from projguard.reading.yaml_document import read_manifest

Command: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "src" / "projguard" / "authoring" / "documents"
SAMPLES = ROOT / "sample_projects"
MANIFEST = "projguard.yaml"
AGREED = re.compile(r"agreed|(?<!depends)_on$|_by$")


@pytest.fixture
def begun(active: Active, tmp_path: Path) -> Callable[[Choices], ProjectReport]:
    """Write a new project and judge it."""

    def begin(choices: Choices) -> ProjectReport:
        project = NewProject(active, choices)
        assert all(is_new for _, is_new in write_new(tmp_path / "new", project.files()))
        return Examiner(active, Config(as_of=date(2026, 11, 23))).examine(tmp_path / "new" / MANIFEST, MANIFEST)

    return begin


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("preset", [*PRESETS, ""])
def test_new_project_is_open_and_well_formed(
    preset: str, lang: str, begun: Callable[[Choices], ProjectReport], tmp_path: Path
) -> None:
    """A new project has no error of form, and each finding stands on something that is empty, or on a document to fill in."""
    report = begun(Choices(folder="new", lang=lang, preset=preset))
    assert report.readable
    codes = {finding.code for finding in report.findings}
    assert codes >= {"PG0003", "PG0201", "PG0501", "PG0506", "PG0603", "PG0702", "PG0801"}
    assert codes.isdisjoint({"PG0001", "PG0002", "PG0004", "PG0005", "PG0009", "PG0011"})
    document = read_manifest((tmp_path / "new" / MANIFEST).read_bytes(), MANIFEST, Limits())
    for finding in report.findings:
        at = finding.location.key_path
        value = document.value(at)
        about_file = finding.location.path != MANIFEST or at[-1] in {"file", "path"}
        is_open = value == OPEN[lang] or is_empty(value) or finding.code in {"PG0606", "PG0901"}
        assert is_open or about_file, finding


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_agreed_beforehand(preset: str, active: Active) -> None:
    """No agreement, approval, reading or date is filled in."""
    data = NewProject(active, Choices(folder="new", lang="en", preset=preset)).data
    document = read_manifest(json.dumps(data).encode(), MANIFEST, Limits())
    told = [path for path in document.nodes if path and AGREED.search(str(path[-1])) and document.value(path)]
    assert told == []
    assert not re.search(r"\d{4}-\d{2}-\d{2}", document.text)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_field_is_explained(lang: str, active: Active) -> None:
    """A comment of one line stands behind or above each field, in the language of the project, within 120 columns."""
    text = NewProject(active, Choices(folder="new", lang=lang, preset="web")).text
    lines = text.splitlines()
    for section in SHOWN:
        for name in outline_of(section):
            if name == "[]":
                continue
            start = lines.index(next(line for line in lines if line.startswith(f"{section}:")))
            found = next(n for n, line in enumerate(lines) if n > start and re.match(rf"  {name}:", line))
            comment = lines[found].partition("#")[2] or lines[found - 1].partition("#")[2]
            assert comment.strip(), lines[found]
            assert bool(re.search("[а-яё]", comment)) is (lang == "ru"), comment
    assert [line for line in lines if len(line) > 120] == []


def test_web_project_on_the_command_line(projguard: Command, tmp_path: Path) -> None:
    """The command says what it wrote, how much is open and how to go on; the check finds gaps, all of them to be filled in."""
    done = projguard("init", "--yes", "--preset", "web", "NEW")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "  NEW/docs/brief.md"
    assert done.stdout.endswith(
        "NEW/projguard.yaml\n\n62 open points to settle before the start.\n"
        "Go on with `projguard ask NEW`, or fill in the manifest and see `projguard check NEW`.\n"
    )
    written = {
        path.relative_to(tmp_path / "NEW").as_posix() for path in (tmp_path / "NEW").rglob("*") if path.is_file()
    }
    assert written == {line.strip().removeprefix("NEW/") for line in done.stdout.splitlines() if line[:2] == "  "}
    assert {"qa/web.md", "qa/text.md", "kb/decisions/README.md", ".projguard/manifest.schema.json"} <= written
    checked = projguard("check", "NEW", "--format", "json")
    findings = json.loads(checked.stdout)["projects"][0]["findings"]
    assert checked.returncode == 1
    assert {finding["code"] for finding in findings}.isdisjoint({"PG0001", "PG0002", "PG0005"})


def test_known_things_are_set(projguard: Command, tmp_path: Path) -> None:
    """Fields are set by name, in the forms that people type; the value stands there in its own form."""
    done = projguard(
        "init", "--yes", "--preset", "web", "--kinds", "design, вёрстка", "--lang", "ru", "n",
        "--set", "project.start=01.12.2026", "--set", "people.igor={name: Игорь, side: client, phone: '+7 900 000-00-01'}",
        "--set", "deliverables[site-design].due=11.12.2026", "--set", "pricing.budget=450 000",
        "--set", "revisions.minor=опечатка, пропуск; другое фото",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "n" / MANIFEST).read_text(encoding="utf-8")
    data = read_manifest(text.encode(), MANIFEST, Limits()).data
    assert data["project"]["start"] == "2026-12-01"
    assert data["people"]["igor"]["phone"] == "+7 900 000-00-01"
    assert [product["kind"] for product in data["deliverables"]] == ["design", "design", "layout"]
    assert data["deliverables"][1]["due"] == "2026-12-11"
    assert data["pricing"]["budget"] == 450000
    assert data["revisions"]["minor"] == ["опечатка, пропуск", "другое фото"]
    assert "editorial_policy" not in data


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--yes", "--set", "projct.title=x"], "there is no field 'projct.title'. Did you mean 'project.title'?"),
        (["--yes", "--set", "project.title"], "'project.title' is not of the form KEY=VALUE."),
        (["--yes", "--set", "project.phase=kikoff"], "project.phase: «kikoff» is not known, did you mean «kickoff»?"),
        (["--yes", "--set", "project.start=5.12"], "project.start: «5.12» can be read in two ways"),
        (["--yes", "--set", "project=5"], "project: «5», expected fields with values"),
        (["--yes", "--set", "quality=[a]"], "quality: «[…]», expected fields with values"),
        (["--yes", "--set", "client.name=a\u202eb"], "marks turn the direction of the text «a\\u202eb»"),
        (["--yes", "--set", "people.anna.name=Anna"], "people.anna.side is not filled in"),
        (["--yes", "--set", "brief.confirmed_by=igor"], "There is no list of people, but these are referred to: igor"),
        (["--yes", "--set", "deliverables[x].due=2026-12-01"], "there is no field 'deliverables[x].due'."),
        (["--yes", "--kinds", "desing"], "There is no kind of work 'desing'. Did you mean 'design'?"),
        (["--yes", "--preset", "wbe"], "Did you mean 'web'?"),
        (["--yes", "--from", "nowhere"], "There is no project in 'nowhere'."),
        ([], "There is nobody to ask here: give --yes, and --set KEY=VALUE for what is known."),
    ],
)
def test_what_does_not_fit_is_refused(arguments: list[str], said: str, projguard: Command, tmp_path: Path) -> None:
    """A request that cannot be carried out says why, with status 2, and writes nothing."""
    if any("deliverables" in argument for argument in arguments):
        arguments = [*arguments, "--preset", "web"]
    done = projguard("init", *arguments, "NEW")
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_folder_with_a_manifest_is_left_alone(projguard: Command, tmp_path: Path) -> None:
    """Where a manifest is, nothing is changed, and the command says so."""
    (tmp_path / "projguard.yml").write_text("manifest_version: 1\n", encoding="utf-8")
    done = projguard("init", "--yes")
    assert done.returncode == 2
    assert "'projguard.yml' is there already: nothing is changed. `projguard ask` goes on with it." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["projguard.yml"]


def test_documents_that_are_there_stay(projguard: Command, tmp_path: Path) -> None:
    """A document of the same name is kept byte for byte."""
    brief = tmp_path / "docs" / "brief.md"
    brief.parent.mkdir()
    brief.write_bytes(b"# Ours\r\n")
    done = projguard("init", "--yes")
    assert done.returncode == 0
    assert "  docs/brief.md was there and is kept\n" in done.stdout
    assert brief.read_bytes() == b"# Ours\r\n"


def test_what_cannot_be_written_is_said(projguard: Command, tmp_path: Path) -> None:
    """Where a file stands in the way of a folder the command says so, with status 4, and makes no manifest."""
    (tmp_path / "docs").write_text("", encoding="utf-8")
    done = projguard("init", "--yes")
    assert done.returncode == 4
    assert done.stderr == "docs/brief.md is not written: it, or the folder that it belongs in, is not there\n"
    assert not (tmp_path / MANIFEST).exists()


def test_earlier_project_gives_what_is_reusable(projguard: Command, tmp_path: Path) -> None:
    """People of the agency, calendar, rates and checklists come from an earlier project; no agreement does."""
    shutil.copytree(SAMPLES / "website-healthy", tmp_path / "old")
    assert projguard("init", "--yes", "--preset", "web", "--from", "old", "new").returncode == 0
    data = read_manifest((tmp_path / "new" / MANIFEST).read_bytes(), MANIFEST, Limits()).data
    assert list(data["people"]) == ["anna", "vera", "boris", "gleb", "dina", "egor"]
    assert data["people"]["anna"] == {
        "name": "Анна Котова",
        "side": "agency",
        "role": "account_manager",
        "email": "anna@studio.example",
        "phone": "+7 900 000-00-01",
        "skills": ["copywriting", "design", "layout", "smm"],
    }
    assert data["calendar"]["holidays"] == ["2026-11-04"]
    assert data["agency"]["jurisdiction"] == "RU"
    assert data["pricing"]["rates"] == {
        "design": 3200, "copywriting": 2500, "layout": None, "development": 3500, "management": 2500
    }  # fmt: skip
    assert data["quality"]["checklists"][0] == {"file": "qa/web.md", "for": ["development", "layout"], "owner": None}
    assert (tmp_path / "new" / "qa" / "web.md").read_bytes() == (tmp_path / "old" / "qa" / "web.md").read_bytes()
    assert not (tmp_path / "new" / "qa" / "smm.md").exists()
    assert data["client"]["name"] == "TBD"
    for section in ("rationale", "revisions", "feedback"):
        assert set(data[section].values()) == {None}
    assert data["pricing"]["overtime"]["multiplier"] is data["pricing"]["budget"] is None


@pytest.mark.parametrize(
    "section",
    [
        "people: [anna]",
        "people: {anna: Anna}",
        "pricing: 5",
        "pricing: {rates: [5]}",
        "quality: none",
        "quality: {checklists: all}",
        "quality: {checklists: [all, {file: 5, for: [design]}, {file: qa/design.md, for: design}]}",
    ],
)
def test_earlier_project_of_another_form_gives_nothing(section: str, projguard: Command, tmp_path: Path) -> None:
    """What stands in an earlier manifest in another form than expected is left out, and the project begins as usual."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / MANIFEST).write_text(f"manifest_version: 1\n{section}\n", encoding="utf-8")
    done = projguard("init", "--yes", "--preset", "design", "--from", "old", "with/new")
    assert (done.returncode, done.stderr) == (0, "")
    assert projguard("init", "--yes", "--preset", "design", "without/new").returncode == 0
    new, plain = (tmp_path / name / "new" / MANIFEST for name in ("with", "without"))
    assert new.read_bytes() == plain.read_bytes()


def test_policy_may_be_a_path(projguard: Command, tmp_path: Path) -> None:
    """The short form of a document, its path alone, is written as it was set."""
    done = projguard("init", "--yes", "--preset", "content", "--set", "editorial_policy=docs/ours.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\neditorial_policy: docs/ours.md\n" in (tmp_path / MANIFEST).read_text(encoding="utf-8")


def test_documents_have_one_form_in_both_languages() -> None:
    """Each document exists in both languages, with the same headings, items and one placeholder that keeps it open."""
    english = {path.relative_to(DOCUMENTS / "en") for path in (DOCUMENTS / "en").rglob("*.md")}
    assert english == {path.relative_to(DOCUMENTS / "ru") for path in (DOCUMENTS / "ru").rglob("*.md")}
    assert {path.as_posix() for path in english if path.parts[0] == "qa"} == {*CHECKLISTS, OTHER}
    form = re.compile(r"^(?:#+|- \[ \]|- |<!--)")
    for path in english:
        texts = [(DOCUMENTS / lang / path).read_text(encoding="utf-8") for lang in ("en", "ru")]
        shape = [[form.findall(line) for line in text.splitlines()] for text in texts]
        assert shape[0] == shape[1], path
        is_open = path.as_posix() not in {"kb/README.md", "kb/decisions/README.md"}
        assert texts[0].count("TBD") == texts[1].count("Уточнить") == int(is_open), path


def is_empty(value: object) -> bool:
    """Tell whether nothing is filled in."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or (bool(inner) and all(map(is_empty, inner)))
