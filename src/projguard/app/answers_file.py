"""Answers of a file, given to a manifest one by one; what does not fit is told with its place, and nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from projguard.app.answering import Desk, Result
from projguard.authoring.answers import Answer, answers_of, field_of, for_gap, is_silent, leaves, typed_below
from projguard.authoring.gaps import Gap
from projguard.authoring.setting import Given, NoSuchField
from projguard.fixing.refusal import CannotEdit
from projguard.model.finding import Finding
from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath, Span
from projguard.reading.yaml_document import read_document


class Fault(NamedTuple):
    """An answer that was not taken."""

    span: Span
    """Place of the answer in its file."""
    name: str
    finding: Finding | None = None
    """What the rules have against it."""
    near: str = ""
    """For a name that nothing has: the known one that was probably meant."""
    edit: CannotEdit | None = None
    """Why the manifest cannot hold it."""


class Report(NamedTuple):
    """What became of a file of answers."""

    taken: tuple[Given, ...]
    closed: tuple[Finding, ...]
    kept: tuple[KeyPath, ...]
    """Fields that said something else already, and still do."""
    idle: tuple[str, ...]
    """Rules that were answered, though nothing of theirs is open."""
    faults: tuple[Fault, ...]


class Reader:
    """Gives the answers of one file to one desk."""

    def __init__(self, desk: Desk, codes: Mapping[str, str]) -> None:
        self._desk = desk
        self._codes = codes
        self._taken: list[Given] = []
        self._closed: dict[str, Finding] = {}
        self._kept: list[KeyPath] = []
        self._faults: list[Fault] = []
        self._used: set[tuple[str, str]] = set()

    def read(self, path: Path, shown: str) -> Report:
        """Give every answer; raises Unreadable, and OSError."""
        answers = answers_of(read_document(path.read_bytes(), shown, Limits()), self._codes)
        for answer in answers:
            if not answer.code:
                self._field(answer)
        self._rules([answer for answer in answers if answer.code])
        opened = {finding.fingerprint for finding in self._desk.report.findings}
        closed = tuple(found for found in self._closed.values() if found.fingerprint not in opened)
        used = {name for name, _ in self._used}
        idle = tuple(answer.name for answer in answers if answer.code and answer.name not in used)
        return Report(tuple(self._taken), closed, tuple(self._kept), idle, tuple(self._faults))

    def _field(self, answer: Answer) -> None:
        try:
            at = field_of(self._desk.fields, answer, self._desk.document.data)
        except NoSuchField as absent:
            self._faults.append(Fault(answer.span, answer.name, near=absent.near))
            return
        gaps = self._desk.gaps()
        asked = {field for gap in gaps for field in (*gap.fields, gap.finding.location.key_path)}
        given: list[Given] = []
        for field, value in self._values(at, answer.value):
            known = self._desk.document.value(field)
            merged = self._desk.merged(field, value)
            if known is None or field in asked or isinstance(known, list):
                given += [Given(field, merged)] if merged != known else []
            elif known != merged:
                self._kept.append(field)
        self._try(answer, given)

    def _values(self, at: KeyPath, value: Data) -> Iterator[tuple[KeyPath, Data]]:
        typed = typed_below(self._desk.fields, at, value, self._desk.lang)
        return leaves(at, typed, self._desk.document.value(at))

    def _rules(self, answers: Sequence[Answer]) -> None:
        """Answer every gap of each rule; what an answer brings to light is asked after it."""
        done: set[str] = set()
        while True:
            gaps = [gap for gap in self._desk.gaps() if gap.finding.fingerprint not in done]
            pair = next(((answer, gap) for gap in gaps for answer in answers if answer.code == gap.finding.code), None)
            if pair is None:
                break
            done.add(pair[1].finding.fingerprint)
            self._gap(*pair)
        for answer in answers:
            self._tell_unused(answer)

    def _gap(self, answer: Answer, gap: Gap) -> None:
        given: list[Given] = []
        for at, value in for_gap(answer, gap):
            self._used.add((answer.name, str(at[-1])))
            given += [Given(field, self._desk.merged(field, each)) for field, each in self._values(at, value)]
        self._try(answer, given)

    def _tell_unused(self, answer: Answer) -> None:
        if not isinstance(answer.value, dict):
            return
        known = {name for code, name in self._used if code == answer.name}
        for name, value in answer.value.items():
            if known and not is_silent(value) and name.rpartition(".")[2] not in known:
                self._faults.append(Fault(answer.span, f"{answer.name}.{name}"))

    def _try(self, answer: Answer, given: Sequence[Given]) -> None:
        if not given:
            return
        try:
            result: Result = self._desk.tried(given)
        except CannotEdit as why:
            self._faults.append(Fault(answer.span, answer.name, edit=why))
            return
        if result.objections:
            self._faults += [Fault(answer.span, answer.name, finding) for finding in result.objections]
            return
        self._desk.take(result)
        self._taken += given
        self._closed |= {finding.fingerprint: finding for finding in result.closed}
