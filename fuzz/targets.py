"""What is tried: each target takes bytes and raises where a promise is broken."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.etree import ElementTree as ET

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.app.layers import Misconfigured
from projguard.app.mending import Wish, mend_source
from projguard.app.settings import Request
from projguard.app.work import settings_at
from projguard.catalogue.compiled import read_pack
from projguard.catalogue.faults import BadCards
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.limits import Limits
from projguard.model.report import ProjectReport
from projguard.model.run import Run, row_of, totals_of
from projguard.model.source import Document
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document
from projguard.wording.sentences import Wording

ROOT = Path(__file__).parents[1]
AS_OF = date(2026, 11, 23)
EVERYTHING = Wish(permitted=frozenset({"safe", "unsafe"}))
PAGES = ("docs/brief.md", "docs/editorial-policy.md", "kb/README.md", "kb/decisions/0002-no-stock.md", "qa/web.md")
"""Documents of the healthy project, one of each kind that rules read in their own way."""
TAG = re.compile(r"!\S* +(?:&\S+ +)?\Z")
"""What decides on the type of the value right behind it."""
SMALL = Limits(depth=24, aliases=8, nodes=4_000)

Target = Callable[[bytes], None]


def reader(raw: bytes) -> None:
    """Hold that a text is read or refused, and that both parsers say the same."""
    fast, pure = _read(raw, pure=False), _read(raw, pure=True)
    if (fast is None) != (pure is None):
        raise AssertionError("the parsers disagree on whether it can be read")
    if fast is not None and pure is not None:
        _same(repr(fast.data), repr(pure.data), "the parsers read other values")
        _same(dict(fast.nodes), dict(pure.nodes), "the parsers give other places")


def positions(raw: bytes) -> None:
    """Hold that the text at the place of a one-line scalar reads back to its value."""
    document = _read(raw, pure=False)
    if document is None:
        return
    for path, node in document.nodes.items():
        if not 0 <= node.start <= node.end <= len(document.text):
            raise AssertionError(f"{path}: the place lies outside the text")
        source = document.text[node.start : node.end]
        if node.style in {"plain", "single", "double"} and source and not set(source) & set("\r\n"):
            tag = TAG.search(document.text, 0, node.start)
            again = _read(f"k: {tag[0] if tag else ''}{source}\n".encode(), pure=False)
            if again is not None:
                _same(repr(again.data["k"]), repr(document.value(path)), f"{path}: another value")


def rules(raw: bytes) -> None:
    """Judge any readable manifest: no rule fails inside, every one ends once, every place lies in its text."""
    _hold(_judged(raw))


def evidence(raw: bytes) -> None:
    """Judge a project whose documents hold anything: the same is promised."""
    folder = _folder("evidence", like=ROOT / "tests" / "base_project")
    for page in PAGES:
        (folder / page).write_bytes(raw)
    _hold(_examiner().examine(folder / "projguard.yaml", "projguard.yaml"))


def _hold(report: ProjectReport) -> None:
    if report.failures:
        raise AssertionError(report.failures)
    codes = [outcome.code for outcome in report.outcomes]
    if codes != sorted(set(codes)):
        raise AssertionError("a rule ended twice")
    for finding in report.findings:
        text = report.sources.get(finding.location.path, "")
        start, end = finding.location.span
        if (
            report.readable
            and finding.location.path in report.sources
            and not 0 <= start.offset <= end.offset <= len(text)
        ):
            raise AssertionError(f"{finding.code} stands outside its text")


def fixes(raw: bytes) -> None:
    """Mend any manifest: what could be read still can, a second time changes nothing, and what cannot be read is left."""
    folder = _folder("fixes")
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    manifest = folder / "projguard.yaml"
    manifest.write_bytes(raw)
    before = _read(raw, pure=False)
    source = Source(manifest=manifest, shown="projguard.yaml")
    mend_source(_examiner(), source, EVERYTHING)
    once = manifest.read_bytes()
    if before is None or before.data.get("manifest_version") != 1:
        _same(once, raw, "what cannot be read was written")
        return
    if once != raw and _read(once, pure=False) is None:
        raise AssertionError("what was written cannot be read")
    mend_source(_examiner(), source, EVERYTHING)
    _same(manifest.read_bytes(), once, "a second time changed something")


def formats(raw: bytes) -> None:
    """Render every report in every format; those with a grammar keep to it."""
    report = _judged(raw)
    active = _active()
    words = Wording(lang="en", rules=active.by_code, points={point.number: point for point in active.points})
    totals = totals_of((row_of(report, words.rule),), 1, Notice("findings", {"count": 1}))
    for name, make in sorted(active.formats.items()):
        reporter = make(Run(version="0", as_of=AS_OF, details=True, show_hidden=True), words)
        text = reporter.head() + reporter.project(report) + reporter.tail(totals)
        text.encode("utf-8")
        if name in {"json", "sarif", "gitlab"}:
            json.loads(text)
        elif name in {"junit", "checkstyle"}:
            ET.fromstring(text)  # noqa: S314 - our own output
        elif name in {"jsonl", "rdjson"}:
            for line in text.splitlines() if name == "jsonl" else [text]:
                json.loads(line)


def configuration(raw: bytes) -> None:
    """Use any configuration, or refuse it with places."""
    folder = _folder("configuration")
    path = folder / ".projguard.yaml"
    path.write_bytes(raw)
    try:
        settings_at(folder, Request(config=Config(as_of=AS_OF), said=frozenset()), _active())
    except Misconfigured as bad:
        if not bad.faults or any(place.line < 1 or place.column < 1 for place, _ in bad.faults):
            raise AssertionError("refused without a place") from None


def cards(raw: bytes) -> None:
    """Read any card file, or refuse it with places."""
    folder = _folder("cards")
    (folder / "card.yaml").write_bytes(raw)
    try:
        read_pack(folder, "cards", _active().checks, cache=False)
    except BadCards as bad:
        if not bad.faults or any(fault.place.line < 1 or fault.place.column < 1 for fault in bad.faults):
            raise AssertionError("refused without a place") from None


TARGETS: Mapping[str, Target] = {
    "reader": reader,
    "positions": positions,
    "rules": rules,
    "evidence": evidence,
    "fixes": fixes,
    "formats": formats,
    "configuration": configuration,
    "cards": cards,
}


def seeds_of(target: str) -> list[bytes]:
    """Give known inputs of the kind that a target takes."""
    if target == "cards":
        packs = sorted((ROOT / "tests" / "vocabulary" / "agency" / "rules").glob("*.yaml"))
        return [*(_short(path) for path in (*packs, *sorted((ROOT / "rules").glob("*.yaml")))), *_kept(target)]
    if target == "configuration":
        presets = sorted((ROOT / "src" / "projguard" / "presets").glob("*.yaml"))
        return [*(path.read_bytes() for path in presets), *_kept(target)]
    folders = (ROOT / "sample_projects", ROOT / "tests" / "base_project")
    if target == "evidence":
        pages = sorted(path for folder in folders for path in folder.rglob("*.md"))
        return [*(path.read_bytes() for path in pages), *_kept(target)]
    manifests = sorted(path for folder in folders for path in folder.rglob("projguard.yaml"))
    return [*(path.read_bytes() for path in manifests), *_kept(target)]


def _kept(target: str) -> list[bytes]:
    """Give what was found before, and seeds written by hand."""
    return [
        path.read_bytes()
        for folder in ("seeds", "regressions")
        for path in sorted((ROOT / "fuzz" / folder / target).glob("*"))
    ]


def _short(path: Path) -> bytes:
    """Keep the head of a card file and its first two rules, so that a change hits something."""
    head, *rest = path.read_bytes().split(b"\n  - code: ")
    return b"\n  - code: ".join([head, *rest[:2]]) + b"\n"


def _read(raw: bytes, *, pure: bool) -> Document | None:
    try:
        return read_document(raw, "projguard.yaml", SMALL, pure=pure)
    except Unreadable:
        return None


def _judged(raw: bytes) -> ProjectReport:
    folder = _folder("project", like=ROOT / "tests" / "base_project")
    return _examiner().examine(folder / "projguard.yaml", "projguard.yaml", raw)


@cache
def _active() -> Active:
    return load_active(cache=False)


@cache
def _examiner() -> Examiner:
    return Examiner(_active(), Config(as_of=AS_OF, extend_select=("AC",), limits=SMALL))


@cache
def _folder(name: str, like: Path | None = None) -> Path:
    """Make a folder that goes with the process."""
    folder = Path(mkdtemp(prefix=f"projguard-fuzz-{name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if like is not None:
        shutil.copytree(like, folder, dirs_exist_ok=True)
    (folder / ".git").mkdir(exist_ok=True)
    os.environ.setdefault("GIT_CEILING_DIRECTORIES", str(folder.parent))
    return folder


def _same(one: object, other: object, what: str) -> None:
    if one != other:
        raise AssertionError(f"{what}: {one!r} and {other!r}"[:2_000])
