"""One manifest into which answers are written: each is judged before it counts, and tells what became clear."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.starting import FORM
from projguard.authoring.codes import code_of
from projguard.authoring.gaps import Gap, GapFinder
from projguard.authoring.outline import SHOWN
from projguard.authoring.setting import Given
from projguard.authoring.typed_answer import read_typed
from projguard.fixing.intents import PutValue, carried_out
from projguard.fixing.verify import to_bytes
from projguard.fixing.writing import write_atomically
from projguard.model.finding import Finding
from projguard.model.limits import Limits
from projguard.model.report import ProjectReport
from projguard.model.source import Data, Document, KeyPath
from projguard.reading.discovery import read_bytes
from projguard.reading.schema_fields import Fields
from projguard.reading.yaml_document import read_manifest

REFUSED = FORM | {"PG0003"}
"""A new finding of these rules says that an answer does not fit; a placeholder is no answer."""
WORDS = ("unknown", "bad_currency", "bad_model", "bad_vat", "bad_rounds", "not_positive")
"""Messages of rules that check a word or number of their own."""


class Result(NamedTuple):
    """What an answer comes to."""

    document: Document
    report: ProjectReport
    objections: tuple[Finding, ...]
    """Why it cannot be taken; empty where it can."""
    closed: tuple[Finding, ...]
    opened: tuple[Finding, ...]


class Desk:
    """A manifest, what is found in it, and the fields that answers fill; raises Unreadable."""

    def __init__(self, active: Active, examiner: Examiner, manifest: Path, shown: str, lang: str) -> None:
        self.fields = Fields(active.schema, lang)
        self.lang = lang
        self._active = active
        self._examiner = examiner
        self._manifest = manifest
        self._limits: Limits = examiner.config.limits
        raw = read_bytes(manifest, self._limits)
        self.document = read_manifest(raw, shown, self._limits)
        self._written = self.document
        self.report = self._judged(self.document)

    def gaps(self) -> tuple[Gap, ...]:
        """Give what can be answered, the most urgent first."""
        finder = GapFinder(self.document, self.fields, self._active.by_code)
        return finder.gaps(self.report.findings)

    def read(self, at: KeyPath, typed: str) -> Data:
        """Read what was typed for a field; a person may be named, and a list keeps what it has."""
        value = read_typed(self.fields, at, typed, self.lang)
        return self.merged(at, value)

    def merged(self, at: KeyPath, value: Data) -> Data:
        """Give the codes of people that are named, at any depth, and add to a list what it does not have yet."""
        value = self._with_people(at, value)
        known = self.document.value(at)
        if isinstance(known, list) and isinstance(value, list):
            return [*known, *(item for item in value if item not in known)]
        return value

    def people(self) -> list[str]:
        """Give the codes of everybody."""
        return list(self._people())

    def unknown_people(self, at: KeyPath, typed: str) -> list[str]:
        """Give those of the people typed for a field who are not in the manifest yet."""
        if "person_ref" not in self.fields.types(at) | self.fields.types((*at, 0)):
            return []
        value = self.read(at, typed)
        return [str(said) for said in (value if isinstance(value, list) else [value]) if str(said) not in self.people()]

    def tried(self, answers: Sequence[Given]) -> Result:
        """Tell what some answers would come to, without taking them; raises CannotEdit."""
        intents = [PutValue(answer.at, answer.value, tuple(SHOWN)) for answer in self._one_by_one(answers)]
        document = carried_out(self.document, intents, self._limits)
        report = self._judged(document)
        closed, opened = differences(self.report, report)
        objections = tuple(finding for finding in opened if finding.code in REFUSED or finding.message in WORDS)
        return Result(document, report, objections, closed, opened)

    def take(self, result: Result) -> None:
        """Go on from what an answer came to."""
        self.document, self.report = result.document, result.report

    def save(self) -> bool:
        """Write the manifest where it has changed; raises NotWritten, and the file is what it was then."""
        if self.document is self._written:
            return False
        content = to_bytes(self.document, self.document.text)
        write_atomically(str(self._manifest.parent), self._manifest.name, content, self._written.digest)
        self._written = self.document
        return True

    def _people(self) -> Mapping[str, Data]:
        """Give everybody by code; nobody where something else stands there."""
        people = self.document.value(("people",))
        return people if isinstance(people, dict) else {}

    def _with_people(self, at: KeyPath, value: Data) -> Data:
        if isinstance(value, dict):
            return {key: self._with_people((*at, key), item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._with_people((*at, index), item) for index, item in enumerate(value)]
        return self._person(value) if "person_ref" in self.fields.types(at) else value

    def _person(self, said: Data) -> Data:
        people = self._people()
        named = {str(who.get("name", "")).casefold(): code for code, who in people.items() if isinstance(who, dict)}
        return said if said in people else named.get(str(said).casefold(), said)

    def _judged(self, document: Document) -> ProjectReport:
        return self._examiner.examine(self._manifest, document.path, to_bytes(document, document.text))

    def _one_by_one(self, answers: Sequence[Given]) -> Iterator[Given]:
        """Take a list of new items apart, so that each gets lines of its own; an item with a title gets a code made of it."""
        for answer in answers:
            known = self.document.value(answer.at)
            items = answer.value if isinstance(answer.value, list) and answer.at in self.document.nodes else ()
            new = items[len(known or ()) :]
            if new and all(isinstance(item, dict) for item in new):
                yield from (Given((*answer.at, len(known or ()) + number), item) for number, item in enumerate(new))
                continue
            *item, last = answer.at
            at = tuple(item)
            if last == "title" and at not in self.document.nodes and "id" in self.fields.keys(at):
                yield Given((*at, "id"), code_of(str(answer.value), "item"))
            yield answer


def differences(before: ProjectReport, after: ProjectReport) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Give the findings that are open no longer, and those that were not open before."""
    old, new = _open(before), _open(after)
    closed = tuple(finding for key, finding in old.items() if key not in new)
    return closed, tuple(finding for key, finding in new.items() if key not in old)


def _open(report: ProjectReport) -> dict[tuple[str, str, object], Finding]:
    """Give the open findings by what they are about, whatever the value that stands there."""
    return {
        (finding.code, finding.message, (finding.location.path, finding.location.key_path, _named(finding))): finding
        for finding in report.findings
        if finding.state == "open"
    }


def _named(finding: Finding) -> str:
    return repr(finding.values.get("name", finding.values.get("title", "")))
