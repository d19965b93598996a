"""The editor server, spoken to over its protocol."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pytest_lsp import LanguageClient

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opened(client: LanguageClient, path: Path, text: str | None = None) -> str:
    """Open a manifest and wait until it was judged."""
    uri = path.as_uri()
    content = path.read_text(encoding="utf-8") if text is None else text
    item = types.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=content)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await judged(client, uri, None)
    return uri


async def judged(client: LanguageClient, uri: str, before: object) -> list[types.Diagnostic]:
    """Wait for diagnostics of a document that are not those of before."""
    for _ in range(1000):
        if client.diagnostics.get(uri) is not before:
            return list(client.diagnostics[uri])
        await asyncio.sleep(0.01)
    pytest.fail(f"no diagnostics of {uri}")


async def changed(client: LanguageClient, uri: str, text: str, version: int = 2) -> list[types.Diagnostic]:
    """Replace the text of an open document, as an editor does after a keystroke."""
    before = client.diagnostics.get(uri)
    document = types.VersionedTextDocumentIdentifier(version=version, uri=uri)
    change = types.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    return await judged(client, uri, before)


def at(text: str, needle: str, *, after: bool = False) -> types.Position:
    """Give the place of a piece of text, in UTF-16 units."""
    offset = text.index(needle) + (len(needle) if after else 0)
    line = text.count("\n", 0, offset)
    column = text[text.rfind("\n", 0, offset) + 1 : offset]
    return types.Position(line, len(column.encode("utf-16-le")) // 2)


async def test_findings_are_diagnostics(client: LanguageClient, project: Path) -> None:
    """Every open finding of `check` stands in the editor, with code, sentence and place."""
    path = project / "projguard.yaml"
    uri = await opened(client, path)
    found = client.diagnostics[uri]
    text = path.read_text(encoding="utf-8")
    absent = next(diagnostic for diagnostic in found if diagnostic.code == "PG0505")
    assert absent.message == (
        "Иван Петрович is away 2026-12-28 to 2027-01-15, when «Ролик 30 секунд» is to be approved; nobody stands in"
    )
    assert absent.severity == types.DiagnosticSeverity.Warning
    assert absent.range.start == at(text, "{from: 2026-12-28")
    assert {diagnostic.source for diagnostic in found} == {"projguard"}


async def test_places_are_counted_in_utf16(client: LanguageClient, project: Path) -> None:
    """A sign outside the basic plane counts as two, as editors count it."""
    path = project / "projguard.yaml"
    text = 'manifest_version: 1\nproject: {title: "🎬🎬 Ролик", id: a, phase: draft, kinde: 1}\nclient: {name: К}\n'
    uri = await opened(client, path, text)
    unknown = next(diagnostic for diagnostic in client.diagnostics[uri] if diagnostic.code == "PG0002")
    assert unknown.range.start == at(text, "kinde")
    assert unknown.range.end == at(text, "kinde", after=True)


async def test_half_written_yaml_says_where(client: LanguageClient, project: Path) -> None:
    """While a bracket is open there is one diagnostic, at the place; the findings come back with the bracket closed."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8")
    uri = await opened(client, path)
    whole = len(client.diagnostics[uri])
    broken = await changed(client, uri, text + "open: [1, 2\n")
    assert [diagnostic.code for diagnostic in broken] == ["PG0001"]
    assert broken[0].range.start.line >= text.count("\n")
    assert len(await changed(client, uri, text, 3)) == whole


async def test_hover_explains(client: LanguageClient, project: Path) -> None:
    """Hovering says what is found there, why, what to do and to ask, and what the field means."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8")
    uri = await opened(client, path)
    shown = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(uri), at(text, "absences"))
    )
    assert shown is not None
    assert isinstance(shown.contents, types.MarkupContent)
    assert "**Absences**" in shown.contents.value
    absent = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(uri), at(text, "{from: 2026-12-28", after=True))
    )
    assert absent is not None
    assert isinstance(absent.contents, types.MarkupContent)
    assert "**PG0505 approver\\-absent**" in absent.contents.value
    assert "*do* Move the date or agree on a deputy with the right to approve" in absent.contents.value


@pytest.mark.parametrize(
    ("added", "offered"),
    [
        ("\nfeedback:\n  on_silence: |", {"accepted", "pause", "escalate", "shift_deadline"}),
        ("\nfeedback:\n  |", {"within", "channel", "on_silence", "agreed"}),
        ("\nchange_requests: {approved_by: |", {"boss"}),
        ("\nbrief:\n  file: |", {"docs/brief.md"}),
        ("\nquality: {keep_records: |", {"true", "false"}),
    ],
)
async def test_completion(client: LanguageClient, project: Path, added: str, offered: set[str]) -> None:
    """Fields, words, people and files are offered where they fit, in text that is not finished."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8")
    name = re.split(r"[:\n]", added.strip())[0]
    base = re.sub(rf"(?ms)^{name}:.*?(?=^\S|\Z)", "", text).rstrip("\n") + "\n"
    uri = await opened(client, path, base)
    typed = base + added.replace("|", "")
    await changed(client, uri, typed)
    lines = typed.split("\n")
    position = types.Position(len(lines) - 1, len(lines[-1]))
    listed = await client.text_document_completion_async(
        types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    )
    assert isinstance(listed, types.CompletionList)
    assert offered <= {item.label for item in listed.items}


async def test_outline_and_lenses(client: LanguageClient, project: Path) -> None:
    """The outline shows sections and items by name; above a section stands the state of its point."""
    uri = await opened(client, project / "projguard.yaml")
    document = types.TextDocumentIdentifier(uri)
    outline = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert outline is not None
    names = {symbol.name: [below.name for below in getattr(symbol, "children", ()) or ()] for symbol in outline}
    assert "Ролик 30 секунд" in names["deliverables"]
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(document))
    assert lenses is not None
    titles = [lens.command.title for lens in lenses if lens.command]
    assert any(re.fullmatch(r"✖ 5: \d+ errors(, \d+ warnings?)?", title) for title in titles)


async def test_definition(client: LanguageClient, project: Path) -> None:
    """A path leads to its file, an id to the person; a path out of the project leads nowhere."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\nx_none: 1\n"
    uri = await opened(client, path, text)
    document = types.TextDocumentIdentifier(uri)
    file = await client.text_document_definition_async(types.DefinitionParams(document, at(text, "docs/brief.md")))
    assert isinstance(file, types.Location)
    assert file.uri == (project / "docs" / "brief.md").as_uri()
    person = await client.text_document_definition_async(
        types.DefinitionParams(document, at(text, "person: boss", after=True))
    )
    assert isinstance(person, types.Location)
    assert (person.uri, person.range.start.line) == (uri, text[: text.index("\n  boss:") + 1].count("\n"))
    outside = await changed(client, uri, text.replace("docs/brief.md", "../brief.md"))
    assert outside
    (project.parent / "brief.md").write_text("x", encoding="utf-8")
    nowhere = await client.text_document_definition_async(types.DefinitionParams(document, at(text, "docs/brief.md")))
    assert nowhere is None


async def test_closing_clears(client: LanguageClient, project: Path) -> None:
    """What was said of a closed manifest goes."""
    uri = await opened(client, project / "projguard.yaml")
    before = client.diagnostics[uri]
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
    assert before
    assert await judged(client, uri, before) == []


async def test_an_address_is_given_back_as_the_editor_writes_it(client: LanguageClient, project: Path) -> None:
    """Editors escape addresses in ways of their own; diagnostics and fixes name the manifest as they do."""
    text = (project / "projguard.yaml").read_text(encoding="utf-8").replace("start: 2026-11-30", "start: 30.11.2026")
    uri = (project / "projguard.yaml").as_uri().replace("projguard.yaml", "projguard%2Eyaml")
    item = types.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    assert await judged(client, uri, None)
    edit = (await fixes(client, uri, text))["PG0005: write 2026-11-30"].edit
    assert edit is not None
    assert list(edit.changes or ()) == [uri]


async def test_settings_that_cannot_be_used(client: LanguageClient, project: Path) -> None:
    """A mistake in the folder's settings is said in place of findings, with its place."""
    (project / ".projguard.yaml").write_text("fail_onn: error\n", encoding="utf-8")
    uri = await opened(client, project / "projguard.yaml")
    told = client.diagnostics[uri]
    assert len(told) == 1
    assert told[0].message.endswith(".projguard.yaml:1: there is no setting fail_onn, did you mean fail_on?")


async def fixes(
    client: LanguageClient, uri: str, text: str, only: list[str] | None = None
) -> dict[str, types.CodeAction]:
    """Ask for the fixes of a whole text, by title."""
    whole = types.Range(types.Position(0, 0), types.Position(text.count("\n") + 1, 0))
    context = types.CodeActionContext(diagnostics=[], only=only)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), whole, context)
    found = await client.text_document_code_action_async(params)
    return {action.title: action for action in found or () if isinstance(action, types.CodeAction)}


def applied(text: str, edit: types.WorkspaceEdit | None, uri: str) -> str:
    """Apply the edits of one document as an editor does, the last one first."""
    assert edit is not None
    assert edit.changes is not None
    lines = text.splitlines(keepends=True)
    for change in sorted(edit.changes[uri], key=lambda edit: (edit.range.start.line, edit.range.start.character))[::-1]:
        assert change.range.start.line == change.range.end.line
        line = lines[change.range.start.line].encode("utf-16-le")
        new = line[: change.range.start.character * 2] + change.new_text.encode("utf-16-le")
        lines[change.range.start.line] = (new + line[change.range.end.character * 2 :]).decode("utf-16-le")
    return "".join(lines)


async def test_quick_fixes_are_those_of_fix(client: LanguageClient, project: Path) -> None:
    """A date and a sum as typed can be written as they should be; everything at once is what `check --fix` writes."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8").replace("start: 2026-11-30", "start: 30.11.2026")
    text = text.replace("budget: 400000", 'budget: "400 000"')
    uri = await opened(client, path, text)
    offered = await fixes(client, uri, text)
    date = offered["PG0005: write 2026-11-30"]
    assert date.is_preferred
    assert applied(text, date.edit, uri) == text.replace("30.11.2026", "2026-11-30")
    everything = offered["Mend everything that can be mended safely"]
    path.write_text(text, encoding="utf-8")
    mend(path)
    assert applied(text, everything.edit, uri) == path.read_text(encoding="utf-8")


async def test_fixes_of_a_kind(client: LanguageClient, project: Path) -> None:
    """An editor that asks for fixes of the whole file gets no others."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8").replace("start: 2026-11-30", "start: 30.11.2026")
    uri = await opened(client, path, text)
    assert set(await fixes(client, uri, text, ["source.fixAll"])) == {"Mend everything that can be mended safely"}


async def test_a_missing_file_can_be_begun(client: LanguageClient, project: Path) -> None:
    """For a document that is named and not there, its skeleton is offered; nothing is offered that people must agree on."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8")
    uri = await opened(client, path)
    offered = await fixes(client, uri, text)
    begun = offered["PG0302: begin docs/redpolitika.md"].edit
    assert begun is not None
    assert begun.document_changes is not None
    create, write = begun.document_changes
    assert isinstance(create, types.CreateFile)
    assert create.uri == (project / "docs" / "redpolitika.md").as_uri()
    assert isinstance(write, types.TextDocumentEdit)
    assert not [title for title in offered if title.startswith(("PG0508", "PG0304", "PG0404"))]


def mend(path: Path) -> None:
    """Run `check --fix` on a manifest."""
    command = [sys.executable, "-m", "projguard", "check", str(path), "--fix", "--as-of", "2026-11-23"]
    subprocess.run(command, check=False, capture_output=True)


async def test_a_session_ends_well() -> None:
    """After `shutdown` and `exit` the status is 0, and nothing was said beside the protocol."""
    start: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}
    messages = (
        {"id": 1, "method": "initialize", "params": start},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    )
    contents = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    typed = b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(content), content) for content in contents)
    command = [sys.executable, "-c", "from projguard.cli.start import main; main()", "lsp"]
    done = subprocess.run(command, input=typed, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Content-Length: ")
