"""Folders of cards that settings name: who may name them, and that their rules work like any other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from projguard.app.active import load_active
from projguard.app.settings import Request
from projguard.lsp.judged import Manifest
from projguard.model.config import Config

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DAY = ("--as-of", "2026-11-23")
ALIASED = "    name: owner-missing\n    aliases: [LT0001, no-owner]"


def settings(house: Path, text: str) -> None:
    """Write the settings of the project."""
    (house.parent / ".projguard.yaml").write_text(text, encoding="utf-8")


def spoil(house: Path) -> None:
    """Take the owner from one product."""
    manifest = house.parent / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    assert "    owner: gleb\n    depends_on: [build]" in text
    text = text.replace("    owner: gleb\n    depends_on: [build]", "    depends_on: [build]")
    manifest.write_text(text, encoding="utf-8")


def test_rule_of_a_pack_is_reported(projguard: Run, house: Path) -> None:
    """The finding has the pack's code, its sentence in the reader's language, and its point a light of its own."""
    spoil(house)
    done = projguard("check", *DAY, "--select", "LT", "--lang", "ru")
    assert done.returncode == 1
    assert "31  Правила дома" in done.stdout
    assert "LT0101 owner-missing · ошибка · projguard.yaml:" in done.stdout
    assert "Публикация сайта: нет исполнителя" in done.stdout


def test_pack_is_on_with_everything_else(projguard: Run, house: Path) -> None:
    """Without a selection the pack's rules run beside the checklist's; readiness counts ten points."""
    spoil(house)
    done = projguard("check", *DAY, "--format", "json")
    project = json.loads(done.stdout)["projects"][0]
    codes = [outcome["code"] for outcome in project["outcomes"]]
    assert "LT0101" in codes
    assert "PG0101" in codes
    assert [point["point"] for point in project["points"]] == [*range(11), 31]


def test_pack_that_is_off_waits_to_be_selected(projguard: Run, house: Path) -> None:
    """A file that says ``default: off`` runs when its letters, its point or a code is selected."""
    card = house / "card.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("pack: LT", "pack: LT\ndefault: off"), encoding="utf-8")
    spoil(house)
    for selection, found in (("PG05", False), ("LT", True), ("point:31", True), ("owner-missing", True)):
        done = projguard("check", *DAY, "--select", selection, "--format", "concise")
        assert ("LT0101" in done.stdout) is found, selection


def test_settings_speak_of_pack_rules(projguard: Run, house: Path) -> None:
    """Settings re-grade and select rules of packs; a misspelt code has its nearest known one."""
    spoil(house)
    settings(house, "rule_dirs: [house]\nseverity: {LT0101: warning}\n")
    assert "warning LT0101" in projguard("check", *DAY, "--select", "LT", "--format", "concise").stdout
    settings(house, "rule_dirs: [house]\nignore: [LT0102]\n")
    done = projguard("check", *DAY)
    assert done.returncode == 2
    assert ".projguard.yaml:2:10: no rule is called «LT0102», did you mean LT0101?" in done.stderr


def test_command_line_speaks_of_pack_rules(projguard: Run, house: Path) -> None:
    """Options take codes of packs, and tell the nearest one of a misspelt code."""
    spoil(house)
    done = projguard("check", *DAY, "--select", "LT", "--severity", "LT0101=info", "--format", "concise")
    assert (done.returncode, "info LT0101" in done.stdout) == (0, True)
    assert "Did you mean 'LT0101'?" in projguard("check", *DAY, "--select", "LT0111").stderr


def test_former_names_stay_understood(projguard: Run, house: Path) -> None:
    """A former code of a pack's rule selects it, and the run tells how it is called now."""
    card = house / "card.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("    name: owner-missing", ALIASED), encoding="utf-8")
    spoil(house)
    settings(house, "rule_dirs: [house]\nselect: [LT0001]\n")
    done = projguard("check", *DAY)
    assert done.returncode == 1
    assert "LT0001 is called LT0101 owner-missing now" in done.stdout


def test_rule_and_point_are_explained(projguard: Run) -> None:
    """``explain`` and ``rules`` know the cards of the folder's settings."""
    assert projguard("explain", "LT0101").stdout.startswith("LT0101 owner-missing\n\nNobody makes it\n")
    assert projguard("explain", "31").stdout.startswith("31  House rules\n")
    assert projguard("explain", "LT0102").stderr.rstrip().endswith("Did you mean 'LT0101'?")
    assert "LT0101  owner-missing" in projguard("rules").stdout


def test_pack_in_one_language(projguard: Run, house: Path) -> None:
    """A pack that speaks German alone is explained in German whatever is asked for."""
    text = (house / "card.yaml").read_text(encoding="utf-8")
    for english, russian in (
        ("House rules", "Правила дома"),
        ("Nobody makes it", "Никто не делает"),
        ("Name somebody.", "Назначьте."),
        ("Who makes it?", "Кто делает?"),
    ):
        text = text.replace(f"{{en: {english}, ru: {russian}}}", "{de: Hausordnung}")
    text = text.replace("{en: Then nobody does., ru: 'Тогда не сделают.'}", "{de: Dann keiner.}")
    text = text.replace(
        "{en: '{name} has no owner', ru: '{name}: нет исполнителя'}", "{de: '{name} macht keiner: {count:tag}'}"
    ).replace(": {count:tag}", "")
    (house / "card.yaml").write_text(text, encoding="utf-8")
    spoil(house)
    done = projguard("check", *DAY, "--select", "LT", "--lang", "ru")
    assert (done.returncode, done.stderr) == (1, "")
    assert "Публикация сайта macht keiner" in done.stdout
    assert "Hausordnung" in projguard("explain", "LT0101", "--lang", "ru").stdout
    assert "LT0101" in projguard("rules", "--format", "json", "--lang", "ru").stdout


def test_folder_outside_is_refused(projguard: Run, house: Path) -> None:
    """A folder's file names no cards elsewhere, neither upwards nor through a link."""
    outside = house.parents[1] / "outside"
    shutil.copytree(house, outside)
    (house.parent / "link").symlink_to(outside)
    for name in ("../outside", str(outside), "link"):
        settings(house, f"rule_dirs: [{name}]\n")
        done = projguard("check", *DAY)
        assert done.returncode == 2
        assert f".projguard.yaml:1:13: «{name}» lies outside the folder of these settings" in done.stderr


def test_operator_names_any_folder(projguard: Run, house: Path) -> None:
    """The file that ``--config`` names points anywhere."""
    outside = house.parents[1] / "outside"
    shutil.copytree(house, outside)
    operator = house.parents[1] / "operator.yaml"
    operator.write_text("rule_dirs: [outside]\n", encoding="utf-8")
    settings(house, "")
    spoil(house)
    done = projguard("check", *DAY, "--select", "LT", "--config", str(operator), "--format", "concise", "--untrusted")
    assert (done.returncode, "LT0101" in done.stdout) == (1, True)


def test_folder_that_is_not_there_is_told(projguard: Run, house: Path) -> None:
    """A folder that is missing, or holds no card file, is an error with the place of the setting."""
    settings(house, "rule_dirs: [huose]\n")
    assert ".projguard.yaml:1:13: there is no folder «huose» of card files" in projguard("check").stderr
    (house.parent / "circle").symlink_to("circle")
    for name in ("circle", "a" * 300, r"a\0b"):
        settings(house, f'rule_dirs: ["{name}"]\n')
        done = projguard("check")
        assert (done.returncode, ".projguard.yaml:1:13: there is no folder «" in done.stderr) == (2, True)
    (house.parent / "empty").mkdir()
    settings(house, "rule_dirs: [empty]\n")
    done = projguard("check")
    assert done.returncode == 2
    assert ".projguard.yaml:1:1: empty gives the folder empty, which holds no card file" in done.stderr


def test_untrusted_folder_brings_no_cards(projguard: Run, house: Path) -> None:
    """Under ``--untrusted`` the cards of a folder are left out, broken ones too, and the report says so."""
    (house / "card.yaml").write_text("point: 31\n", encoding="utf-8")
    done = projguard("check", *DAY, "--untrusted")
    assert done.returncode == 0
    assert ".projguard.yaml:1: rule_dirs are not honoured here" in done.stdout
    assert "LT0101" not in done.stdout


def test_card_file_that_is_a_link_out_is_not_read(projguard: Run, house: Path) -> None:
    """A card file that leads out of its folder is refused unread."""
    (house / "card.yaml").unlink()
    (house / "card.yaml").symlink_to("/etc/passwd")
    done = projguard("check")
    assert done.returncode == 2
    assert "house/card.yaml:1:1" in done.stderr
    assert "root:" not in done.stderr


def test_projects_have_their_own_packs(projguard: Run, house: Path) -> None:
    """In one run each project is judged by the cards that its own settings name, on several processes too."""
    spoil(house)
    portfolio = house.parents[1] / "portfolio"
    for name in ("a", "b", "c"):
        shutil.copytree(house.parent, portfolio / name, symlinks=True)
    (portfolio / "b" / ".projguard.yaml").unlink()
    other = (portfolio / "c" / "house" / "card.yaml").read_text(encoding="utf-8")
    other = other.replace("LT", "MX").replace("31", "32").replace("owner-missing", "maker-missing")
    (portfolio / "c" / "house" / "card.yaml").write_text(other, encoding="utf-8")
    for jobs in ("1", "2"):
        done = projguard("check", *DAY, "--select", "LT,MX", "--format", "json", "--jobs", jobs, str(portfolio))
        projects = json.loads(done.stdout)["projects"]
        told = [[finding["code"] for finding in project["findings"]] for project in projects]
        assert told == [["LT0101"], [], ["MX0101"]]


def test_edited_card_is_seen_at_once(projguard: Run, house: Path) -> None:
    """Neither the cache of cards nor that of results outlives an edit of a card."""
    spoil(house)
    portfolio = house.parents[1] / "portfolio"
    for number in range(9):
        shutil.copytree(house.parent, portfolio / f"p{number}", symlinks=True)
    shutil.move(house, portfolio / "house")
    (portfolio / ".git").mkdir()
    (portfolio / ".projguard.yaml").write_text("rule_dirs: [house]\n", encoding="utf-8")
    for number in range(9):
        shutil.rmtree(portfolio / f"p{number}" / ".git")
        (portfolio / f"p{number}" / ".projguard.yaml").unlink()
    first = projguard("check", *DAY, "--select", "LT", "--format", "concise", str(portfolio))
    card = portfolio / "house" / "card.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("has no owner", "lacks an owner"), encoding="utf-8")
    second = projguard("check", *DAY, "--select", "LT", "--format", "concise", str(portfolio))
    assert (first.stdout.count("has no owner"), second.stdout.count("lacks an owner")) == (9, 9)


def test_cards_are_tried(projguard: Run, house: Path) -> None:
    """``projguard test`` tells of each card what is wrong with its examples, and the status is 1."""
    card = house / "card.yaml"
    text = card.read_text(encoding="utf-8")
    assert projguard("test", "house").stdout == "✔ house: passed 1 of 1\nexit 0: every card passes (1)\n"
    wrong = text.replace("{deliverables: {id=launch: {owner: null}}}", "{}").replace(
        "      good: |\n        manifest: {}",
        "      good: |\n        manifest: {deliverables: {id=launch: {owner: null}}}",
    )
    card.write_text(wrong, encoding="utf-8")
    done = projguard("test", "house")
    assert done.returncode == 1
    assert done.stdout == (
        "house/card.yaml:20:7: LT0101 owner-missing: the bad example is not found\n"
        "house/card.yaml:22:7: LT0101 owner-missing: the good example is found: missing\n"
        "✖ house: passed 0 of 1\n"
        "exit 1: failing cards: 1 of 1\n"
    )


def test_card_without_examples_fails(projguard: Run, house: Path) -> None:
    """A card needs both examples; one that cannot be made is told why, a rule that rests is told too."""
    card = house / "card.yaml"
    text = card.read_text(encoding="utf-8")
    card.write_text(text.partition("    examples:")[0], encoding="utf-8")
    done = projguard("test", "house")
    assert "house/card.yaml:5:5: LT0101 owner-missing: there is no bad example\n" in done.stdout
    assert "house/card.yaml:5:5: LT0101 owner-missing: there is no good example\n" in done.stdout
    card.write_text(text.replace("id=launch", "launch"), encoding="utf-8")
    told = "the example cannot be made: 'launch' names no item of the list deliverables: write it as id=html"
    assert told in projguard("test", "house").stdout
    card.write_text(text.replace("      bad: |\n", "      bad: |\n        phase: closed\n"), encoding="utf-8")
    assert "the bad example is not found, the rule is not asked: phase" in projguard("test", "house").stdout


def test_cards_that_cannot_be_used_are_not_tried(projguard: Run, house: Path) -> None:
    """A typing error in a card is status 2, as is a folder that is none."""
    other = house.with_name("other")
    other.mkdir()
    (other / "card.yaml").write_text("point: 33\n", encoding="utf-8")
    done = projguard("test", "other")
    assert (done.returncode, done.stdout) == (2, "")
    assert "other/card.yaml:1:1: title is missing" in done.stderr
    assert projguard("test", "nowhere").returncode == 2


def test_all_cards_are_tried_together(projguard: Run) -> None:
    """Without a folder the bundled cards and those of the settings are tried."""
    lines = projguard("test").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == ["✔ rules", "✔ house"]
    assert lines[-1].startswith("exit 0: every card passes (")


def test_settings_that_cannot_be_used_are_told(projguard: Run, house: Path) -> None:
    """Commands that show the checklist refuse broken settings with their place."""
    settings(house, "rule_dirs: house\n")
    done = projguard("rules")
    assert done.returncode == 2
    assert ".projguard.yaml:1:1: rule_dirs: «house» is not of the form expected here" in done.stderr


def test_bundled_run_loads_nothing_of_the_vocabulary(projguard: Run, house: Path) -> None:
    """Without packs neither the vocabulary nor what it needs is imported."""
    settings(house, "")
    program = (
        "import sys\nfrom projguard.cli.main import main\n"
        "try: main(['check', '--as-of', '2026-11-23', '--format', 'concise'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'regex', 'jsonpath_rfc9535', 'cel_expr_python'}"
        " or name.startswith(('projguard.checks.vocabulary.', 'projguard.catalogue.questions', 'projguard.catalogue.form'))])"
    )
    command = [sys.executable, "-P", "-c", program]
    projguard("rules")
    done = subprocess.run(command, cwd=house.parent, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_editor_knows_the_cards_of_a_folder(projguard: Run, house: Path) -> None:
    """The editor server finds what a pack's rule finds, says it in words, and tells of broken cards in place of findings."""
    assert projguard("rules").returncode == 0
    spoil(house)
    server_module: Any = import_module("projguard.lsp.server")
    opened = Manifest(uri="", path=house.parent / "projguard.yaml", text="", version=1)
    opened.text = opened.path.read_text(encoding="utf-8")
    request = Request(config=Config(as_of=date(2026, 11, 23)), said=frozenset())
    server = server_module.make_server(load_active(only=()), request)
    server.judge.check(opened, thorough=True)
    found = next(finding for finding in opened.findings if finding.code == "LT0101")
    assert server.words.message(found) == "Публикация сайта has no owner"
    (house / "card.yaml").write_text("point: 31\n", encoding="utf-8")
    server = server_module.make_server(load_active(only=()), request)
    server.judge.check(opened, thorough=True)
    assert "card.yaml:1: title is missing" in opened.trouble
