"""A new project in a folder: its manifest, the documents to fill in, and the schema for the editor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.authoring.documents import documents_of
from projguard.authoring.manifest_text import ManifestText
from projguard.authoring.new_project import Choices, checklists_of, left_out, new_manifest, reusable
from projguard.authoring.setting import Given
from projguard.fixing.writing import NotWritten, create_file
from projguard.model.config import Config
from projguard.model.edit import NewFile
from projguard.model.finding import Finding
from projguard.model.limits import Limits
from projguard.model.source import Data
from projguard.reading.discovery import NAMES, manifest_in, read_bytes
from projguard.reading.evidence import read_evidence
from projguard.reading.manifest_text import form_of, read_manifest_text
from projguard.reading.schema_fields import Fields
from projguard.reading.schema_texts import schema_source
from projguard.reading.vocabulary import Vocabulary

SCHEMA = ".projguard/manifest.schema.json"
FORM = frozenset({"PG0001", "PG0002", "PG0004", "PG0005"})
"""Rules about the form of a manifest: a value that one of them speaks of is not taken."""
TURNED = "order"
"""Message of an end before the start: no rule of form, and still a slip of the hand."""
STANDARDS = {"editorial_policy": "PG0301", "guideline": "PG0401"}
"""Sections that only some kinds of work need, and the rule that knows which."""


class Earlier(NamedTuple):
    """What an earlier project gives to a new one."""

    manifest: Data
    folder: Path


class NewProject:
    """Everything that a new project consists of, as text, before any of it is written."""

    def __init__(self, active: Active, choices: Choices, earlier: Earlier | None = None) -> None:
        standards = {name: frozenset(active.by_code[code].when.kinds) for name, code in STANDARDS.items()}
        self._copied = () if earlier is None else tuple(_checklists(earlier))
        if earlier is not None:
            there = {file.path for file in self._copied}
            choices = replace(choices, reused=reusable(earlier.manifest, choices.works, there))
        self.choices = choices
        self.data = new_manifest(choices, standards)
        self._schema = active.schema
        writer = ManifestText(active.schema, choices.lang)
        self.text = writer.write(self.data, without=left_out(choices, standards), schema=SCHEMA)

    def files(self) -> Iterator[NewFile]:
        """Give every file, the manifest last: it is what makes the folder a project."""
        yield from documents_of(self.data, self._used(), self.choices.lang)
        yield NewFile(SCHEMA, schema_source(self._schema, self.choices.lang))
        yield NewFile(NAMES[0], self.text)

    def _used(self) -> tuple[NewFile, ...]:
        """Give the copied checklists that the manifest lists."""
        listed = {checklist["file"] for checklist in self.data.get("quality", {}).get("checklists", ())}
        return tuple(file for file in self._copied if file.path in listed)


def _checklists(earlier: Earlier) -> Iterator[NewFile]:
    """Read the checklists of an earlier project, as far as they are texts inside its folder."""
    paths = [checklist["file"] for checklist in checklists_of(earlier.manifest)]
    evidence = read_evidence(str(earlier.folder), paths, Limits())
    yield from (NewFile(file.path, file.text) for file in evidence.files.values() if file.text)


class Founder:
    """Makes a project of choices, and tells which of them do not fit."""

    def __init__(self, active: Active, folder: Path, earlier: Earlier | None) -> None:
        self._active = active
        self._manifest = folder / NAMES[0]
        self._earlier = earlier
        self._examiner = Examiner(active, Config(now=datetime.now(UTC)))
        self.kinds = Vocabulary(active.schema).words("kind")
        """Kinds of work that have a name."""

    def fields(self, lang: str) -> Fields:
        """Give what the schema says about fields."""
        return Fields(self._active.schema, lang)

    def project(self, choices: Choices) -> NewProject:
        """Put a project together."""
        return NewProject(self._active, choices, self._earlier)

    def open(self, choices: Choices) -> tuple[Finding, ...]:
        """Give every gap of the manifest, with the documents that are in the folder by now."""
        text = self.project(choices).text
        return self._examiner.examine(self._manifest, NAMES[0], text.encode()).findings

    def faults(self, choices: Choices) -> tuple[Finding, ...]:
        """Give what is wrong with the form of the manifest."""
        return tuple(finding for finding in self.open(choices) if finding.code in FORM)

    def objections(self, choices: Choices, answers: Sequence[Given]) -> tuple[Finding, ...]:
        """Give what the rules of form have against some more answers, and whether the end comes before the start."""
        known = {finding.fingerprint for finding in self.open(choices)}
        new = (found for found in self.open(with_answers(choices, answers)) if found.fingerprint not in known)
        return tuple(found for found in new if found.code in FORM or found.message == TURNED)


def with_answers(choices: Choices, answers: Sequence[Given]) -> Choices:
    """Add answers to choices."""
    return replace(choices, answers=(*choices.answers, *((given.at, given.value) for given in answers)))


def read_earlier(folder: Path) -> Earlier | None:
    """Read the project that a new one is to be like; None where there is none. Raises Unreadable."""
    manifest = folder if folder.is_file() else manifest_in(folder)
    if manifest is None:
        return None
    raw = read_bytes(manifest, Limits())
    return Earlier(read_manifest_text(raw, manifest.name, Limits(), form_of(manifest)).data, manifest.parent)


def write_new(folder: Path, files: Iterable[NewFile]) -> Iterator[tuple[str, bool]]:
    """Write files that are not there yet; gives each path with whether it was written. Raises NotWritten and OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        try:
            create_file(str(folder), file.path, file.text.encode())
        except NotWritten as fault:
            if fault.obstacle != "exists":
                raise
            yield file.path, False
        else:
            yield file.path, True
