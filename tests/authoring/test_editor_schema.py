"""The schema that a new project carries, in the language server that editors use for YAML."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from projguard.app.active import Active
from projguard.app.starting import NewProject, write_new
from projguard.authoring.new_project import Choices
from projguard.reading.bundled import bundled

Consumer: TypeAlias = Callable[[str], Path]

SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


class Editor:
    """Speaks the protocol of language servers with yaml-language-server, over its standard streams."""

    def __init__(self, server: Path, folder: Path) -> None:
        self._process = subprocess.Popen(
            [server, "--stdio"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.folder = folder
        self._number = 0
        self._told: list[dict[str, Any]] = []
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a text and wait for what the server finds in it."""
        self.tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}
        )
        while True:
            message = self._told.pop(0) if self._told else self._read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def ask(self, method: str, params: object) -> Any:
        """Send a request and wait for its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._told.append(message)

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def close(self) -> None:
        """End the server."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self._process.communicate(timeout=10)

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            answer = (
                None
                if asked is None
                else [SETTINGS["yaml"] if item.get("section") == "yaml" else None for item in asked]
            )
            self._send({"id": message["id"], "result": answer})
        return message

    def _send(self, message: dict[str, object]) -> None:
        assert self._process.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()


@pytest.fixture(scope="module", params=["en", "ru"])
def lang(request: pytest.FixtureRequest) -> str:
    """Give the language of the project."""
    language: str = request.param
    return language


@pytest.fixture(scope="module")
def project(lang: str, active: Active, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begin a project."""
    folder = tmp_path_factory.mktemp("project")
    list(write_new(folder, NewProject(active, Choices(folder="shop", lang=lang, preset="web")).files()))
    return folder


@pytest.fixture(scope="module")
def editor(consumer: Consumer, project: Path) -> Iterator[Editor]:
    """Start the language server in the project's folder."""
    editor = Editor(consumer("yaml-language-server"), project)
    yield editor
    editor.close()


@pytest.fixture(scope="module")
def manifest(project: Path, editor: Editor) -> tuple[str, str]:
    """Open the manifest as it was begun; gives its address and text."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8")
    assert editor.open(path.as_uri(), text) == []
    return path.as_uri(), text


def place(text: str, before: str) -> dict[str, int]:
    """Give the place behind a piece of text."""
    offset = text.index(before) + len(before)
    return {"line": text.count("\n", 0, offset), "character": offset - text.rfind("\n", 0, offset) - 1}


def beside(manifest: tuple[str, str], name: str) -> str:
    """Give the address of another text in the project's folder."""
    return manifest[0].replace("projguard.yaml", name)


FIELDS = {
    ("  with", "en"): "#### Feedback within\n\nHow soon the client comments on each product.\n",
    ("  with", "ru"): "#### Срок обратной связи\n\nЗа сколько клиент отвечает по каждому продукту.\n",
    ("  titl", "en"): "#### Title\n\nName of the project.\n",
    ("  titl", "ru"): "#### Название\n\nНазвание проекта.\n",
}


@pytest.mark.parametrize("before", ["  with", "  titl"])
def test_hover_explains_a_field(before: str, lang: str, editor: Editor, manifest: tuple[str, str]) -> None:
    """The mouse over a field shows what it means, in the language of the project."""
    where = {"textDocument": {"uri": manifest[0]}, "position": place(manifest[1], before)}
    assert editor.ask("textDocument/hover", where)["contents"]["value"].startswith(FIELDS[before, lang])


def test_fields_of_a_product_are_completed(lang: str, editor: Editor, manifest: tuple[str, str]) -> None:
    """Inside deliverables the fields that a product does not have yet are offered, each with what it means."""
    typed = manifest[1].replace("    kind: copywriting\n", "    kind: copywriting\n    ow\n")
    uri = beside(manifest, "field.yaml")
    editor.open(uri, typed)
    where = {"textDocument": {"uri": uri}, "position": place(typed, "kind: copywriting\n    ow")}
    offered = {
        item["label"]: item.get("documentation") for item in editor.ask("textDocument/completion", where)["items"]
    }
    assert offered.keys() == {
        "stream", "approver", "rounds", "feedback_within", "delivered_on", "redelivered_on", "comments_on",
        "accepted_on", "rationale", "qa", "cancelled",
    }  # fmt: skip
    said = {"en": "When the client accepted it.", "ru": "Когда клиент принял."}
    assert offered["accepted_on"] == said[lang]


def test_words_are_completed(editor: Editor, manifest: tuple[str, str]) -> None:
    """Behind a field that takes one of a few words these are offered."""
    typed = re.sub(r"(?m)^  on_silence:.*", "  on_silence: ", manifest[1])
    uri = beside(manifest, "word.yaml")
    editor.open(uri, typed)
    where = {"textDocument": {"uri": uri}, "position": place(typed, "  on_silence: ")}
    offered = {item["label"] for item in editor.ask("textDocument/completion", where)["items"]}
    assert offered >= {"accepted", "pause", "escalate", "shift_deadline"}


def test_wrong_word_is_marked(editor: Editor, manifest: tuple[str, str]) -> None:
    """A word that is not among those of its field is marked, with the words that are."""
    found = editor.open(beside(manifest, "wrong.yaml"), manifest[1].replace("phase: kickoff", "phase: kikoff"))
    assert [each["message"] for each in found] == [
        'Value is not accepted. Valid values: "draft", "kickoff", "production", "delivered", "closed".'
    ]


@pytest.fixture(scope="module")
def published(consumer: Consumer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """Start the language server beside the schema as it is printed."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "manifest.schema.json").write_bytes((bundled("schemas") / "manifest.schema.json").read_bytes())
    editor = Editor(consumer("yaml-language-server"), folder)
    yield editor
    editor.close()


BOTH = {
    "feedback:\n  within: 2wd\n": (
        "Feedback within",
        "How soon the client comments on each product.",
        "**Срок обратной связи.** За сколько клиент отвечает по каждому продукту.",
    ),
    "project:\n  id: shop\n": (
        "Code of the project",
        "Short code without spaces.",
        "**Код проекта.** Короткий код без",
    ),
    "project:\n  title: Shop\n": ("Title", "Name of the project.", "**Название.** Название проекта."),
    "client:\n  name: North\n": ("Name", "Name of the client.", "**Название.** Название клиента."),
}


@pytest.mark.parametrize("text", BOTH)
def test_published_schema_shows_both_languages(text: str, published: Editor) -> None:
    """The schema as it is printed shows English and Russian together."""
    typed = f"# yaml-language-server: $schema=manifest.schema.json\n{text}"
    uri = (published.folder / f"{list(BOTH).index(text)}.yaml").as_uri()
    published.open(uri, typed)
    where = {"textDocument": {"uri": uri}, "position": place(typed, "\n  ")}
    shown = published.ask("textDocument/hover", where)["contents"]["value"]
    title, english, russian = BOTH[text]
    assert shown.startswith(f"#### {title}\n\n{english}\n\n{russian}")


def test_published_schema_offers_only_what_can_be_read(published: Editor) -> None:
    """Behind a field that takes a mapping the editor offers words, no nameless entry made of an example."""
    typed = "# yaml-language-server: $schema=manifest.schema.json\npricing:\n  rates: \n  vat: \n"
    uri = (published.folder / "offers.yaml").as_uri()
    published.open(uri, typed)
    offered = {
        before: {
            item["label"]
            for item in published.ask(
                "textDocument/completion", {"textDocument": {"uri": uri}, "position": place(typed, before)}
            )["items"]
        }
        for before in ("rates: ", "vat: ")
    }
    assert offered["rates: "] == {"null"}
    assert offered["vat: "] >= {"included", "excluded", "none"}
