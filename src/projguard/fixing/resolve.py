"""Offers of fixes with their edits: what a reader of a report, an editor or ``--fix`` can carry out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from projguard.fixing.refusal import CannotEdit
from projguard.fixing.removing import remove_comment
from projguard.fixing.setting import refuse_alias, rename_key, replace_value
from projguard.model.edit import Edit, NewFile
from projguard.model.finding import Finding
from projguard.model.problem import AddFile, Change, Offer, RenameKey, SetComment, SetValue
from projguard.model.source import Document
from projguard.reading.yaml_source import after_colon

Skeleton = Callable[[str, str], str]
"""Gives the text of a new file: code of the rule, name of the skeleton."""


def with_edits(findings: Iterable[Finding], document: Document, skeleton: Skeleton) -> Iterator[Finding]:
    """Fill the edits of every offer in; one that cannot be carried out here is left for show."""
    for finding in findings:
        if finding.fix is None:
            yield finding
        else:
            yield finding._replace(fix=resolved(document, finding.fix, partial(skeleton, finding.code)))


def resolved(document: Document, offer: Offer, skeleton: Callable[[str], str]) -> Offer:
    """Fill the edits of one offer in."""
    files = tuple(
        NewFile(change.path, skeleton(change.skeleton)) for change in offer.changes if isinstance(change, AddFile)
    )
    try:
        edits = tuple(_edit(document, change) for change in offer.changes if not isinstance(change, AddFile))
    except CannotEdit:
        return offer._replace(safety="display")
    return offer._replace(edits=edits, files=files)


def _edit(document: Document, change: Change) -> Edit:
    if isinstance(change, SetComment):
        return _comment(document, change)
    if isinstance(change, RenameKey):
        return rename_key(document, change.at, change.key)
    if not isinstance(change, SetValue) or change.at not in document.nodes:
        raise CannotEdit("missing")
    refuse_alias(document, change.at)
    _refuse_anchor(document, change)
    return replace_value(document, change.at, change.text)


def _refuse_anchor(document: Document, change: SetValue) -> None:
    """Refuse a value that references repeat elsewhere."""
    node = document.nodes[change.at]
    before = after_colon(document.text, node.key_end) if node.key_start >= 0 else node.start - 80
    if re.search(r"[&!]", document.text[max(before, 0) : node.start]):
        raise CannotEdit("alias")


def _comment(document: Document, change: SetComment) -> Edit:
    start = change.span.start.offset
    comment = next((one for one in document.comments if one.start <= start < one.start + len(one.text)), None)
    if comment is None:
        raise CannotEdit("missing")
    if change.text or start != comment.start or change.span.end.offset < start + len(comment.text.rstrip()):
        return Edit(change.span, change.text)
    return remove_comment(document, comment)
