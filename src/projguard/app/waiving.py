"""A waiver written into a manifest, judged before it is written."""

from datetime import date
from typing import NamedTuple

from projguard.app.examine import Examiner
from projguard.engine.identity import Identities
from projguard.engine.waivers import CODE
from projguard.fixing.intents import PutValue, carried_out
from projguard.fixing.verify import to_bytes
from projguard.fixing.writing import write_atomically
from projguard.hooks.source import Source
from projguard.model.config import Config
from projguard.model.finding import Finding
from projguard.model.source import Document, KeyPath, pointer
from projguard.reading.discovery import read_bytes
from projguard.reading.yaml_document import read_manifest

LIST = "waivers"
HOLDS = ("ending", "unused")
"""Messages about a waiver that holds all the same."""


class Wanted(NamedTuple):
    """A waiver as asked for."""

    code: str
    reason: str
    approved_by: str
    until: date
    scope: str = ""
    """Pointer of the place that it is for; empty for the whole project."""


class NoSuchPlace(Exception):  # noqa: N818 - says what it is, as a sentence would
    """A pointer that leads nowhere, in the manifest or in its findings."""


class DoesNotHold(Exception):  # noqa: N818 - says what it is, as a sentence would
    """A waiver that would cover nothing from the start."""

    def __init__(self, why: Finding) -> None:
        super().__init__(why)
        self.why = why


class Waived(NamedTuple):
    """A waiver as written."""

    document: Document
    at: KeyPath
    covered: int
    """Findings that it covers now."""
    remark: Finding | None
    """What is said of it all the same: that it ends soon."""


def waive(examiner: Examiner, source: Source, wanted: Wanted) -> Waived:
    """Write a waiver; raises Unreadable, NoSuchPlace, CannotEdit, DoesNotHold and NotWritten, and nothing is written then."""
    limits = examiner.config.limits
    document = read_manifest(read_bytes(source.manifest, limits), source.shown, limits)
    before = examiner.examine(source.manifest, source.shown)
    places = {*document.nodes, *(finding.location.key_path for finding in before.findings)}
    entry = _entry(wanted, _stable(document, wanted.scope, places) if wanted.scope else "")
    listed = document.data.get(LIST)
    at = (LIST, len(listed) if isinstance(listed, list) else 0)
    new = carried_out(document, [PutValue(at, entry)], limits)
    content = to_bytes(new, new.text)
    remark = _remark(examiner, source, content, at)
    after = examiner.examine(source.manifest, source.shown, content)
    covered = _waived(after.findings, wanted.code) - _waived(before.findings, wanted.code)
    write_atomically(str(source.manifest.parent), source.manifest.name, content, document.digest)
    return Waived(new, at, covered, remark)


def _entry(wanted: Wanted, scope: str) -> dict[str, str]:
    said = {
        "rule": wanted.code,
        "scope": scope,
        "reason": wanted.reason,
        "approved_by": wanted.approved_by,
        "until": wanted.until.isoformat(),
    }
    return {key: value for key, value in said.items() if value}


def _stable(document: Document, given: str, places: set[KeyPath]) -> str:
    """Give the pointer of a place by what identifies it; raises NoSuchPlace."""
    wanted = "/" + given.strip("/")
    for path in places:
        stable = Identities(document).pointer(path)
        if wanted in {pointer(path), stable}:
            return stable
    raise NoSuchPlace(given)


def _remark(examiner: Examiner, source: Source, content: bytes, at: KeyPath) -> Finding | None:
    """Judge the waiver alone, whatever the settings leave out; raises DoesNotHold."""
    config = examiner.config
    alone = Config(
        as_of=config.as_of,
        now=config.now,
        time_zone=config.time_zone,
        phase="production",
        select=(CODE,),
        params=config.params,
        mandatory=config.mandatory,
        limits=config.limits,
    )
    report = Examiner(examiner.active, alone).examine(source.manifest, source.shown, content)
    told = [finding for finding in report.findings if finding.location.key_path[:2] == at]
    for finding in told:
        if finding.code == CODE and finding.message not in HOLDS:
            raise DoesNotHold(finding)
    return next((finding for finding in told if finding.message == "ending"), None)


def _waived(findings: tuple[Finding, ...], code: str) -> int:
    return sum(finding.code == code and finding.state == "waived" for finding in findings)
