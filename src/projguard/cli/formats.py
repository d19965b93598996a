"""What ``--format`` asks for: which formats, to where, and how each is to look."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from projguard import __version__
from projguard.app.active import Active
from projguard.app.session import Session
from projguard.cli.fanout import failed_format
from projguard.cli.outputs import Output
from projguard.cli.speech import wrong
from projguard.hooks.plugins import FAILS
from projguard.model.config import Config
from projguard.model.run import Run
from projguard.project.nearest import nearest
from projguard.wording.sentences import Wording

if TYPE_CHECKING:
    from projguard.hooks.reporter import MakeReporter, Reporter

SPOKEN = ("text", "concise")
"""Formats for terminals, in the terminal's encoding; programs read UTF-8."""
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Environment variable that names the file of a job's summary."""


def choose_outputs(
    options: Mapping[str, Any], config: Config, active: Active, words: Wording, session: Session, *, alone: bool
) -> tuple[Output, ...]:
    """Make the outputs that are asked for, and those that the build server has room for."""
    wanted = _wanted(options, active)
    outputs: list[Output] = []
    for name, file in wanted:
        run = _show(options, config, active, name, file, alone=alone)
        try:
            reporter = active.formats[name](run, words)
        except FAILS as fault:
            session.failures.append(failed_format(name, active, fault))
        else:
            if name == "text" and not file and annotating():
                reporter = _annotated(reporter, run, active, words)
            outputs.append(Output(name=name, file=file, reporter=reporter))
    summary = os.environ.get(STEP_SUMMARY)
    if summary and any(name == "github" or (annotating() == "github" and not file) for name, file in wanted):
        from projguard.reporters.markdown import StepSummaryReporter

        run = _show(options, config, active, "markdown", summary, alone=alone)
        outputs.append(Output(name="markdown", file=summary, reporter=StepSummaryReporter(run, words), adds=True))
    if any(not file and name not in SPOKEN for name, file in wanted) and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if options["diff"]:
        from projguard.cli.fixes import diff_output

        outputs.append(diff_output())
    return tuple(outputs)


def parse_format(text: str) -> tuple[str, str]:
    """Split ``NAME[:FILE]``."""
    name, _, file = text.partition(":")
    return name, file


def spare_the_inputs(file: str) -> None:
    """Refuse to write a report over a manifest or settings."""
    if not file:
        return
    from projguard.cli.places import is_input

    if is_input(file):
        raise wrong("--format: '{path}' is a manifest or settings; nothing is written over it.", path=file)


def one_format(text: str, known: Sequence[str]) -> tuple[str, str]:
    """Split the ``NAME[:FILE]`` of a command that writes one thing."""
    name, file = parse_format(text)
    if name not in known:
        raise wrong("{name}: '{value}' is not one of {known}.", name="--format", value=name, known=", ".join(known))
    spare_the_inputs(file)
    return name, file


def draws(texts: Iterable[str], formats: Mapping[str, MakeReporter]) -> bool:
    """Tell whether a format that is asked for shows pictures."""
    return any(getattr(formats.get(parse_format(text)[0]), "draws", False) for text in texts)


def annotating() -> str:
    """Give the format by which the build server that this runs in shows gaps beside lines; empty elsewhere."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "azure" if os.environ.get("TF_BUILD", "").lower() == "true" else ""


def wants_color(choice: str) -> bool:
    """Decide about colour: as asked, else NO_COLOR and FORCE_COLOR, else only on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """Give the columns of the terminal, or as many as ``COLUMNS`` says; 80 where the output is no terminal."""
    said = os.environ.get("COLUMNS", "")
    try:
        columns = int(said) if said.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(40, min(columns or 80, 120))


def _wanted(options: Mapping[str, Any], active: Active) -> list[tuple[str, str]]:
    wanted = [parse_format(text) for text in options["formats"]] or [("text", "")] * (not options["diff"])
    for name, _ in wanted:
        if name not in active.formats:
            near = nearest(name, active.formats, distance=3, share=0.5)
            known = ", ".join(sorted(active.formats))
            raise wrong("{name}: '{value}' is not one of {known}.", name="--format", value=name, known=known, near=near)
    places = [file and os.path.realpath(file) for _, file in wanted]
    if places.count("") > 1:
        raise wrong("--format: only one format can go to standard output; give the others a file.")
    twice = next((place for place in places if places.count(place) > 1), "")
    if twice:
        raise wrong("--format: two formats cannot go to one file, '{path}'.", path=twice)
    for _, file in wanted:
        spare_the_inputs(file)
    return wanted


def _show(options: Mapping[str, Any], config: Config, active: Active, name: str, file: str, *, alone: bool) -> Run:
    now = config.now or datetime.now(UTC)
    day: date = config.as_of or now.date()
    spoken = name in SPOKEN and not file
    return Run(
        version=__version__,
        as_of=day,
        lang=config.lang,
        audience=config.audience,
        width=80 if file else width(),
        color=not file and wants_color(options["color"]),
        encoding=(sys.stdout.encoding or "utf-8") if spoken else "utf-8",
        min_severity=config.min_severity,
        verbosity=-1 if options["quiet"] else int(options["verbose"]),
        show_hidden=options["show_suppressed"],
        statistics=options["statistics"],
        details=alone or options["verbose"],
        plugins=tuple((plugin.name, plugin.distribution, plugin.version) for plugin in active.plugins[1:]),
    )


def _annotated(reporter: Reporter, run: Run, active: Active, words: Wording) -> Reporter:
    """Let the text in a build server's log show gaps beside lines as well."""
    from projguard.reporters.annotated import AnnotatedReporter

    return AnnotatedReporter(reporter, active.formats[annotating()](run, words))
