"""Others at work at the same time: an editor that saves while a fix is written, a file that turns into a link."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from projguard.model.limits import Limits
from projguard.reading.evidence import read_evidence
from tests.faults.ground import AS_OF, Tally, fixed_text, new_project, run, verdict

OUTSIDE = "what-lies-outside"


def try_editors(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Save the manifest in an editor while ``check --fix`` runs: the editor's text is never overwritten unread."""
    tally = Tally("an editor saves during check --fix")
    after = fixed_text(folder / "clean")
    for number in range(most):
        if time.monotonic() > ends:
            break
        manifest = new_project(folder / "project")
        before = manifest.read_bytes()
        saved = before + f"x_note: {number}\n".encode()
        moment = 0.02 + 0.3 * number / most
        editor = threading.Timer(moment, _save, (manifest, saved))
        editor.start()
        done = run(["check", ".", "--fix", *AS_OF], manifest.parent)
        editor.join()
        fixed_too = after + f"x_note: {number}\n".encode()
        judged, said = verdict(done, manifest, [saved, fixed_too])
        tally.add(judged, f"saved after {moment:.2f} s: {said}")
    yield tally


def try_links(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Turn an evidence file into a link out of the project and back, all the time: nothing outside is ever read."""
    tally = Tally("an evidence file turns into a link outwards")
    manifest = new_project(folder / "project")
    outside = folder / "outside.md"
    outside.write_text(OUTSIDE, encoding="utf-8")
    brief = manifest.parent / "docs" / "brief.md"
    over = threading.Event()
    rival = threading.Thread(target=_swap, args=(brief, outside, over))
    rival.start()
    try:
        for _ in range(most * 500):
            if time.monotonic() > ends:
                break
            found = read_evidence(str(manifest.parent), ("docs/brief.md",), Limits()).files["docs/brief.md"]
            leaked = OUTSIDE in (found.text or "")
            tally.add("lost" if leaked else "survived", "a text from outside the project was read")
    finally:
        over.set()
        rival.join()
    yield tally


def _save(path: Path, content: bytes) -> None:
    """Save as editors do: a new file beside it, then its name."""
    beside = path.with_suffix(".tmp")
    beside.write_bytes(content)
    beside.replace(path)


def _swap(path: Path, outside: Path, over: threading.Event) -> None:
    beside, link = path.with_suffix(".own"), path.with_suffix(".link")
    while not over.is_set():
        beside.write_text("# Бриф\n", encoding="utf-8")
        beside.replace(path)
        link.symlink_to(outside)
        link.replace(path)
