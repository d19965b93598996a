"""Problems to findings: key paths become places in texts, and each finding gets a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from projguard.engine.identity import Identities
from projguard.model.finding import Finding, Location
from projguard.model.problem import Problem, Related
from projguard.model.rule import Rule, Severity
from projguard.model.source import Data, Document, KeyPath, Part, TextPlace
from projguard.model.values import Field, Kind, PersonName

NAMED_HERE = "named_here"
"""Label of the manifest field that names an evidence file."""

NAMING = (Field, Kind, PersonName)
"""Values that say which of several gaps at one place is meant, and that no calendar changes."""


class Locator:
    """Places of one project; ``folder`` is the project's folder as shown, empty for the working directory."""

    def __init__(self, document: Document, folder: str) -> None:
        self._document = document
        self._identities = Identities(document)
        self._folder = folder
        self._seen: dict[str, int] = {}

    def findings(self, rule: Rule, problems: Iterable[tuple[Problem, Severity]]) -> Iterator[Finding]:
        """Turn the problems of one rule into findings."""
        for problem, severity in problems:
            location = self._place(problem.at, problem.part)
            stable = self._identities.pointer(location.key_path)
            related = tuple(self._related(other) for other in problem.related)
            if isinstance(problem.at, TextPlace):
                related = (*related, self._place(problem.at.field, "value", NAMED_HERE))
            yield Finding(
                code=rule.code,
                severity=severity,
                message=problem.message,
                values=problem.values,
                location=location,
                fingerprint=self._fingerprint(rule, problem, stable),
                pointer=stable,
                related=related,
                fix=problem.fix,
                secret=problem.secret,
            )

    def _related(self, related: Related) -> Location:
        return self._place(related.at, "value", related.label)

    def _place(self, at: KeyPath | TextPlace, part: Part, label: str = "") -> Location:
        if isinstance(at, TextPlace):
            path = f"{self._folder}/{at.path}" if self._folder else at.path
            return Location(path=path, span=at.span, key_path=at.field, label=label)
        span = self._document.span_of(at, part)
        return Location(path=self._document.path, span=span, key_path=at, label=label)

    def _fingerprint(self, rule: Rule, problem: Problem, stable: str) -> str:
        """Hash what a finding is about: rule, message, stable pointer and value, so that edits elsewhere keep it."""
        values = problem.values
        if isinstance(problem.at, TextPlace):
            value = f"{problem.at.path}|" + ",".join(f"{key}={values[key]!r}" for key in sorted(values))
        else:
            named = [key for key, entry in values.items() if isinstance(entry, NAMING)]
            told = [f"{key}={values[key]!r}" for key in sorted(named)]
            value = "|".join((_normalised(self._document.value(problem.at)), *told))
        about = f"{rule.code}|{problem.message}|{stable}|{value}"
        ordinal = self._seen.get(about, 0)
        self._seen[about] = ordinal + 1
        return sha256(f"{about}|{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _normalised(value: Data) -> str:
    """Write a value so that layout and order of keys make no difference; what holds other fields is named by its place."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "|".join(sorted(_normalised(item) for item in value))
    return "" if isinstance(value, dict | list) else repr(value)
