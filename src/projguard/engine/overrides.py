"""Overrides at work: other levels and parameters for some files and places."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from projguard.engine.identity import Identities
from projguard.engine.places import is_within, steps
from projguard.engine.run import Grades
from projguard.model.config import Override
from projguard.model.finding import Finding
from projguard.model.rule import Phase, Rule
from projguard.model.source import Document

Judge = Callable[[Grades, frozenset[str]], Sequence[Finding]]
"""Judges the rules of some codes again, with other parameters."""


class Applied(NamedTuple):
    """What is left of a project's findings, and which overrides had something to apply to."""

    findings: tuple[Finding, ...]
    matched: frozenset[str]
    """Origins."""


def fits_file(override: Override, path: str) -> bool:
    """Tell whether an override is about a file, given by its absolute path."""
    if not override.paths:
        return True
    below = os.path.relpath(path, override.base).replace(os.sep, "/")
    name = below.rpartition("/")[2]
    return any(fnmatchcase(below if "/" in pattern else name, pattern) for pattern in override.paths)


def for_project(grades: Grades, overrides: Iterable[Override], manifest: str) -> Grades:
    """Give the grades of one project: overrides of its manifest that name no places hold for all of it.

    Where there are none, these are the very grades that were given.
    """
    fitting = [override for override in overrides if not override.pointers and fits_file(override, manifest)]
    if not fitting:
        return grades
    levels, params = dict(grades.levels), dict(grades.params)
    for override in fitting:
        levels |= {**override.severity, **dict.fromkeys(override.ignore, "off")}
        for code, values in override.params.items():
            params[code] = {**params.get(code, {}), **values}
    return Grades(levels=levels, params=params)


class Overrider(NamedTuple):
    """One project, as overrides see it."""

    document: Document
    identities: Identities
    manifest: str
    """Its absolute path."""
    rules: Mapping[str, Rule]
    phase: Phase
    grades: Grades
    judge: Judge

    def apply(self, findings: Sequence[Finding], overrides: Iterable[Override]) -> Applied:
        """Apply the overrides of places and of evidence files, one after another."""
        left = tuple(findings)
        matched: set[str] = set()
        for override in overrides:
            if not override.pointers and fits_file(override, self.manifest):
                matched.add(override.origin)
                continue
            inside = [entry for entry in left if self._is_inside(override, entry)]
            if inside or self._has_place(override):
                matched.add(override.origin)
            left = tuple(self._overridden(override, left))
        return Applied(left, frozenset(matched))

    def _overridden(self, override: Override, findings: Iterable[Finding]) -> Iterator[Finding]:
        params = override.params
        for entry in findings:
            if not self._is_inside(override, entry):
                yield entry
            elif entry.code not in params:
                yield from self._regraded(override, entry)
        if params:
            others = {code: {**self.grades.params.get(code, {}), **values} for code, values in params.items()}
            grades = Grades(levels=self.grades.levels, params={**self.grades.params, **others})
            for entry in self.judge(grades, frozenset(params)):
                if self._is_inside(override, entry):
                    yield from self._regraded(override, entry)

    def _regraded(self, override: Override, finding: Finding) -> Iterator[Finding]:
        if finding.code in override.ignore:
            return
        if finding.code not in override.severity:
            yield finding
            return
        grades = Grades(levels={**self.grades.levels, **override.severity}, params=self.grades.params)
        level = grades.severity(self.rules[finding.code], finding.message, self.phase)
        if level != "off":
            yield finding._replace(severity=level)

    def _is_inside(self, override: Override, finding: Finding) -> bool:
        if not fits_file(override, self.manifest) and not fits_file(override, self._file(finding)):
            return False
        places = [steps(place) for place in override.pointers]
        return not places or any(is_within(self.identities, finding.location.key_path, place) for place in places)

    def _has_place(self, override: Override) -> bool:
        wanted = [steps(place) for place in override.pointers]
        return fits_file(override, self.manifest) and any(
            len(path) == len(place) and is_within(self.identities, path, place)
            for path in self.document.nodes
            for place in wanted
        )

    def _file(self, finding: Finding) -> str:
        """Give the absolute path of the file that a finding stands in."""
        shown = self.document.path.rpartition("/")[0]
        below = finding.location.path.removeprefix(f"{shown}/") if shown else finding.location.path
        return os.path.join(os.path.dirname(self.manifest), below)  # noqa: PTH118, PTH120 - text to text
