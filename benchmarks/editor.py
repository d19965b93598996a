"""From a keystroke to its diagnostics: the editor server on a manifest of 1,000 lines, over its protocol."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from benchmarks.peers import copies

LINES = 1_000
ITEM = """  - id: page-{number}
    title: "Страница {number}"
    kind: layout
    owner: {owner}
    start: 2026-11-02
    due: 2026-12-04
    rounds: 0
"""


def large_manifest(text: str, lines: int = LINES) -> str:
    """Add deliverables to a manifest until it has so many lines."""
    at = text.index("\n", text.index("\ndeliverables:") + 1) + 1
    found = re.search(r"owner: (\w+)", text[at:])
    owner = found[1] if found else ""
    missing = max(0, lines - text.count("\n"))
    items = (ITEM.format(number=number, owner=owner) for number in range(-(-missing // ITEM.count("\n"))))
    return text[:at] + "".join(items) + text[at:]


def keystrokes(projguard: Path, folder: Path, count: int = 40) -> list[float]:
    """Type letters into a title, one at a time; gives the seconds from each to the diagnostics of the whole text."""
    copies(folder, 1)
    manifest = next(folder.rglob("projguard.yaml"))
    text = large_manifest(manifest.read_text(encoding="utf-8"))
    manifest.write_text(text, encoding="utf-8")
    uri = manifest.resolve().as_uri()
    with _served([str(projguard), "lsp", "--as-of", "2026-11-23"]) as (requests, answers):
        _send(requests, "initialize", {"processId": None, "rootUri": None, "capabilities": {}}, number=1)
        _wait(answers, lambda message: message.get("id") == 1)
        _send(requests, "initialized", {})
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        _send(requests, "textDocument/didOpen", {"textDocument": item})
        _wait(answers, lambda message: message.get("params", {}).get("version") == 1)
        return [_type(requests, answers, uri, text, version) for version in range(2, count + 2)]


def median_keystroke(projguard: Path, folder: Path, count: int) -> float:
    """Give the median of so many keystrokes, in seconds."""
    return statistics.median(keystrokes(projguard, folder, count))


def _type(requests: IO[bytes], answers: IO[bytes], uri: str, text: str, version: int) -> float:
    typed = text.replace("Страница 7", f"Страница 7{'а' * version}", 1)
    started = time.perf_counter()
    document = {"uri": uri, "version": version}
    _send(requests, "textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": typed}]})
    _wait(answers, lambda message: message.get("params", {}).get("version") == version)
    return time.perf_counter() - started


@contextmanager
def _served(command: list[str]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise EOFError("the server has no streams")
        try:
            yield process.stdin, process.stdout
        finally:
            process.kill()


def _send(stream: IO[bytes], method: str, params: Any, *, number: int | None = None) -> None:
    message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {})
    body = json.dumps(message).encode()
    stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    stream.flush()


def _wait(stream: IO[bytes], wanted: Any) -> None:
    while True:
        length = 0
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise EOFError("the server went away")
        if wanted(json.loads(stream.read(length))):
            return
