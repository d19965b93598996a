"""What tests of rules and reporters need: judge the text of a manifest, and see what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from projguard import __version__
from projguard.app.active import Active, Loading, built_in, compose, load_active
from projguard.app.examine import Examiner
from projguard.app.session import Session
from projguard.hooks.plugins import Plugin
from projguard.model.config import Config, Pack
from projguard.model.report import ProjectReport
from projguard.model.run import Run
from projguard.model.source import pointer
from projguard.wording.sentences import Wording

AS_OF = date(2026, 11, 23)
"""The day by which texts are judged where a test names none."""

__all__ = ["AS_OF", "Judged", "Said", "assert_passed", "assert_said", "judge", "render"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding, in words."""

    code: str
    severity: str
    message: str
    path: str
    """File that it stands in, relative to the project."""
    line: int
    """From 1, as ``column``."""
    column: int
    pointer: str
    """The manifest field that it is about."""
    state: str
    """open, waived, suppressed or baselined."""

    def __str__(self) -> str:
        """Write it as ``--format concise`` does, without the rule's name."""
        return f"{self.path}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules said about one text."""

    said: tuple[Said, ...]
    """In the order of the text."""
    states: Mapping[str, str]
    """How each rule that ran ended, by code."""
    failures: tuple[str, ...]
    """What failed inside a check, one line each."""
    report: ProjectReport
    """Everything, as reporters get it."""

    def lines(self) -> list[str]:
        """Write every finding on a line of its own."""
        return [str(said) for said in self.said]


def judge(
    manifest: str,
    *,
    rules: str | Sequence[str],
    plugin: Any = None,
    cards: str | Path | None = None,
    files: Mapping[str, str] | None = None,
    phase: Any = None,
    as_of: date = AS_OF,
    lang: Any = "en",
) -> Judged:
    """Judge the text of a manifest by some rules: codes, names, prefixes, or anything else that ``--select`` takes.

    ``plugin`` is the module with the hooks of the plugin under test, which need not be installed then; without it every
    installed plugin takes part. ``cards`` is a folder of card files that takes part, too. ``files`` are documents beside
    the manifest, by path.
    """
    packs = () if cards is None else (Pack(str(cards), str(cards)),)
    active = _active(plugin).with_packs(packs)
    with _folder(manifest, files or {}) as path:
        select = (rules,) if isinstance(rules, str) else tuple(rules)
        report = Examiner(active, Config(select=select, packs=packs, phase=phase, as_of=as_of, lang=lang)).examine(
            path, path.name
        )
    words = _words(active, lang)
    return Judged(
        said=tuple(_said(finding, words) for finding in report.findings),
        states={outcome.code: outcome.state for outcome in report.outcomes},
        failures=report.failures,
        report=report,
    )


def render(format_: str, judged: Judged, *, plugin: Any = None, lang: Any = "en") -> str:
    """Write what was judged in a format, as a run over this one project would."""
    active = _active(plugin)
    session = Session(rules=active.by_code)
    reporter = active.formats[format_](
        Run(version=__version__, as_of=judged.report.as_of, lang=lang), _words(active, lang)
    )
    pieces = [reporter.head(), *(reporter.project(report) for report in session.passing([judged.report]))]
    return "".join([*pieces, reporter.tail(session.totals())])


def assert_said(judged: Judged, code: str, *, message: str = "", line: int = 0, pointer: str = "") -> Said:
    """Give the first finding of a rule that fits; raises AssertionError, with everything that was said, for none."""
    for said in judged.said:
        fits = (not message or message in said.message) and (not line or line == said.line)
        if said.code == code and fits and (not pointer or pointer == said.pointer):
            return said
    wanted = " ".join(filter(None, (code, message, f"on line {line}" if line else "", pointer)))
    raise AssertionError(f"nobody said: {wanted}\n{_everything(judged, code)}")


def assert_passed(judged: Judged, code: str) -> None:
    """Raise AssertionError, with what was said, where a rule ended in another way than ``passed``."""
    if judged.states.get(code) != "passed":
        raise AssertionError(f"{code} did not pass\n{_everything(judged, code)}")


def _everything(judged: Judged, code: str) -> str:
    state = judged.states.get(code, "not among the rules that ran")
    return "\n".join([f"state of {code}: {state}", *judged.failures, *judged.lines()])


def _said(finding: Any, words: Wording) -> Said:
    start = finding.location.span.start
    return Said(
        code=finding.code,
        severity=finding.severity,
        message=words.message(finding),
        path=finding.location.path,
        line=start.line + 1,
        column=start.column + 1,
        pointer=pointer(finding.location.key_path),
        state=finding.state,
    )


def _active(plugin: Any) -> Active:
    if plugin is None:
        return load_active()
    name = getattr(plugin, "__name__", type(plugin).__name__)
    return compose((built_in(), Plugin(name, name, "0", plugin)), Loading())


def _words(active: Active, lang: str) -> Wording:
    return Wording(lang=lang, rules=active.by_code, points={point.number: point for point in active.points})


@contextmanager
def _folder(manifest: str, files: Mapping[str, str]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        for name, text in {**files, "projguard.yaml": manifest}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield Path(folder, "projguard.yaml")
