"""What holds for every fix, over every fixture and over manifests made messy at random."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.mending import Wish, mend_source
from projguard.catalogue.examples import read_example, write_project
from projguard.engine.offers import is_vow
from projguard.fixing.yaml_source import row_source
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.limits import Limits
from projguard.model.report import ProjectReport
from projguard.reading.yaml_document import read_document

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "base_project"
FIXTURES = sorted(path.parent for path in [*ROOT.glob("sample_projects/*/projguard.yaml"), BASE / "projguard.yaml"])
OFFERING = {
    "PG0002",
    "PG0005",
    "PG0011",
    "PG0302",
    "PG0402",
    "PG0601",
    "PG0604",
    "PG0606",
    "PG0902",
    "PG1001",
    "PG1002",
}
RED = {"failed", "crashed", "waived", "suppressed", "baselined"}
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of its own is made there
EXAMPLES = int(os.environ.get("PROJGUARD_FIX_EXAMPLES", "15"))
"""How many messy manifests are tried."""
AS_OF = date(2026, 11, 23)
ALL = Wish(permitted=frozenset({"safe", "unsafe"}))
SAFE = Wish()
MESS: dict[str, Callable[[str], str]] = {
    "a date the other way round": lambda value: ".".join(reversed(value.split("-"))),
    "a date with slashes": lambda value: value.replace("-", "/"),
    "thousands apart": lambda value: f"{int(value):,}".replace(",", " "),
    "a sum in quotes": lambda value: f'"{value}"',
    "a comma": lambda value: value.replace(".", ","),
    "a factor": lambda value: f"x{value}",
    "hours in words": lambda value: "с " + value.strip('"').replace("-", " до ").replace(":", "."),
    "a phone without its plus": lambda value: re.sub(r"\D", "", value),
    "two letters swapped": lambda value: value[:1] + value[2:3] + value[1:2] + value[3:],
    "a letter twice": lambda value: value[:2] + value[1:],
}
FORMS: dict[str, tuple[str, ...]] = {
    r"\d{4}-\d\d-\d\d": ("a date the other way round", "a date with slashes"),
    r"\d{4,9}": ("thousands apart", "a sum in quotes"),
    r"\d\.\d+": ("a comma", "a factor", "a sum in quotes"),
    r'"\d\d:\d\d-\d\d:\d\d"': ("hours in words",),
    r'"\+7[-\d ]+"': ("a phone without its plus",),
    r"[a-z][a-z_]{3,20}": ("two letters swapped", "a letter twice"),
}


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Give a folder in memory, where the system has such."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True, scope="module")
def quick_disk() -> Iterator[None]:
    """Let nothing wait for the disk: what survives a crash is the matter of other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


class Fixed(NamedTuple):
    """A project before and after its fixes."""

    folder: Path
    before: ProjectReport
    old: bytes
    after: ProjectReport
    new: bytes


def fix(active: Active, folder: Path, wish: Wish = ALL, phase: Any = None) -> Fixed:
    """Check a project, then mend it on the disk."""
    examiner = Examiner(active, Config(as_of=AS_OF, phase=phase))
    manifest = folder / "projguard.yaml"
    before, old = examiner.examine(manifest, "projguard.yaml"), manifest.read_bytes()
    after = mend_source(examiner, Source(manifest=manifest, shown="projguard.yaml"), wish)
    return Fixed(folder, before, old, after, manifest.read_bytes())


def assert_lawful(active: Active, fixed: Fixed, wish: Wish = ALL, phase: Any = None) -> None:
    """Hold one mended project against every law."""
    old, new = (read_document(raw, "projguard.yaml", Limits()) for raw in (fixed.old, fixed.new))
    assert old.bom == new.bom
    assert endings(old.text) == endings(new.text)
    assert_no_vow_turned_green(active, fixed)
    assert fixed.after.readable
    left = [f for f in fixed.after.findings if f.fix and f.fix.edits and f.fix.safety in wish.permitted]
    dropped = [notice for notice in fixed.after.fixes if notice.message.startswith("dropped")]
    harmless = {"dropped_vow", "dropped_new_error", "dropped_still_there", "dropped_alias"}
    assert {notice.message for notice in dropped} <= harmless, "no edit that was offered breaks the text"
    assert len([finding for finding in left if finding.state == "open"]) == len(dropped), "gone, or told why not"
    again = fix(active, fixed.folder, wish, phase)
    assert again.new == fixed.new, "a second run changes nothing"
    assert again.after.findings == fixed.after.findings
    assert [n.message for n in again.after.fixes if not n.message.startswith("dropped")] == []


def assert_no_vow_turned_green(active: Active, fixed: Fixed) -> None:
    """No rule about an agreement, an approval, a reading or a date passes only because of a fix."""
    passed = {outcome.code for outcome in fixed.after.outcomes if outcome.state == "passed"}
    failed = {outcome.code for outcome in fixed.before.outcomes if outcome.state in RED}
    assert {code for code in passed & failed if is_vow(active.by_code[code])} == set()


def endings(text: str) -> tuple[set[str], bool]:
    """Give what ends lines, and whether the last one is ended."""
    return set(re.findall(r"\r\n|\r|\n", text)), text.endswith(("\n", "\r"))


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("wish", [SAFE, ALL], ids=["safe", "all"])
def test_every_project_is_mended_lawfully(active: Active, folder: Path, wish: Wish, scratch: Path) -> None:
    """The fixes of each project at hand keep every law."""
    project = scratch / "project"
    shutil.copytree(folder, project)
    assert_lawful(active, fix(active, project, wish), wish)


def test_every_bad_example_is_mended_lawfully(active: Active, scratch: Path) -> None:
    """The fixes of each rule's bad example keep every law."""
    made = set()
    for rule in active.rules:
        example = read_example(rule.bad)
        manifest = write_project(scratch / rule.code, BASE, example)
        before = Examiner(active, Config(as_of=AS_OF, phase=example.phase)).examine(manifest, "projguard.yaml")
        fixable = {finding.code for finding in before.findings if finding.fix}
        if fixable:
            made |= fixable
            assert_lawful(active, fix(active, manifest.parent, phase=example.phase), phase=example.phase)
    assert made >= {"PG0005", "PG0011", "PG1002"}


def variations() -> list[dict[str, Any]]:
    """Give the single defects of the healthy project that a rule with fixes finds."""
    source = ROOT / "tests" / "variations.yaml"
    listed = read_document(b"all:\n" + source.read_bytes(), source.name, Limits()).data["all"]
    return [entry for entry in listed if OFFERING & set(entry["expect"]) and not entry.get("edit")]


def test_every_variation_is_mended_lawfully(active: Active, scratch: Path) -> None:
    """The fixes of each single defect of the healthy project keep every law."""
    mended = set()
    for number, entry in enumerate(variations()):
        example = read_example("manifest: " + row_source(entry.get("patch") or {}))
        example = example._replace(phase=entry.get("phase"), files=entry.get("files") or {})
        manifest = write_project(scratch / str(number), BASE, example)
        before = Examiner(active, Config(as_of=AS_OF, phase=example.phase)).examine(manifest, "projguard.yaml")
        fixable = {finding.code for finding in before.findings if finding.fix}
        if fixable:
            mended |= fixable
            assert_lawful(active, fix(active, manifest.parent, phase=example.phase), phase=example.phase)
    assert mended >= {"PG0002", "PG0005", "PG0601", "PG0902"}


SEVERAL = {
    "a file is gone": ["docs/brief.md", "docs/editorial-policy.md", "docs/guideline.md", "qa/web.md", "kb/README.md"],
    "an approved one is gone": ["docs/terms-of-reference.md"],
    "the record of an agreement is gone": ["kb/2026-09-15-edits.md", "kb/handover.md"],
}


@pytest.mark.parametrize("name", SEVERAL)
def test_skeletons_are_lawful(name: str, active: Active, scratch: Path) -> None:
    """A skeleton makes no agreement, approval, reading or date pass, and each of its blanks is found."""
    folder = scratch / "project"
    shutil.copytree(BASE, folder)
    for path in SEVERAL[name]:
        (folder / path).unlink()
    fixed = fix(active, folder)
    assert_lawful(active, fixed)
    written = [path for path in SEVERAL[name] if (folder / path).exists()]
    assert (len(written) == len(SEVERAL[name])) == (name == "a file is gone")
    blanks = {finding.location.path for finding in fixed.after.findings if finding.code == "PG0003"}
    assert set(written) <= blanks


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    source=st.sampled_from(FIXTURES),
    picks=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 2)), min_size=1, max_size=6),
    ending=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    final=st.sampled_from(["\n", ""]),
)
def test_messy_manifests_are_mended_lawfully(  # noqa: PLR0917 - hypothesis passes them by name
    active: Active, source: Path, picks: list[tuple[int, int]], ending: str, mark: str, final: str
) -> None:
    """A manifest with values and keys spoilt at random, in any layout, is mended by the same laws."""
    with TemporaryDirectory(dir=MEMORY) as memory:
        folder = Path(memory) / "project"
        shutil.copytree(source, folder)
        manifest = folder / "projguard.yaml"
        text = spoilt(manifest.read_text(encoding="utf-8"), picks).rstrip("\n") + final
        manifest.write_bytes((mark + text.replace("\n", ending)).encode())
        hold_messy_project(active, folder)


def hold_messy_project(active: Active, folder: Path) -> None:
    """Mend one messy project and hold it against the laws."""
    manifest = folder / "projguard.yaml"
    examiner = Examiner(active, Config(as_of=AS_OF))
    if not examiner.examine(manifest, "projguard.yaml").readable:
        raw = manifest.read_bytes()
        fixed = mend_source(examiner, Source(manifest=manifest, shown="projguard.yaml"), ALL)
        assert not fixed.readable
        assert manifest.read_bytes() == raw, "what cannot be parsed is never rewritten"
        return
    fixed_project = fix(active, folder)
    assert_lawful(active, fixed_project)
    assert lines_without_fixes(fixed_project) == []


def spoilt(text: str, picks: list[tuple[int, int]]) -> str:
    """Spoil places of a text, each in one of the ways that its form allows."""
    places = [
        (found.start(), found.end(), ways)
        for form, ways in FORMS.items()
        for found in re.finditer(rf"(?<![\w\".-]){form}(?![\w\".-])", text)
    ]
    chosen = {number % len(places): way for number, way in picks}
    for (start, end, ways), way in sorted(((places[n], way) for n, way in chosen.items()), reverse=True):
        text = text[:start] + MESS[ways[way % len(ways)]](text[start:end]) + text[end:]
    return text


def lines_without_fixes(fixed: Fixed) -> list[tuple[str, str]]:
    """Give the lines that changed although no finding with a fix stands on them."""
    old, new = (raw.decode().splitlines() for raw in (fixed.old, fixed.new))
    mended = {finding.location.span.start.line for finding in fixed.before.findings if finding.fix}
    shown = {finding.location.span.start.line for finding in fixed.after.findings}
    pairs = enumerate(zip(old, new, strict=True))
    return [pair for line, pair in pairs if pair[0] != pair[1] and line not in mended | shown]
