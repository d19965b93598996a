"""Fixes that follow from a card alone: the skeleton of a file that is named and not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from projguard.model.finding import Finding
from projguard.model.problem import AddFile, Offer
from projguard.model.rule import Rule
from projguard.model.source import KeyPath
from projguard.project.project import Project
from projguard.reading.typed_fields import TypedField

INDEX = "README.md"
"""Name of the page by which a knowledge base is entered."""
ABSENT = ("no_file", "no_folder", "no_index")
"""Messages about something that is named and not there."""
_TEXTS = ("markdown", "text")
_VOWS = r"agreed|approved|read_by|confirmed|[a-z]_on\b|\bdue\b|absences|\b(?:start|end|until|date)\b"
_OF_FORM = ("PG0002", "PG0005", "PG0011")
"""Rules that judge how something is written, whatever it says."""


def is_vow(rule: Rule) -> bool:
    """Tell whether a rule is about an agreement, an approval, a reading or a date, which only people can give."""
    return rule.code not in _OF_FORM and (rule.family == "time" or re.search(_VOWS, rule.fields) is not None)


def vow_paths(fields: Iterable[TypedField]) -> frozenset[KeyPath]:
    """Give the fields that hold an agreement, an approval, a reading or a date."""
    return frozenset(field.path for field in fields if field.type_name == "date" or any(map(_is_vow, field.path)))


def _is_vow(step: str | int) -> bool:
    return isinstance(step, str) and re.search(_VOWS, step) is not None


def with_skeletons(findings: Iterable[Finding], rules: Mapping[str, Rule], project: Project) -> Iterator[Finding]:
    """Offer to write a skeleton to each finding about a text that is not there, where the card has one.

    Nothing is offered for a file that is the record of an agreement, or that somebody has approved: it must be
    somewhere, and a skeleton in its place would look like it.
    """
    for finding in findings:
        rule = rules[finding.code]
        path = "" if finding.fix or not rule.scaffold or finding.message not in ABSENT else _absent(finding, project)
        if not path or path in _records(project) or (is_vow(rule) and _is_vouched(project, finding.location.key_path)):
            yield finding
        else:
            change = AddFile(path=path, skeleton=next(iter(rule.scaffold)))
            yield finding._replace(fix=Offer(safety="safe", changes=(change,)))


def _absent(finding: Finding, project: Project) -> str:
    """Give the path of the text that is not there; empty where something stands in its place."""
    path = project.root.down(finding.location.key_path).text()
    if not path or finding.location.path != project.document.path:
        return ""
    if finding.message == "no_file":
        file = project.file(path)
        return path if file.state == "missing" and file.kind in _TEXTS else ""
    return f"{path.rstrip('/')}/{INDEX}" if project.folder(path).state in {"missing", "ok"} else ""


def _records(project: Project) -> set[str]:
    fields = (field.path for field in project.fields if field.path and field.path[-1] == "record")
    return {project.root.down(path).text() for path in fields}


def _is_vouched(project: Project, at: KeyPath) -> bool:
    section = project.root.down(at[:-1]).data
    return isinstance(section, dict) and any(_is_vow(key) and section[key] for key in section)
