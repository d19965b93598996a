"""The server: what an editor asks and what it is told. Only the protocol goes to standard output."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from projguard import __version__
from projguard.app.active import Active
from projguard.app.layers import Misconfigured
from projguard.app.settings import Request
from projguard.lsp import completion, hover, links, outline
from projguard.lsp.actions import actions
from projguard.lsp.cursor import cursor_at
from projguard.lsp.diagnostics import diagnostics_of, uri_of
from projguard.lsp.judged import Judge, Manifest
from projguard.lsp.places import Places
from projguard.reading.discovery import NAMES
from projguard.reading.schema_fields import Fields
from projguard.reading.settings_file import NAME, PYPROJECT
from projguard.wording.sentences import Wording
from projguard.wording.words import words_of

REST = 0.5
"""Seconds of rest after which a text that libyaml refuses is read a second time, by the slower and more exact parser."""
SOON = 0.002
"""Seconds until a changed text is judged; what is typed meanwhile is judged with it."""


KINDS = (types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll)


class Server(LanguageServer):
    """Holds the manifests that are open in the editor."""

    def __init__(self, judge: Judge, words: Wording) -> None:
        super().__init__("projguard", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.judge = judge
        self.words = words
        self.fields = Fields(judge.active.schema, words.lang)
        self.manifests: dict[str, Manifest] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def take(self, uri: str, text: str, version: int | None) -> None:
        """Keep the text of a manifest and judge it soon."""
        path = uris.to_fs_path(uri)
        if path is None or Path(path).name not in NAMES:
            return
        known = self.manifests.get(uri)
        if known is None:
            self.manifests[uri] = Manifest(uri=uri, path=Path(path), text=text, version=version)
        else:
            known.text, known.version = text, version
        self.later(uri, SOON, thorough=False)

    def later(self, uri: str, seconds: float, *, thorough: bool) -> None:
        """Judge a manifest after a while, unless it changes before."""
        if waiting := self._timers.pop(uri, None):
            waiting.cancel()
        loop = asyncio.get_running_loop()
        self._timers[uri] = loop.call_later(seconds, lambda: self.check(uri, thorough=thorough))

    def check(self, uri: str, *, thorough: bool) -> None:
        """Judge a manifest and publish what is found."""
        manifest = self.manifests.get(uri)
        if manifest is None:
            return
        self.judge.check(manifest, thorough=thorough)
        self.publish(manifest)
        if not thorough and manifest.report is not None and not manifest.report.readable:
            self.later(uri, REST, thorough=True)

    def publish(self, manifest: Manifest) -> None:
        """Publish diagnostics of a manifest and of its evidence files; files without findings are cleared."""
        found = diagnostics_of(manifest, self.words, self.workspace.position_codec)
        for path in sorted(manifest.shown - found.keys()):
            found[path] = []
        for path, diagnostics in found.items():
            is_own = path == manifest.path.as_posix()
            uri, version = (manifest.uri, manifest.version) if is_own else (uri_of(path), None)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, diagnostics=diagnostics, version=version)
            )
        manifest.shown = frozenset(path for path, diagnostics in found.items() if diagnostics)

    def drop(self, uri: str) -> None:
        """Forget a manifest that was closed, and clear what was said of it."""
        if waiting := self._timers.pop(uri, None):
            waiting.cancel()
        manifest = self.manifests.pop(uri, None)
        for path in sorted(manifest.shown) if manifest else ():
            known = uri if manifest and path == manifest.path.as_posix() else uri_of(path)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=known, diagnostics=[]))

    def saved(self, uri: str) -> None:
        """Judge again after a file was saved: evidence, settings or a manifest."""
        path = Path(uris.to_fs_path(uri) or "")
        if path.name in {NAME, PYPROJECT}:
            self.judge.forget_settings()
        for open_uri in self.manifests:
            self.later(open_uri, SOON, thorough=False)

    def places(self, uri: str) -> tuple[Manifest, Places] | None:
        """Give an open manifest and its places."""
        manifest = self.manifests.get(uri)
        return None if manifest is None else (manifest, Places(manifest.text, self.workspace.position_codec))


def make_server(active: Active, request: Request) -> Server:
    """Make a server that answers what editors ask, in the language of the request."""
    points = {point.number: point for point in active.points}
    words = Wording(lang=request.config.lang, rules=active.by_code, points=points)

    def know(other: Active) -> None:
        words.rules = {**words.rules, **other.by_code}
        words.points = {**words.points, **{point.number: point for point in other.points}}

    server = Server(Judge(active=active, request=request, explain=_explained(words), know=know), words)
    features: tuple[tuple[str, Callable[[Server, Any], Any], Any], ...] = (
        (types.TEXT_DOCUMENT_DID_OPEN, _opened, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, _changed, None),
        (types.TEXT_DOCUMENT_DID_SAVE, lambda ls, params: ls.saved(params.text_document.uri), None),
        (types.TEXT_DOCUMENT_DID_CLOSE, lambda ls, params: ls.drop(params.text_document.uri), None),
        (types.TEXT_DOCUMENT_HOVER, _hover, None),
        (types.TEXT_DOCUMENT_COMPLETION, _completion, types.CompletionOptions(trigger_characters=[" ", "/", "["])),
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, None),
        (types.TEXT_DOCUMENT_CODE_LENS, _lenses, types.CodeLensOptions()),
        (types.TEXT_DOCUMENT_DEFINITION, _definition, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, _actions, types.CodeActionOptions(code_action_kinds=list(KINDS))),
    )
    for name, answer, options in features:
        server.feature(name, options)(answer)
    return server


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    server.take(document.uri, document.text, document.version)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    document = server.workspace.get_text_document(params.text_document.uri)
    server.take(document.uri, document.source, params.text_document.version)


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    found = server.places(params.text_document.uri)
    if found is None:
        return None
    manifest, places = found
    offset = places.offset(params.position)
    document = server.judge.read(manifest)
    path = hover.path_at(document, offset) if document else ()
    at = hover.findings_at(manifest.findings, manifest.path.as_posix(), offset)
    text = hover.explained(at, server.fields.say(path) if path else None, server.words, words_of(server.words.lang))
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None


def _completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    found = server.places(params.text_document.uri)
    if found is None:
        return None
    manifest, places = found
    position = places.position(params.position)
    lines = [places.line(number) for number in range(len(places.lines.starts))]
    cursor = cursor_at(lines, position.line, position.column)
    if cursor is None:
        return None
    document = server.judge.read(manifest)
    data = document.data if document else {}
    items = completion.completions(cursor, server.fields, data, manifest.path.parent)
    return types.CompletionList(is_incomplete=False, items=items)


def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    found = server.places(params.text_document.uri)
    document = server.judge.read(found[0]) if found else None
    if found is None or document is None or document.text != found[1].text:
        return []
    return outline.symbols(document, found[1])


def _lenses(server: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    found = server.places(params.text_document.uri)
    document = server.judge.read(found[0]) if found else None
    if found is None or document is None or document.text != found[1].text:
        return []
    manifest, places = found
    if manifest.report is None:
        server.judge.check(manifest, thorough=False)
    if manifest.report is None or not manifest.report.readable:
        return []
    return outline.lenses(manifest.report, document, places, server.fields, words_of(server.words.lang))


def _definition(server: Server, params: types.DefinitionParams) -> types.Location | None:
    found = server.places(params.text_document.uri)
    document = server.judge.read(found[0]) if found else None
    if found is None or document is None:
        return None
    manifest, places = found
    path = hover.path_at(document, places.offset(params.position))
    return links.definition(path, document, server.fields, places, manifest.path)


def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    found = server.places(params.text_document.uri)
    if found is None:
        return []
    manifest, places = found
    if manifest.judged != manifest.text:
        server.judge.check(manifest, thorough=False)
    edits = getattr(server.client_capabilities.workspace, "workspace_edit", None)
    may_create = types.ResourceOperationKind.Create in (getattr(edits, "resource_operations", None) or ())
    offered = actions(manifest, places, params.range, words_of(server.words.lang), may_create=may_create)
    wanted = params.context.only
    return [action for action in offered if not wanted or _is_wanted(action.kind, wanted)]


def _is_wanted(kind: str | None, wanted: Sequence[str]) -> bool:
    """Tell whether a kind of action is asked for; a kind stands for all that begin with it."""
    return kind is not None and any(kind == word or kind.startswith(f"{word}.") for word in wanted)


def _explained(words: Wording) -> Callable[[Misconfigured], str]:
    return lambda bad: "\n".join(f"{place.path}:{place.line}: {words.refusal(why)}" for place, why in bad.faults)
