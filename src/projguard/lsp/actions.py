"""Quick fixes: what ``check --fix`` would do about a finding, offered where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from projguard.fixing.apply import apply_groups
from projguard.lsp.diagnostics import uri_of
from projguard.lsp.judged import Manifest
from projguard.lsp.places import Places
from projguard.model.edit import Edit, NewFile
from projguard.model.finding import Finding
from projguard.model.problem import AddFile, Offer, RenameKey, SetValue
from projguard.wording.words import Words, mark

SHORTEST = 60
"""Signs of a value that are shown in a title."""
ALL = mark("Mend everything that can be mended safely")


def actions(
    manifest: Manifest, places: Places, at: types.Range, words: Words, *, may_create: bool
) -> list[types.CodeAction]:
    """Give the fixes of what is found in a range, and one that makes all safe ones; none where the text has moved on."""
    uri = manifest.uri
    start, end = places.offset(at.start), places.offset(at.end)
    found: list[types.CodeAction] = []
    for finding in manifest.findings:
        span = finding.location.span
        offer = finding.fix
        touches = span.start.offset <= end and start <= span.end.offset
        if (
            offer is None
            or offer.safety == "display"
            or not touches
            or finding.location.path != manifest.path.as_posix()
        ):
            continue
        if offer.edits and not offer.files:
            edit = types.WorkspaceEdit(changes={uri: _text_edits(offer.edits, places)})
        elif offer.files and may_create:
            edit = types.WorkspaceEdit(document_changes=list(_creations(offer.files, manifest.path.parent)))
        else:
            continue
        found.append(
            _action(_title(finding, offer, words), types.CodeActionKind.QuickFix, edit, safe=offer.safety == "safe")
        )
    return [*found, *_all_safe(manifest, places, uri, words)]


def _all_safe(manifest: Manifest, places: Places, uri: str, words: Words) -> Iterator[types.CodeAction]:
    offers = [finding.fix for finding in manifest.findings if finding.fix and finding.fix.safety == "safe"]
    groups = [offer.edits for offer in offers if offer.edits]
    if groups:
        made = apply_groups(places.text, groups).made
        edits = tuple(dict.fromkeys(edit for number in made for edit in groups[number]))
        edit = types.WorkspaceEdit(changes={uri: _text_edits(edits, places)})
        yield _action(words.text(ALL), types.CodeActionKind.SourceFixAll, edit, safe=False)


def _action(title: str, kind: types.CodeActionKind, edit: types.WorkspaceEdit, *, safe: bool) -> types.CodeAction:
    return types.CodeAction(title=title, kind=kind, edit=edit, is_preferred=safe or None)


def _title(finding: Finding, offer: Offer, words: Words) -> str:
    """Say what a fix does, its rule first; one that only takes something out has no change to name."""
    for change in offer.changes:
        if isinstance(change, AddFile):
            return words.say("{code}: begin {path}", code=finding.code, path=_shown(change.path))
        if isinstance(change, RenameKey):
            return words.say("{code}: call it {key}", code=finding.code, key=_shown(change.key))
        if isinstance(change, SetValue):
            return words.say("{code}: write {text}", code=finding.code, text=_shown(change.text))
    return words.say("{code}: take it out", code=finding.code)


def _shown(text: str) -> str:
    visible = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return visible if len(visible) <= SHORTEST else visible[: SHORTEST - 1] + "…"


def _text_edits(edits: tuple[Edit, ...], places: Places) -> list[types.TextEdit]:
    return [types.TextEdit(range=places.range(edit.span), new_text=edit.new_text) for edit in edits]


def _creations(files: tuple[NewFile, ...], folder: Path) -> Iterator[types.CreateFile | types.TextDocumentEdit]:
    start = types.Position(0, 0)
    for file in files:
        uri = uri_of((folder / file.path).as_posix())
        yield types.CreateFile(uri=uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=True))
        document = types.OptionalVersionedTextDocumentIdentifier(uri=uri)
        yield types.TextDocumentEdit(document, [types.TextEdit(types.Range(start, start), file.text)])
