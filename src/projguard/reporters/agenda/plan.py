"""The shortest way to a clear gate, for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from projguard.advice.asking import day_in
from projguard.advice.plan import Share, Step
from projguard.hooks.reporter import Sentences
from projguard.model.report import ProjectReport
from projguard.model.source import KeyPath
from projguard.reporters.markdown_text import code, prose
from projguard.reporters.terminal import finished, visible, wrapped
from projguard.wording.words import mark, words_of

NOBODY = {"client": mark("the client"), "team": mark("the team"), "self": mark("the manager")}
OF_SIDE = {"client": mark("client"), "team": mark("team"), "self": mark("manager")}


class PlanSheet(NamedTuple):
    """A plan, ready to be written out."""

    report: ProjectReport
    shares: tuple[Share, ...]
    lang: str
    sentences: Sentences
    places: Mapping[KeyPath, str]
    names: Mapping[KeyPath, str]

    def say(self, english: str, **values: str | int) -> str:
        """Give a text in the language of the plan."""
        return words_of(self.lang).say(english, **values)

    def head(self) -> str:
        """Say what the plan is for."""
        return self.say(
            "The way to a clear gate: {title}, as of {day}",
            title=self.report.title,
            day=day_in(self.report.as_of, self.lang),
        )

    def totals(self) -> str:
        """Say how much there is to do, and what stays open."""
        steps = [step for share in self.shares for step in share.steps]
        closed = sum(len(step.findings) for step in steps)
        if not steps:
            return self.say("Nothing fails the gate.")
        others = sum(one.state == "open" and one.severity != "info" for one in self.report.findings) - closed
        told = self.say(
            "{count} {count:step} close {closed} {closed:finding}, {time} of work.",
            count=len(steps),
            closed=closed,
            time=self.time(sum(step.minutes for step in steps)),
        )
        left = self.say("{count} {count:finding} may stay open for now.", count=others) if others > 0 else ""
        return f"{told} {left}".rstrip()

    def time(self, minutes: int) -> str:
        """Write a stretch of time in hours and minutes."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.say("{minutes} min", minutes=rest)
        return (
            self.say("{hours} h {minutes} min", hours=hours, minutes=rest)
            if rest
            else self.say("{hours} h", hours=hours)
        )

    def who(self, share: Share) -> str:
        """Name who has the next move."""
        name = share.doer.name or self.say(NOBODY[share.doer.side])
        side = self.say(OF_SIDE[share.doer.side])
        return f"{name} ({side})" if share.doer.name else name

    def what(self, step: Step) -> str:
        """Say what to do: the remedies of the rules, each once."""
        return " ".join(dict.fromkeys(self.sentences.remedy(rule) for rule in step.codes))

    def by(self, step: Step) -> str:
        """Say by when; empty where no day is known."""
        return self.say("by {day}", day=day_in(step.by, self.lang)) if step.by else ""


def render_plan(sheet: PlanSheet, width: int) -> str:
    """Write a plan for a terminal."""
    lines = [*wrapped(visible(sheet.head()), width), "", *wrapped(sheet.totals(), width)]
    number = 1
    for share in sheet.shares:
        lines += ["", visible(f"{sheet.who(share)}: {sheet.time(share.minutes)}")]
        for step in share.steps:
            lines += _step(sheet, step, number, width)
            number += 1
    return finished(lines, "utf-8")


def _step(sheet: PlanSheet, step: Step, number: int, width: int) -> Iterator[str]:
    facts = ", ".join(filter(None, (sheet.time(step.minutes), sheet.by(step), *step.codes)))
    yield from wrapped(visible(f"{sheet.what(step)} [{facts}]"), width, first=f"{number:4}. ", rest=" " * 6)
    for finding in step.findings:
        yield from wrapped(visible(sheet.sentences.message(finding)), width, first="      - ", rest=" " * 8)
    if step.fields:
        shown = ", ".join(sheet.places[at] for at in step.fields)
        yield from wrapped(visible(f"{sheet.say('field')}: {shown}"), width, first=" " * 8)


def render_plan_markdown(sheet: PlanSheet) -> str:
    """Write a plan as Markdown, with boxes to tick."""
    lines = [f"# {prose(sheet.head())}", "", prose(sheet.totals())]
    for share in sheet.shares:
        lines += ["", f"## {prose(sheet.who(share))}: {prose(sheet.time(share.minutes))}", ""]
        for step in share.steps:
            facts = ", ".join(filter(None, (sheet.time(step.minutes), sheet.by(step), *step.codes)))
            lines.append(f"- [ ] **{prose(sheet.what(step))}** ({prose(facts)})")
            lines += [f"  - {prose(sheet.sentences.message(finding))}" for finding in step.findings]
            if step.fields:
                lines.append(f"  - {sheet.say('field')}: " + ", ".join(code(sheet.places[at]) for at in step.fields))
    return "\n".join(lines) + "\n"
