"""Scenario files: read into steps, and carried out one after another."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).parents[1] / "base_project"
INDENT = "    "


class Step(NamedTuple):
    """One sentence of a scenario, and the lines that stand indented below it."""

    sentence: str
    lines: tuple[str, ...]


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


class Scenario(NamedTuple):
    """One file."""

    title: str
    steps: tuple[Step, ...]


Run = Callable[[list[str]], Result]


def read_scenario(text: str) -> Scenario:
    """Read a file: its first line says what it tells, every other line that is not indented is a step."""
    title, _, rest = text.partition("\n")
    steps: list[Step] = []
    for line in rest.rstrip("\n").split("\n"):
        if line.startswith(INDENT) or (steps and not line):
            steps[-1] = steps[-1]._replace(lines=(*steps[-1].lines, line.removeprefix(INDENT)))
        elif line:
            steps.append(Step(line, ()))
    return Scenario(title, tuple(step._replace(lines=_without_blank_end(step.lines)) for step in steps))


def _without_blank_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


@dataclass(slots=True)
class Player:
    """Carries a scenario out in a folder."""

    folder: Path
    run: Run
    result: Result | None = None

    def play(self, scenario: Scenario) -> None:
        """Do every step."""
        told = False
        for step in scenario.steps:
            action, values = _action(step)
            told |= action is Player.status
            getattr(self, action.__name__)(step, **values)
        assert told, "no step says an exit status"

    def project(self, _: Step, place: str | None, own: str | None) -> None:
        """Copy the healthy project."""
        shutil.copytree(BASE, self.folder / (place or "."), dirs_exist_ok=True)
        (self.folder / (place if place and own else ".") / ".git").mkdir(exist_ok=True)

    def file(self, step: Step, name: str) -> None:
        """Write a file."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text("".join(f"{line}\n" for line in step.lines), encoding="utf-8")

    def change(self, step: Step, name: str) -> None:
        """Change lines of a file."""
        path = self.folder / name
        path.write_text(changed(path.read_text(encoding="utf-8"), step.lines), encoding="utf-8")

    def commit(self, _: Step, day: str) -> None:
        """Commit everything."""
        git = self.folder / ".git"
        if not (git / "HEAD").exists():
            git.rmdir()
            self._git("init", "-q", "-b", "main")
        self._git("add", "-A")
        self._git("commit", "-q", "-m", day, day=day)

    def command(self, step: Step) -> None:
        """Run projguard."""
        program, *arguments = shlex.split(" ".join(step.lines))
        assert program == "projguard"
        self.result = self.run(arguments)

    def prints(self, step: Step) -> None:
        """Compare standard output."""
        self._same("\n".join(step.lines), self._done.out)

    def says(self, step: Step) -> None:
        """Compare standard error."""
        self._same("\n".join(step.lines), self._done.err)

    def silent(self, _: Step) -> None:
        """See that nothing is printed."""
        assert self._done.out == ""

    def value(self, step: Step, pointer: str) -> None:
        """Compare one value of a report."""
        found = json.loads(self._done.out)
        for part in pointer.strip("/").split("/"):
            found = found[int(part)] if isinstance(found, list) else found[part]
        assert found == json.loads("\n".join(step.lines))

    def now(self, step: Step, name: str) -> None:
        """Compare a file."""
        self._same("\n".join(step.lines), (self.folder / name).read_text(encoding="utf-8"))

    def status(self, _: Step, number: str) -> None:
        """Compare the exit status."""
        assert self._done.status == int(number), self._done.out + self._done.err

    @property
    def _done(self) -> Result:
        assert self.result is not None, "nothing was run yet"
        return self.result

    def _same(self, shown: str, printed: str) -> None:
        assert same(shown, printed), f"prints\n{printed}\n{self._done.err}"

    def _git(self, *words: str, day: str = "2026-01-01") -> None:
        moment = f"{day}T12:00:00+0000"
        who = {
            f"GIT_{role}_{what}": f"{role}@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *words], cwd=self.folder, env={**kept, **who, **when}, check=True)


SENTENCES: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"the healthy project(?: in (?P<place>\S+?))?(?P<own>, a repository of its own)?\.", Player.project),
    (r"these lines of (?P<name>\S+) are changed:", Player.change),
    (r"all is committed on (?P<day>\S+)\.", Player.commit),
    (r"When I run:", Player.command),
    (r"It prints nothing\.", Player.silent),
    (r"It prints:", Player.prints),
    (r"It says:", Player.says),
    (r"The report has at (?P<pointer>\S+):", Player.value),
    (r"(?P<name>\S+) is now:", Player.now),
    (r"The exit status is (?P<number>\d+)\.", Player.status),
    (r"(?P<name>\S+):", Player.file),
)
"""What each sentence means; ``Given`` and ``And`` may stand before it."""


def _action(step: Step) -> tuple[Callable[..., None], dict[str, str]]:
    sentence = re.sub(r"^(?:Given|And) ", "", step.sentence)
    for pattern, action in SENTENCES:
        if found := re.fullmatch(pattern, sentence, re.IGNORECASE):
            return action, found.groupdict()
    raise AssertionError(f"no step is called {step.sentence!r}")


def changed(text: str, lines: tuple[str, ...]) -> str:
    """Change lines of a text: those marked ``-`` become the ``+`` ones behind them, ``^`` ones go to the top."""
    top = [line[2:] for line in lines if line.startswith("^")]
    for old, new in _changes([line for line in lines if not line.startswith("^")]):
        if old:
            assert text.count(f"{old}\n") == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(f"{old}\n", new)
        else:
            text += new
    return "".join(f"{line}\n" for line in top) + text


def _changes(lines: list[str]) -> Iterator[tuple[str, str]]:
    olds: list[str] = []
    news: list[str] = []
    for mark, line in [*((line[:1], line[2:]) for line in lines), ("-", "")]:
        if mark == "-" and news:
            yield "\n".join(olds), "".join(f"{new}\n" for new in news)
            olds, news = [], []
        (olds if mark == "-" else news).append(line)
    assert olds == [""], "lines are taken out, and nothing is put in their place"


def same(shown: str, printed: str) -> bool:
    """Compare printed output with what a scenario shows."""
    lines = [line.rstrip() for line in shown.rstrip().split("\n")]
    pattern = "".join(r"(?:[^\n]*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in lines)
    text = "".join(line.rstrip() + "\n" for line in printed.rstrip().split("\n"))
    return re.fullmatch(pattern, text) is not None
