"""What is said about a project beside its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.app.active import Active
from projguard.engine.control import Controlled
from projguard.model.finding import Notice
from projguard.model.report import Due
from projguard.model.values import Text


def notices_of(controlled: Controlled, passed: Sequence[Due], active: Active) -> Iterator[Notice]:
    """Tell former names, gaps that only time opened, accepted ones that are closed, comments that do not count."""
    for word in controlled.former:
        rule = active.by_code[active.codes[word]]
        yield Notice("renamed", {"former": Text(word), "code": Text(rule.code), "name": Text(rule.name)})
    for due in passed:
        yield Notice("became_due", {"rule": Text(due.finding.code), "day": due.day})
    for entry in controlled.stale:
        yield Notice("stale", {"rule": Text(entry.code), "place": Text(entry.pointer)})
    if controlled.suppressed:
        yield Notice("not_honoured", {"count": controlled.suppressed})
