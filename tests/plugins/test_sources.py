"""Where manifests come from: other forms, archives, and plugins that read them from elsewhere."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.sources import examine_source, find_sources
from projguard.model.config import Config
from projguard.model.limits import Limits
from projguard.model.report import ProjectReport
from projguard.model.source import dotted
from projguard.reading.yaml_document import read_document
from projguard.wording.sentences import Wording

SAMPLES = Path(__file__).parents[2] / "sample_projects"

DAY = ["--as-of", "2026-11-23"]
SOURCE = """
from projguard.hooks.source import Source
from projguard.hooks.spec import hookimpl

@hookimpl
def projguard_sources(target, search):
    if target.startswith("crm:"):
        folder = search.scratch()
        text = "manifest_version: 1\\nproject: {id: crm-1, title: Из CRM, phase: draft, start: 2026-11-01}\\n"
        text += "client: {name: Юг}\\n"
        return [Source(manifest=folder / "projguard.yaml", shown=target, raw=text.encode())]
"""


def plain(folder: Path) -> dict[str, Any]:
    """Take the manifest of a folder away and give what it says."""
    manifest = folder / "projguard.yaml"
    data: dict[str, Any] = read_document(manifest.read_bytes(), "x", Limits()).data
    manifest.unlink()
    return data


def toml(data: dict[str, Any]) -> str:
    """Write data as TOML, the plain way."""
    lines = [f"{key} = {value(item)}" for key, item in data.items() if not isinstance(item, dict) and item is not None]
    for key, item in data.items():
        if isinstance(item, dict):
            lines += [f"[{key}]", *(f"{json.dumps(k)} = {value(v)}" for k, v in item.items() if v is not None)]
    return "\n".join(lines) + "\n"


def value(item: Any) -> str:
    """Write a value as TOML."""
    if isinstance(item, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {value(v)}" for k, v in item.items() if v is not None) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(map(value, item)) + "]"
    return json.dumps(item, ensure_ascii=False)


def pack(folder: Path, archive: Path, inside: str = "") -> Path:
    """Pack a folder."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            file.write(path, inside + path.relative_to(folder).as_posix())
    return archive


@pytest.mark.parametrize("form", ["json", "toml", "zip", "zip in a folder"])
@pytest.mark.parametrize("name", ["launch-at-risk", "cafe-many-gaps"])
def test_every_form_is_judged_alike(form: str, name: str, active: Active, wording: Wording, tmp_path: Path) -> None:
    """JSON, TOML and an archive of the folder give the findings that the YAML manifest gives, none with an edit."""
    folder = Path(shutil.copytree(SAMPLES / name, tmp_path / "sample"))
    expected, _ = judged(folder, active, wording)
    target = folder
    if form.startswith("zip"):
        target = pack(folder, tmp_path / "sample.zip", "a/b/" if "folder" in form else "")
    else:
        text = json.dumps(plain(folder), ensure_ascii=False, indent=1) if form == "json" else toml(plain(folder))
        (folder / f"projguard.{form}").write_text(text, encoding="utf-8")
    found, report = judged(target, active, wording)
    assert found == expected
    assert len(found) > 5
    assert [finding.code for finding in report.findings if finding.fix] == []
    inside = {"zip": "projguard.yaml", "zip in a folder": "a/b/projguard.yaml"}.get(form, f"projguard.{form}")
    assert report.path == f"{target.as_posix()}/{inside}"


def test_a_manifest_is_found_once(active: Active, tmp_path: Path) -> None:
    """A manifest that a path names again, or a link below one path leads to, is checked once."""

    def shown(*targets: Path) -> list[str]:
        sources = find_sources(list(map(str, targets)), active, (), Limits())
        return [Path(source.shown).relative_to(tmp_path).as_posix() for source in sources.found]

    for name in ("a/sub", "b"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "projguard.yaml").touch()
    assert shown(tmp_path) == ["a/sub/projguard.yaml", "b/projguard.yaml"]
    assert shown(tmp_path / "b", tmp_path) == ["a/sub/projguard.yaml", "b/projguard.yaml"]
    (tmp_path / "a" / "projguard.yaml").symlink_to("sub/projguard.yaml")
    assert shown(tmp_path) == ["a/projguard.yaml", "b/projguard.yaml"]


def judged(target: Path, active: Active, wording: Wording) -> tuple[list[tuple[str, ...]], ProjectReport]:
    """Check the one project of a target; gives severity, code, pointer and sentence of each finding, and the report."""
    sources = find_sources([str(target)], active, (), Limits())
    (source,) = sources.found
    report = examine_source([Examiner(active, Config(as_of=date(2026, 11, 23)))], source)
    told = [(f.severity, f.code, dotted(f.location.key_path), wording.message(f)) for f in report.findings]
    sources.scratch.close()
    return sorted(told), report


@pytest.mark.parametrize("form", ["json", "toml", "zip"])
def test_only_yaml_is_mended(form: str, projguard: Any, project: Path, tmp_path: Path) -> None:
    """With --fix a manifest of another form is checked and stays as it is, byte for byte."""
    manifest = project / "projguard.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("2026-09-14", "14.09.2026"), encoding="utf-8")
    target = pack(project, tmp_path / "project.zip") if form == "zip" else project / f"projguard.{form}"
    if form != "zip":
        data = plain(project)
        target.write_text(json.dumps(data, ensure_ascii=False) if form == "json" else toml(data), encoding="utf-8")
    before = target.read_bytes()
    done = projguard("check", str(target), *DAY, "--fix", "--format", "concise")
    assert "PG0005" in done.stdout
    assert target.read_bytes() == before


def test_standard_input_may_be_json(projguard: Any, project: Path) -> None:
    """Text from standard input has the form of the name that it is given."""
    text = json.dumps(plain(project), ensure_ascii=False)
    command = [sys.executable, "-P", "-c", "from projguard.cli.main import main; main()"]
    arguments = ["check", "-", "--stdin-filename", "projguard.json", *DAY, "--format", "json"]
    done = subprocess.run(
        [*command, *arguments], cwd=project, input=text, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["projects"][0]["path"] == "projguard.json"


def test_two_forms_in_one_folder_are_refused(projguard: Any, project: Path) -> None:
    """A folder with a manifest in two forms says so, whichever they are."""
    (project / "projguard.toml").write_text("manifest_version = 1\n", encoding="utf-8")
    done = projguard("check", ".", "--format", "concise")
    assert done.returncode == 1
    assert "The folder holds both projguard.yaml and projguard.toml: keep one" in done.stdout


ENTRIES = {
    "above": ([("../evil.py", 0)], "The archive holds «../evil.py», which no project folder can have"),
    "absolute": ([("/etc/evil", 0)], "The archive holds «/etc/evil», which no project folder can have"),
    "drive": ([("C:/evil", 0)], "The archive holds «C:/evil», which no project folder can have"),
    "backslash": ([("a\\b", 0)], "The archive holds «a\\b», which no project folder can have"),
    "twice": ([("a", 0), ("./a", 0)], "The archive holds «./a», which no project folder can have"),
    "file and folder": ([("a", 0), ("a/b", 0)], "The archive holds «a/b», which no project folder can have"),
}


def archive_of(entries: Sequence[tuple[str, int]], path: Path) -> Path:
    """Make an archive whose entries are named, and of a kind, that no packer would allow."""
    with zipfile.ZipFile(path, "w") as file:
        for name, mode in entries:
            info = zipfile.ZipInfo("x")
            info.filename, info.external_attr = name, mode << 16
            file.writestr(info, b"../../outside" if stat.S_ISLNK(mode) else b"text")
    return path


def only(archive: Path, active: Active, **limits: int) -> Any:
    """Give the one source that an archive comes to."""
    (source,) = find_sources([str(archive)], active, (), Limits(**limits)).found
    return source


@pytest.mark.parametrize("case", ENTRIES)
def test_archive_that_reaches_out_is_refused(case: str, active: Active, wording: Wording, tmp_path: Path) -> None:
    """Nothing is written outside the folder that the archive is laid out in, and the entry is named."""
    entries, told = ENTRIES[case]
    source = only(archive_of(entries, tmp_path / "project.zip"), active)
    report = examine_source([Examiner(active, Config())], source)
    assert [told in wording.message(finding) for finding in report.findings] == [True]
    assert (report.readable, report.unopened, report.findings[0].code) == (False, False, "PG0001")
    assert [path.name for path in tmp_path.iterdir()] == ["project.zip"]


def test_archive_is_bounded(active: Active, tmp_path: Path) -> None:
    """Too many files, or too much of it unpacked, is refused before it is written; a lying size is found out."""
    archive = tmp_path / "project.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("projguard.yaml", b"\0" * 2_000_000)
        file.writestr("b", b"")
    assert archive.stat().st_size < 5_000
    assert only(archive, active, archive_bytes=1_999_999).refused[0] == "archive_too_large"
    assert only(archive, active, archive_files=1).refused[0] == "archive_too_many"
    assert only(archive, active, archive_files=2).refused is None
    raw = archive.read_bytes()
    archive.write_bytes(raw.replace((2_000_000).to_bytes(4, "little"), (2_000).to_bytes(4, "little")))
    assert only(archive, active).refused[0] == "not_archive"
    archive.write_bytes(raw[:-30])
    assert only(archive, active).refused[0] == "not_archive"
    archive.write_bytes(b"")
    assert only(archive, active).refused[0] == "not_archive"


def test_archive_leaves_out_links_and_what_git_keeps(active: Active, tmp_path: Path) -> None:
    """Links, devices and a packed repository are as if they were not there; the rest is laid out for this user alone."""
    entries = [
        ("projguard.yaml", 0),
        ("link", stat.S_IFLNK | 0o777),
        ("pipe", stat.S_IFIFO | 0o777),
        (".git/config", 0),
        ("sub/.git/hooks/post-checkout", stat.S_IFREG | 0o777),
        ("kb/page.md", stat.S_IFREG | 0o4777),
    ]
    sources = find_sources([str(archive_of(entries, tmp_path / "project.zip"))], active, (), Limits())
    folder = sources.found[0].manifest.parent
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == [
        "kb/page.md",
        "projguard.yaml",
    ]
    assert (folder / "kb" / "page.md").stat().st_mode & 0o4111 == 0
    assert folder.parent.stat().st_mode & 0o077 == 0


def test_what_was_laid_out_is_removed(projguard: Any, project: Path, tmp_path: Path) -> None:
    """After a run nothing is left in the temporary folder, and settings that lie there are not read."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (temporary / ".projguard.yaml").write_text("lang: ru\nfail_on: never\n", encoding="utf-8")
    archive = pack(project, tmp_path / "project.zip")
    done = projguard("check", str(archive), *DAY, TMPDIR=str(temporary))
    assert (done.returncode, "exit 0: nothing at or above error" in done.stdout) == (0, True)
    assert [path.name for path in temporary.iterdir()] == [".projguard.yaml"]
    (project / ".projguard.yaml").write_text("no_such_setting: 1\n", encoding="utf-8")
    pack(project, archive)
    for targets in ([str(archive)], [str(archive), "nowhere"]):
        assert projguard("check", *targets, TMPDIR=str(temporary)).returncode == 2
    assert [path.name for path in temporary.iterdir()] == [".projguard.yaml"]


def test_archive_without_manifest_is_nothing_to_check(projguard: Any, tmp_path: Path) -> None:
    """An archive of something else ends with 3, as a folder of something else does."""
    archive = archive_of([("readme.md", 0)], tmp_path / "other.zip")
    done = projguard("check", str(archive))
    assert done.returncode == 3
    assert f"exit 3: no projguard.yaml found in {archive}" in done.stderr


def test_plugin_reads_manifests_from_elsewhere(install: Any, projguard: Any) -> None:
    """A target that a plugin knows is checked, and shown as it was typed; any other is looked for as a file."""
    install("crm", SOURCE)
    done = projguard("check", "crm:17", *DAY, "--format", "json")
    (project,) = json.loads(done.stdout)["projects"]
    assert (project["path"], project["id"], project["title"]) == ("crm:17", "crm-1", "Из CRM")
    assert projguard("check", ".", *DAY).returncode == 0
    done = projguard("check", "erp:17")
    assert (done.returncode, "There is no file or folder 'erp:17'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("raise ConnectionError('no network')", "failed in projguard_sources: ConnectionError: no network"),
        ("return 5", "failed in projguard_sources: TypeError: 'int' object is not iterable"),
        ("return ['projguard.yaml']", "gives something else from projguard_sources: str in place of a Source"),
    ],
)
def test_source_that_fails_stops_no_other(body: str, told: str, install: Any, projguard: Any) -> None:
    """What the failing plugin was asked for is missing, the rest is checked, the plugin is named, and the status is 5."""
    head = "from projguard.hooks.spec import hookimpl\n@hookimpl\ndef projguard_sources(target):\n"
    install("crm", f"{head}    if target == 'crm:17':\n        {body}\n", version="3")
    done = projguard("check", "crm:17", ".", *DAY, "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == report["exit"]["status"] == 5
    assert [project["path"] for project in report["projects"]] == ["projguard.yaml"]
    assert [notice["message"] for notice in report["notices"]] == [f"the plugin crm (crm-pack 3) {told}"]
    assert projguard("check", "crm:17").returncode == 5
