"""Seals: the SHA-256 of each document that was agreed on, written beside it, so that a later change is noticed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from projguard.app.examine import Examiner
from projguard.checks.agreed_documents import DATES, SEALED
from projguard.fixing.intents import PutValue, carried_out
from projguard.fixing.verify import to_bytes
from projguard.fixing.writing import write_atomically
from projguard.hooks.source import Source
from projguard.model.source import Document, KeyPath
from projguard.project.dates import read_date
from projguard.reading.discovery import read_bytes
from projguard.reading.evidence import read_evidence
from projguard.reading.evidence_paths import is_path
from projguard.reading.schema_slots import Slot, slots_of
from projguard.reading.yaml_document import read_manifest

SealState: TypeAlias = Literal["new", "same", "changed", "absent", "shared"]
KEY = "sha256"


class Seal(NamedTuple):
    """One agreed document, and what became of its seal."""

    path: str
    """As the manifest names it."""
    at: KeyPath
    """The section that names it."""
    state: SealState
    """new: written now; same: as sealed before; changed: not what was sealed; absent: no file to read; shared: the
    section is repeated by a reference, which no command writes through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A section about a document that was agreed on."""

    at: KeyPath
    path: str
    sealed: str
    """The SHA-256 that stands there; empty where none does."""


def seal(examiner: Examiner, source: Source) -> tuple[Seal, ...]:
    """Seal every agreed document; raises Unreadable, CannotEdit and NotWritten, and nothing is written then."""
    limits = examiner.config.limits
    document = read_manifest(read_bytes(source.manifest, limits), source.shown, limits)
    agreed = tuple(agreed_documents(document, slots_of(examiner.active.schema)))
    paths = [entry.path for entry in agreed]
    files = read_evidence(str(source.manifest.parent), paths, limits, hashed=frozenset(paths)).files
    digests = {path: file.sha256 for path, file in files.items()}
    seals = tuple(Seal(entry.path, entry.at, _state(document, entry, digests[entry.path])) for entry in agreed)
    writes = [PutValue((*one.at, KEY), digests[one.path]) for one in seals if one.state == "new"]
    if writes:
        new = carried_out(document, writes, limits)
        write_atomically(str(source.manifest.parent), source.manifest.name, to_bytes(new, new.text), document.digest)
    return seals


def agreed_documents(document: Document, slots: Slot) -> Iterator[Agreed]:
    """Give the sections that name a file and a day of agreement, and in which a seal has its place."""
    for at in document.nodes:
        section = document.value(at)
        if not isinstance(section, dict) or not _takes_seal(slots, document, at):
            continue
        path = next((str(section[key]).strip() for key in SEALED if section.get(key)), "")
        days = (read_date(str(section.get(key) or "")).value for key in DATES)
        if path and any(days) and ("file" in section or is_path(path)):
            yield Agreed(at=at, path=path, sealed=str(section.get(KEY) or ""))


def _takes_seal(slots: Slot, document: Document, at: KeyPath) -> bool:
    slot = slots.at(document.data, at)
    field = slot.for_value(document.value(at)).below(KEY) if slot else None
    return field is not None and field.type_name == KEY


def _state(document: Document, agreed: Agreed, digest: str) -> SealState:
    if not digest:
        return "absent"
    if agreed.sealed:
        return "same" if agreed.sealed.casefold() == digest else "changed"
    is_shared = any(document.nodes[agreed.at[:length]].style == "alias" for length in range(len(agreed.at) + 1))
    return "shared" if is_shared else "new"
