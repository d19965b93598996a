"""The talk of ``projguard ask``, held at a pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from projguard.model.limits import Limits
from projguard.reading.yaml_document import read_manifest

Start: TypeAlias = Callable[..., Any]
"""Starts a command at a terminal."""

MANIFEST = """\
manifest_version: 1
project: {id: a, title: Bakery site, phase: kickoff, start: 2026-12-07}
client: {name: Crust & Co}
people:
  anna: {name: Anna Cole, side: agency, role: account_manager, skills: [copywriting, design, layout]}
decision_makers:   # one for each kind of work
feedback:
  within:
  channel: chat
  on_silence: pause
"""
DAY = ("--as-of", "2026-11-23", "--phase", "kickoff")


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Write a manifest with gaps."""
    path = tmp_path / "projguard.yaml"
    path.write_text(MANIFEST, encoding="utf-8")
    return path


def data_of(path: Path) -> dict[str, Any]:
    """Read a manifest's values."""
    data: dict[str, Any] = read_manifest(path.read_bytes(), "", Limits()).data
    return data


def test_talk_can_be_left_and_taken_up(terminal: Start, manifest: Path) -> None:
    """Each answer is written at once: who leaves comes back to the next question, and what became clear is shown."""
    talk = terminal("ask", "--lang", "en", *DAY)
    talk.answer("decision_makers[1].person: ", "?")
    talk.answer("decision_makers[1].person: ", "Igor Romanov")
    talk.answer("Add [Y/n]: ", "")
    talk.answer("  Side (agency, client, contractor, partner) [client]: ", "")
    talk.answer("  Role of Igor Romanov: ", "owner")
    talk.answer("  E-mail of Igor Romanov: ", "igor@crust.example")
    talk.answer("decision_makers[1].scope: ", "all")
    talk.answer("decision_makers[1].deputy: ", "")
    talk.answer("decision_makers[2].person: ", "")
    talk.interrupt("revisions.significant: ")
    assert talk.end() == 0
    said = " ".join(talk.shown.split())
    assert "PG0501 · by 2026-12-07 · ask the client" in said
    assert "Who on your side has the final word on texts, design, budget and launch?" in said
    assert "Find out who decides and add that person with name and contact." in said
    assert "✔ Nobody is named who decides" in said
    assert "Written: 3 answers. Still open: " in said
    data = data_of(manifest)
    assert data["decision_makers"] == [{"person": "igor", "scope": ["all"]}]
    assert data["people"]["igor"] == {
        "name": "Igor Romanov", "side": "client", "role": "owner", "email": "igor@crust.example"
    }  # fmt: skip
    assert "decision_makers:   # one for each kind of work\n" in manifest.read_text(encoding="utf-8")
    again = terminal("ask", "--lang", "en", *DAY)
    again.interrupt("revisions.significant: ")
    assert again.end() == 0
    assert "decision_makers" not in again.shown


def test_wrong_answers_are_explained_in_russian(terminal: Start, manifest: Path) -> None:
    """An answer that does not fit is explained by the rule itself and asked for again; empty ones leave the gap open."""
    talk = terminal("ask", "--lang", "ru", *DAY)
    talk.answer("decision_makers[1].person: ", "Анна Котова")
    talk.answer("Добавить [Д/н]: ", "н")
    talk.answer("decision_makers[1].person: ", "")
    talk.answer("revisions.significant: ", "")
    talk.answer("revisions.minor: ", "")
    talk.answer("revisions.rounds_included: ", "два")
    talk.answer("revisions.rounds_included: ", "2")
    talk.interrupt("revisions.minor_up_to: ")
    assert talk.end() == 0
    assert "Число включённых кругов правок — «два», нужно целое число от 0" in talk.shown
    assert "Анна Котова — такого человека в списке нет." in talk.shown
    data = data_of(manifest)
    assert data["decision_makers"] is None
    assert data["revisions"] == {"rounds_included": 2}


def test_a_new_person_is_asked_for_field_by_field(terminal: Start, manifest: Path) -> None:
    """What does not fit about a new person is explained at once and asked again; what was answered before stays."""
    talk = terminal("ask", "--lang", "en", *DAY)
    talk.answer("decision_makers[1].person: ", "Igor Romanov")
    talk.answer("Add [Y/n]: ", "y")
    talk.answer("[client]: ", "klient")
    talk.answer("[client]: ", "client")
    talk.answer("  Role of Igor Romanov: ", "owner")
    talk.answer("  E-mail of Igor Romanov: ", "igor")
    talk.answer("  E-mail of Igor Romanov: ", "igor@crust.example")
    talk.interrupt("decision_makers[1].scope: ")
    assert talk.end() == 0
    said = " ".join(talk.shown.split())
    assert "people.igor.side: «klient» is not known, did you mean «client»?" in said
    assert "people.igor.email: «igor», expected one mailbox, such as anna@studio.example" in said
    assert data_of(manifest)["people"]["igor"] == {
        "name": "Igor Romanov", "side": "client", "role": "owner", "email": "igor@crust.example"
    }  # fmt: skip
