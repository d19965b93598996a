"""The talk of ``projguard ask``: one gap after another, each answer written at once."""

from __future__ import annotations

from collections.abc import Callable

import click

from projguard.app.answering import Desk, Result, differences
from projguard.authoring.codes import person_code
from projguard.authoring.gaps import Gap
from projguard.authoring.manifest_text import FEW
from projguard.authoring.setting import Given
from projguard.authoring.typed_answer import SENTENCES
from projguard.cli.formats import width
from projguard.cli.interview import Unfit, agrees, ask, tell
from projguard.cli.speech import said
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.yaml_source import row_source
from projguard.model.report import ProjectReport
from projguard.model.source import Data, KeyPath, dotted
from projguard.project.forms import is_typed
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording
from projguard.wording.words import mark, words_of

OF_WHOM = {"client": mark("ask the client"), "team": mark("ask the team"), "self": mark("for yourself")}
HELP = "?"
BY_HAND = {
    "alias": mark("the value is shared by a reference; fill it in by hand."),
    "other": mark("this place cannot be edited safely; fill it in by hand."),
}


class GapTalk:
    """Asks what is open at one desk until nothing is left or the person leaves."""

    def __init__(self, desk: Desk, words: Wording) -> None:
        self._desk = desk
        self._words = words
        self._asked: set[tuple[str, str, KeyPath]] = set()
        self._count = 0

    def held(self) -> int:
        """Ask; gives the exit status. Raises NotWritten."""
        click.echo(
            said("Each answer is written at once. Empty: leave it open; ?: explain; Ctrl-C: leave, come back later.")
        )
        try:
            while (gap := self._next()) is not None:
                self._ask(gap)
        except (KeyboardInterrupt, EOFError):
            click.echo()
        click.echo("\n" + summary(self._desk, self._count, self._words))
        return 0

    def _next(self) -> Gap | None:
        for gap in self._desk.gaps():
            about = (gap.finding.code, gap.finding.message, gap.finding.location.key_path)
            if about not in self._asked:
                self._asked.add(about)
                return gap
        return None

    def _ask(self, gap: Gap) -> None:
        rule = self._words.rule(gap.finding.code)
        due = said("by {day}", day=gap.due.isoformat()) if gap.due else said("no day set")
        head = f"{gap.finding.code} · {due} · {said(OF_WHOM[rule.ask])}"
        question = visible(self._words.question(gap.finding))
        click.echo(f"\n{head}\n{click.wrap_text(question, width())}")
        before = self._desk.report
        fields = gap.fields
        while self._answered(gap, fields) and _is_item(fields[0]):
            fields = tuple((*at[:-2], int(at[-2]) + 1, at[-1]) for at in fields)
            tell(said("Another one? Empty: no."))
        self._tell(before)

    def _answered(self, gap: Gap, fields: tuple[KeyPath, ...]) -> bool:
        """Ask for the fields of one gap; True where the first was answered."""
        for number, at in enumerate(fields):
            known = self._desk.document.value(at)
            if known is not None and not isinstance(known, list) and at != gap.finding.location.key_path:
                continue
            is_told = self._field(gap, at)
            if not is_told and not number and _is_item(at):
                return False
            if is_told and gap.only_one:
                return True
        return True

    def _field(self, gap: Gap, at: KeyPath) -> bool:
        known = self._desk.document.value(at)
        hints = [self._about(at)]
        if known is not None:
            hints.append(said("Now: {value}", value=visible(row_source(known))))
        hint = " ".join(filter(None, hints))

        def take(typed: str) -> bool:
            if typed == HELP:
                raise Unfit(f"{self._words.why(gap.finding.code)} {self._words.remedy(gap.finding.code)}")
            return bool(typed) and self._take(gap, at, typed)

        return ask(self._named(at), take, hint=hint)

    def _take(self, gap: Gap, at: KeyPath, typed: str) -> bool:
        side = "client" if self._words.rule(gap.finding.code).ask == "client" else "agency"
        for name in self._desk.unknown_people(at, typed):
            self._introduce(name, side)
        self._keep(self._tried(at, self._desk.read(at, typed)))
        return True

    def _introduce(self, name: str, side: str) -> None:
        """Add a person whom nobody has named before, where that is meant."""
        tell(said("{name} is not among the people.", name=name))
        if not agrees(said("Add"), default=True):
            raise Unfit(said("Known: {people}", people=", ".join(self._desk.people())))
        code = person_code(name, self._desk.people())
        who = {"name": name, "side": side}

        def told(key: str) -> Callable[[str], Result]:
            def take(typed: str) -> Result:
                return self._tried(("people", code), {**who, key: typed} if typed else who)

            return take

        questions = {
            "side": said("  Side (agency, client, contractor, partner)"),
            "role": said("  Role of {name}", name=name),
            "email": said("  E-mail of {name}", name=name),
        }
        for key, question in questions.items():
            who = ask(question, told(key), default=who.get(key, "")).document.value(("people", code))
        self._keep(self._tried(("people", code), who))

    def _tried(self, at: KeyPath, value: Data) -> Result:
        """Tell what an answer comes to; raises Unfit where it cannot be taken."""
        try:
            result = self._desk.tried((Given(at, value),))
        except CannotEdit as why:
            raise Unfit(said(BY_HAND.get(why.reason, BY_HAND["other"]))) from None
        if result.objections:
            raise Unfit(visible(self._words.message(result.objections[0])))
        return result

    def _keep(self, result: Result) -> None:
        self._desk.take(result)
        self._desk.save()
        self._count += 1

    def _tell(self, before: ProjectReport) -> None:
        """Show what became clear, and what came to light."""
        closed, opened = differences(before, self._desk.report)
        for finding in closed:
            tell(f"✔ {visible(self._words.message(finding))}", fg="green")
        for finding in opened:
            if finding.severity != "info":
                tell(f"▲ {visible(self._words.message(finding))}", fg="yellow")

    def _about(self, at: KeyPath) -> str:
        """Say what a field means and how it is typed."""
        about = self._desk.fields.say(at[:-1] if isinstance(at[-1], int) else at)
        if about is None:
            return ""
        types = self._desk.fields.types((*at, 0))
        if types and not isinstance(at[-1], int):
            several = said("Several by semicolons.") if types <= SENTENCES else said("Several by commas.")
            words = self._desk.fields.words((*at, 0))
            listed = f" {', '.join(words)}." if words and len(words) <= FEW else ""
            return f"{about.description}{listed} {several}"
        is_exact = any(map(is_typed, self._desk.fields.types(at)))
        example = self._desk.fields.example(at) if is_exact else ""
        also = said("Say, {example}.", example=example) if example else ""
        return f"{about.description} {also}".rstrip()

    def _named(self, at: KeyPath) -> str:
        """Name a field as people do: a list item by its code, a new one by the list."""
        if len(at) > 1 and isinstance(at[-2], int):
            item = self._desk.document.value(at[:-1])
            code = item.get("id") or item.get("title") if isinstance(item, dict) else None
            return visible(f"{dotted(at[:-2])}[{code or at[-2] + 1}].{at[-1]}")
        return visible(dotted(at))


def _is_item(at: KeyPath) -> bool:
    return len(at) > 1 and isinstance(at[-2], int)


def summary(desk: Desk, count: int, words: Wording) -> str:
    """Say how many answers were written, and what is left to do."""
    counted = words_of(words.lang).count
    opened = [finding for finding in desk.report.findings if finding.state == "open" and finding.severity != "info"]
    files = sorted({finding.location.path for finding in opened} - {desk.document.path})
    lines = [
        said(
            "Written: {count}. Still open: {open}.",
            count=counted(count, "answer"),
            open=counted(len(opened), "open_point"),
        )
    ]
    if files:
        lines.append(said("Documents to fill in: {files}.", files=visible(", ".join(files))))
    return "\n".join(click.wrap_text(line, width(), subsequent_indent="  ") for line in lines)
