"""The interview of ``projguard init``, held at a pseudo-terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from projguard.model.limits import Limits
from projguard.reading.yaml_document import read_manifest

Start: TypeAlias = Callable[..., Any]
"""Starts a command at a terminal."""

ENGLISH = {
    "Project [new]: ": ["Bakery site"],
    "Client: ": ["Crust & Co"],
    "What it mostly is [web]: ": ["wbe", ""],
    "Kinds of work [design, copywriting, layout, development]: ": [
        "desing, copywriting",
        "design, copywriting",
    ],
    "Phase [kickoff]: ": ["kikoff", ""],
    "First day: ": ["5.12", "07.12.2026"],
    "Last day: ": ["2027-02-30", "2026-02-26", "2027-02-26"],
    "Manager: name: ": ["Anna Cole"],
    "  E-mail of Anna Cole: ": ["anna@studio", "anna@studio.example"],
    "  Skills of Anna Cole: ": ["copywriting, design, layout"],
    "Colleague: name: ": [""],
    "Client's side: name: ": ["Anna Bell"],
    "  Role of Anna Bell: ": ["owner"],
    "  E-mail of Anna Bell: ": [""],
    "  Phone of Anna Bell: ": ["+44 20 7946 0000"],
}
RUSSIAN = {
    "Проект [new]: ": ["Сайт пекарни"],
    "Клиент: ": ["ООО «Корочка»"],
    "Что это в основном [web]: ": ["—"],
    "Виды работ: ": ["дизаин, фото", "дизайн, фото"],
    "Стадия [kickoff]: ": ["черновик"],
    "Первый день: ": ["31.11.2026", ""],
    "Последний день: ": [""],
    "Менеджер: имя: ": ["Юлия Щукина"],
    "  Почта (Юлия Щукина): ": [""],
    "  Навыки (Юлия Щукина): ": ["дизайн"],
    "Коллега: имя: ": [""],
    "Со стороны клиента: имя: ": [""],
}


@pytest.fixture
def init(terminal: Start) -> Start:
    """Begin a project at a terminal."""
    return partial(terminal, "init", "new")


def test_english_interview(init: Start, tmp_path: Path) -> None:
    """Each wrong answer is explained and asked for again, and what was answered stands in the manifest."""
    terminal = init("--lang", "en")
    for question, answers in ENGLISH.items():
        for typed in answers:
            terminal.answer(question, typed)
    terminal.answer("Client's side: name: ", "")
    assert terminal.end() == 0
    said = " ".join(terminal.shown.split())
    assert "'wbe' is not one of web, smm, content, design. Did you mean 'web'?" in said
    assert "There is no kind of work 'desing'. Did you mean 'design'?" in said
    assert "project.phase: «kikoff» is not known, did you mean «kickoff»?" in said
    assert "project.start: «5.12» can be read in two ways, expected a date such as 2026-12-04" in said
    assert "The end 2026-02-26 is before the start 2026-12-07" in said
    assert "project.end: there is no date «2027-02-30»" in said
    assert "people.anna.email: «anna@studio», expected one mailbox, such as anna@studio.example" in said
    assert re.search(r"\b\d+ open points to settle before the start\.", said)
    data = manifest(tmp_path)
    assert data["project"] == {
        "id": "new", "title": "Bakery site", "kinds": ["web"], "phase": "kickoff", "start": "2026-12-07",
        "end": "2027-02-26", "language": "en", "goal": None, "contract": None,
    }  # fmt: skip
    assert data["client"]["name"] == "Crust & Co"
    assert data["people"] == {
        "anna": {
            "name": "Anna Cole", "side": "agency", "role": "account_manager", "email": "anna@studio.example",
            "skills": ["copywriting", "design", "layout"],
        },
        "anna-b": {"name": "Anna Bell", "side": "client", "role": "owner", "phone": "+44 20 7946 0000"},
    }  # fmt: skip
    assert data["decision_makers"] is None


def test_russian_interview(init: Start, tmp_path: Path) -> None:
    """The talk is held in Russian, kinds of work and phases may be named in it, and codes of people are Latin."""
    terminal = init("--lang", "ru")
    for question, answers in RUSSIAN.items():
        for typed in answers:
            terminal.answer(question, typed)
    assert terminal.end() == 0
    said = " ".join(terminal.shown.split())
    assert "Нет вида работ «дизаин»." in said
    assert "project.start: даты «31.11.2026» не существует" in said
    data = manifest(tmp_path)
    assert data["project"]["phase"] == "draft"
    assert [product["title"] for product in data["deliverables"]] == ["Дизайн", "Фото"]
    assert data["people"] == {
        "yuliya": {"name": "Юлия Щукина", "side": "agency", "role": "account_manager", "skills": ["design"]}
    }
    assert data["quality"]["checklists"][1] == {"file": "qa/photo-video.md", "for": ["photo"], "owner": None}


@pytest.mark.parametrize(("answer", "is_kept"), [("", True), ("maybe", True), ("n", False), ("^C", False)])
def test_interruption_keeps_what_is_asked_to_be_kept(answer: str, is_kept: bool, init: Start, tmp_path: Path) -> None:  # noqa: FBT001 - a table's column
    """Ctrl-C asks once whether to keep the answers: yes writes them and leaves the rest open, no writes nothing."""
    keep = "Keep what you have answered so far? [Y/n]: "
    terminal = init("--lang", "en", "--preset", "design")
    terminal.answer("Project [new]: ", "Bakery logo")
    terminal.answer("Client: ", "Crust & Co")
    terminal.interrupt("Kinds of work [design, presentation]: ")
    if answer == "^C":
        terminal.interrupt(keep)
    else:
        terminal.answer(keep, answer)
    if answer == "maybe":
        terminal.answer(keep, "y")
        assert "Please answer yes or no." in terminal.shown
    assert terminal.end() == 130
    assert (tmp_path / "new").exists() is is_kept
    assert ("Nothing is written." in terminal.shown) is not is_kept
    if is_kept:
        assert manifest(tmp_path)["project"]["title"] == "Bakery logo"
        assert manifest(tmp_path)["client"]["name"] == "Crust & Co"


def test_what_is_set_is_not_asked(init: Start, tmp_path: Path) -> None:
    """A field that the command line sets is taken from there, and its question is left out."""
    terminal = init("--lang", "en", "--set", "project.title=Logo", "--set", "client.name=Crust")
    terminal.interrupt("What it mostly is [web]: ")
    terminal.answer("Keep what you have answered so far? [Y/n]: ", "y")
    assert terminal.end() == 130
    assert "Client: " not in terminal.shown
    assert manifest(tmp_path)["client"]["name"] == "Crust"


def manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest that was written."""
    data: dict[str, Any] = read_manifest((folder / "new" / "projguard.yaml").read_bytes(), "", Limits()).data
    return data
