"""What shall become of a document, as data; and the edits that bring it about, checked before they are handed out."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from projguard.fixing.refusal import CannotEdit
from projguard.fixing.removing import remove_entry
from projguard.fixing.setting import refuse_alias, rename_key, replace_value, set_value
from projguard.fixing.verify import edited, value_of, with_key, with_value, without
from projguard.model.edit import Edit
from projguard.model.limits import Limits
from projguard.model.problem import Change, RenameKey, SetValue
from projguard.model.source import Data, Document, KeyPath


class PutValue(NamedTuple):
    """Set plain data at a path, missing keys included; the number after a list's last item adds one."""

    at: KeyPath
    value: Data
    order: Sequence[str] = ()
    """Order of the top-level sections, for a new one."""


class Remove(NamedTuple):
    """Take a key or a list item out."""

    at: KeyPath


Intent: TypeAlias = PutValue | SetValue | RenameKey | Remove


def edit_for(document: Document, intent: Intent, limits: Limits) -> Edit:
    """Give the one edit that carries an intent out and does nothing else; raises CannotEdit."""
    edit, expected = _planned(document, intent, limits)
    edited(document, (edit,), expected, limits)
    return edit


def carried_out(document: Document, intents: Sequence[Intent], limits: Limits) -> Document:
    """Carry intents out one after another and give the new document; raises CannotEdit, and nothing is done then."""
    for intent in intents:
        edit, expected = _planned(document, intent, limits)
        document = edited(document, (edit,), expected, limits)
    return document


def after_changes(data: Data, changes: Sequence[Change], limits: Limits) -> Data:
    """Give what data becomes by the changes of fixes; each path is that of the data as it was."""
    for change in changes:
        if isinstance(change, SetValue):
            data = with_value(data, change.at, value_of(change.text, limits))
    renames = [change for change in changes if isinstance(change, RenameKey)]
    for change in sorted(renames, key=lambda change: -len(change.at)):
        data = with_key(data, change.at, change.key)
    return data


def _planned(document: Document, intent: Intent, limits: Limits) -> tuple[Edit, Data]:
    at, data = intent.at, document.data
    if isinstance(intent, PutValue):
        return set_value(document, at, intent.value, intent.order), with_value(data, at, intent.value)
    if at not in document.nodes:
        raise CannotEdit("missing")
    refuse_alias(document, at)
    if isinstance(intent, SetValue):
        return replace_value(document, at, intent.text), with_value(data, at, value_of(intent.text, limits))
    if isinstance(intent, RenameKey):
        return rename_key(document, at, intent.key), with_key(data, at, intent.key)
    return remove_entry(document, at), without(data, at)
