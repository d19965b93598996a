"""Runs the examples of cards: the bad one must be found, the good one must not."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from projguard.app.active import Active
from projguard.app.composition import Part
from projguard.app.examine import Examiner
from projguard.app.packs import together
from projguard.app.settings import Request
from projguard.app.work import settings_at
from projguard.catalogue.examples import Example, ExampleError, read_example, write_project
from projguard.catalogue.faults import card_files
from projguard.model.config import Config, Pack
from projguard.model.finding import Finding, Notice
from projguard.model.report import ProjectReport
from projguard.model.rule import Rule
from projguard.model.source import KeyPath
from projguard.model.values import Listing, Text
from projguard.reading.bundled import bundled
from projguard.reading.settings_file import Place
from projguard.reading.shown import shown_path
from projguard.reading.unreadable import Unreadable
from projguard.wording.templates import SLOT


class Tried(NamedTuple):
    """One card, and what is wrong with its examples."""

    rule: Rule
    folder: str
    """As people see it."""
    faults: tuple[tuple[Place, Notice], ...]


def folders_of(active: Active, folders: Sequence[str]) -> tuple[Active, tuple[Path, ...]]:
    """Give the checklist with the cards of these folders, and the folders; without any all that there are.

    Raises FileNotFoundError for a folder that is none, BadNamedCards for cards that cannot be used.
    """
    if not folders:
        return active, tuple(folder for part in active.parts for folder in part.folders)
    wanted = [Path(os.path.abspath(folder)) for folder in folders]  # noqa: PTH100 - links stay as typed
    for folder in wanted:
        if not folder.is_dir():
            raise FileNotFoundError(shown_path(folder))
    known = {os.path.realpath(folder) for part in active.parts for folder in part.folders}
    new = tuple(Pack(str(one), shown_path(one)) for one in wanted if os.path.realpath(one) not in known)
    return together(active, [active.packs, new]), tuple(wanted)


def try_cards(active: Active, folders: Sequence[Path]) -> Iterator[Tried]:
    """Run the examples of every card in these folders, folder by folder."""
    wanted = {os.path.realpath(folder) for folder in folders}
    for part in active.parts:
        for folder in part.folders:
            if os.path.realpath(folder) in wanted:
                yield from _try_folder(active, part, folder)


def _try_folder(active: Active, part: Part, folder: Path) -> Iterator[Tried]:
    shown = shown_path(folder)
    rules = {rule.code: rule for rule in part.rules}
    for file in card_files(folder, shown):
        for index, card in enumerate(file.document.data["rules"]):
            rule = rules[card["code"]]
            at: KeyPath = ("rules", index)
            faults = tuple((file.place(place, key=True), why) for place, why in _faults(active, rule, at))
            yield Tried(rule, shown, faults)


def _faults(active: Active, rule: Rule, at: KeyPath) -> Iterator[tuple[KeyPath, Notice]]:
    for kind, text in (("bad", rule.bad), ("good", rule.good)):
        place = (*at, "examples", kind)
        if not text:
            yield place, Notice(f"example_no_{kind}")
            continue
        try:
            report = judged(active, rule, read_example(text))
        except Unreadable as refusal:
            yield place, Notice("example_unread", {"reason": Text(refusal.message)})
        except ExampleError as fault:
            yield place, Notice("example_form", {"reason": Text(str(fault))})
        else:
            yield from ((place, why) for why in _verdict(rule, report, kind))


def judged(active: Active, rule: Rule, example: Example) -> ProjectReport:
    """Judge the healthy project with an example's changes, by one rule; raises ExampleError."""
    with TemporaryDirectory() as folder:
        manifest = write_project(Path(folder), bundled("base_project"), example)
        config = Config(as_of=example.as_of, phase=example.phase, select=(rule.code,), packs=active.packs)
        if example.settings:
            (manifest.parent / ".git").mkdir()
            request = Request(config=config, said=frozenset({"select"}))
            config = settings_at(manifest.parent, request, active).config._replace(packs=active.packs)
        return Examiner(active, config).examine(manifest, manifest.name)


def _verdict(rule: Rule, report: ProjectReport, kind: str) -> Iterator[Notice]:
    outcome = next(outcome for outcome in report.outcomes if outcome.code == rule.code)
    found = [finding for finding in report.findings if finding.code == rule.code]
    if outcome.state == "crashed":
        yield Notice("example_crashed", {"reason": Text("; ".join(outcome.because))})
    elif kind == "bad" and not found:
        because = Listing(tuple(Text(reason) for reason in outcome.because))
        yield Notice("example_rests" if outcome.because else "example_silent", {"because": because})
    elif kind == "good":
        for finding in found:
            if finding.severity != "info":
                yield Notice("example_speaks", {"message": Text(finding.message)})
    for finding in found:
        yield from _unfilled(rule, finding)


def _unfilled(rule: Rule, finding: Finding) -> Iterator[Notice]:
    """Find values that a sentence names and the finding does not have."""
    for lang, text in rule.messages[finding.message].texts.items():
        lacking = [name for name, _ in SLOT.findall(text) if name not in finding.values]
        if lacking:
            names = Listing(tuple(Text(f"{{{name}}}") for name in dict.fromkeys(lacking)))
            yield Notice("example_unfilled", {"message": Text(finding.message), "lang": Text(lang), "names": names})
