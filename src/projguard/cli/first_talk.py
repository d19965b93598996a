"""The short interview of ``projguard init``."""

from __future__ import annotations

from dataclasses import replace

import click

from projguard.app.starting import Founder, with_answers
from projguard.authoring.codes import person_code
from projguard.authoring.new_project import Choices
from projguard.authoring.presets import PRESETS, preset_of
from projguard.authoring.setting import Given
from projguard.authoring.typed_answer import is_kind, kind_of, read_typed
from projguard.cli.interview import Unfit, agrees, as_typed, ask
from projguard.cli.speech import said
from projguard.model.source import Data, KeyPath
from projguard.project.nearest import nearest
from projguard.wording.sentences import Wording
from projguard.wording.terms import KINDS
from projguard.wording.words import words_of

NONE = ("-", "–", "—")
"""Typed for a project of no particular kind."""


class Talk:
    """Asks for what a project begins with; ``choices`` holds what was answered, however the talk ends."""

    def __init__(self, founder: Founder, choices: Choices, words: Wording) -> None:
        self.choices = choices
        self._founder = founder
        self._words = words
        self._lang = choices.lang
        self._fields = founder.fields(choices.lang)
        self._set = {at for at, _ in choices.answers}

    def interrupted(self) -> bool:
        """Ask everything; True when the person broke off."""
        try:
            click.echo(said("An empty answer leaves a point open. Ctrl-C ends the questions.") + "\n")
            self._project()
            self._work()
            self._agency()
            self._client()
        except (KeyboardInterrupt, EOFError):
            return True
        return False

    def keeps(self) -> bool:
        """Ask whether what was answered so far is to be written; breaking off once more is a no."""
        click.echo()
        try:
            return agrees(said("Keep what you have answered so far?"), default=True)
        except (KeyboardInterrupt, EOFError):
            click.echo()
            return False

    def _project(self) -> None:
        self._field(("project", "title"), said("Project"), default=self.choices.folder)
        self._field(("client", "name"), said("Client"), hint=said("A company or a person."))

    def _work(self) -> None:
        if not self.choices.preset and self.choices.kinds is None:
            hint = said("{known}; - for none of them.", known=", ".join(PRESETS))
            preset = ask(said("What it mostly is"), _preset, default=PRESETS[0], hint=hint)
            self.choices = replace(self.choices, preset=preset)
        if self.choices.kinds is None:
            usual = preset_of(self.choices.preset).kinds
            kinds = ask(said("Kinds of work"), self._kinds, default=", ".join(usual), hint=self._known_kinds())
            self.choices = replace(self.choices, kinds=kinds)
        hint = said("draft, kickoff (about to start), production (at work), delivered or closed.")
        self._field(("project", "phase"), said("Phase"), default="kickoff", hint=hint)
        self._field(("project", "start"), said("First day"), hint=said("Such as 2026-12-01."))
        self._field(("project", "end"), said("Last day"))

    def _known_kinds(self) -> str:
        named = words_of(self._lang).text
        kinds = (id_ if named(name) == id_ else f"{id_} ({named(name)})" for id_, name in KINDS.items())
        return said("By commas: {kinds}.", kinds=", ".join(kinds))

    def _agency(self) -> None:
        hint = said("Who runs the project at the agency.")
        if self._person(said("Manager: name"), "agency", "account_manager", hint=hint):
            hint = said("Who else works on it; empty for nobody else.")
            while self._person(said("Colleague: name"), "agency", hint=hint):
                hint = ""

    def _client(self) -> None:
        hint = said("Who speaks for the client; empty for nobody else.")
        while self._person(said("Client's side: name"), "client", hint=hint):
            hint = ""

    def _person(self, question: str, side: str, role: str = "", *, hint: str = "") -> bool:
        """Ask for one person; False for an empty name."""
        name = ask(question, as_typed, hint=hint)
        if not name:
            return False
        code = person_code(name, self._founder.project(self.choices).data.get("people") or {})
        who = {"name": name, "side": side}
        self._take(("people", code), {**who, "role": role} if role else who)
        at: KeyPath = ("people", code)
        if not role:
            self._field((*at, "role"), said("  Role of {name}", name=name))
        self._field((*at, "email"), said("  E-mail of {name}", name=name))
        if side == "client":
            self._field((*at, "phone"), said("  Phone of {name}", name=name))
        else:
            hint = said("Work that {name} can judge, by commas: copywriting, design, layout and so on.", name=name)
            self._field((*at, "skills"), said("  Skills of {name}", name=name), hint=hint)
        return True

    def _field(self, at: KeyPath, question: str, *, default: str = "", hint: str = "") -> None:
        """Ask for one field, unless the command line has set it."""
        if at in self._set:
            return

        def take(typed: str) -> None:
            if typed:
                self._take(at, read_typed(self._fields, at, typed, self._lang))

        ask(question, take, default=default, hint=hint)

    def _take(self, at: KeyPath, value: Data) -> None:
        answer = Given(at, value)
        if objections := self._founder.objections(self.choices, (answer,)):
            raise Unfit(self._words.message(objections[0]))
        self.choices = with_answers(self.choices, (answer,))

    def _kinds(self, typed: str) -> tuple[str, ...]:
        kinds = tuple(dict.fromkeys(kind_of(part.strip(), self._lang) for part in typed.split(",") if part.strip()))
        for kind in kinds:
            if not is_kind(kind, self._founder.kinds):
                raise Unfit(_unknown(said("There is no kind of work '{name}'.", name=kind), kind, self._founder.kinds))
        return kinds


def _preset(typed: str) -> str:
    if typed in {*PRESETS, *NONE}:
        return "" if typed in NONE else typed
    known = ", ".join(PRESETS)
    raise Unfit(_unknown(said("'{value}' is not one of {known}.", value=typed, known=known), typed, PRESETS))


def _unknown(sentence: str, typed: str, known: tuple[str, ...]) -> str:
    near = nearest(typed, known, distance=3, share=0.5)
    meant = said("Did you mean '{near}'?", near=near) if near else ""
    return f"{sentence} {meant}".rstrip()
