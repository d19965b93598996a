"""``projguard check``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from projguard import __version__
from projguard.app.active import Active, load_active
from projguard.app.check import check
from projguard.app.examine import Examiner
from projguard.app.session import NOTHING, Session
from projguard.app.sources import Source, Sources, find_sources
from projguard.cli.outputs import Output, parse_format, wants_color, width
from projguard.cli.signals import Interrupted, signals_raise
from projguard.cli.speech import Spoken, wrong
from projguard.cli.words import Day, OneOf, lang_option
from projguard.engine.select import ALWAYS, UnknownSelector
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.rule import PHASES, SEVERITIES
from projguard.model.run import Run, Totals, totals_of
from projguard.model.values import Text
from projguard.project.nearest import nearest
from projguard.wording.sentences import Wording

CLOSED_PIPE = 141


@click.command("check", cls=Spoken)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--phase", type=OneOf(PHASES), help="Judge as if the project were in this phase. Default: its own.")
@click.option("--as-of", type=Day(), metavar="DATE", help="The day to judge by. Default: today at the agency.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Only these: codes, prefixes (PG07), names, point:7, packs (AC), ALL.",
)
@click.option("--extend-select", multiple=True, metavar="RULES", help="These as well.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these.")
@click.option("--severity", multiple=True, metavar="RULE=LEVEL", help="Re-grade a rule: error, warning, info or off.")
@click.option(
    "--fail-on",
    type=OneOf((*SEVERITIES, "never")),
    default="error",
    show_default=True,
    help="Lowest severity that fails.",
)
@click.option(
    "--min-severity", type=OneOf(SEVERITIES), default="info", show_default=True, help="Lowest severity that is shown."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[:FILE]",
    help="text (default), concise or json; may be repeated, with a file each.",
)
@click.option("--show-suppressed", is_flag=True, help="Show what is waived, suppressed or baselined too.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="Processes. Default: as many as pay.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out folders when looking for projects.")
@click.option("--stdin-filename", metavar="PATH", help="With -: check the text as if it lay there.")
@click.option("--no-cache", is_flag=True, help="Read the card files anew.")
@click.option(
    "--color", type=OneOf(("auto", "always", "never")), default="auto", show_default=True, help="Colour the text."
)
@click.option("-q", "--quiet", is_flag=True, help="Only the summary.")
@click.option("-v", "--verbose", is_flag=True, help="Details of every project.")
@lang_option
def command(**options: Any) -> None:
    """Hold projects against the checklist.

    PATH is a manifest, a project folder, a folder of projects, or - for standard input; the working directory where
    none is given.
    """
    active = load_active(cache=not options["no_cache"])
    config = _config(options, active)
    try:
        examiner = Examiner(active, config)
    except UnknownSelector as unknown:
        raise wrong("No rule fits '{name}'.", name=unknown.selector, near=unknown.nearest) from None
    words = Wording(lang=config.lang, rules=active.by_code, points={point.number: point for point in active.points})
    sources, reports = _work(options, config, examiner)
    if not (sources.found or sources.unlisted) or all(rule.code == ALWAYS for rule in examiner.rules):
        reason = "no_rule" if sources.found else "no_manifest"
        looked = Text(", ".join(options["paths"] or (".",)))
        sys.exit(_say(totals_of((), NOTHING, Notice(message=reason, values={"path": looked})), words))
    outputs = _outputs(options, config, active, words, alone=len(sources.found) == 1)
    session = Session(rules=active.by_code, gate=config.fail_on, unlisted=sources.unlisted)
    sys.exit(_run(session, reports, outputs, words, len(sources.found)))


def _config(options: dict[str, Any], active: Active) -> Config:
    return Config(
        phase=options["phase"],
        as_of=options["as_of"],
        now=datetime.now(UTC),
        select=_split(options["select"]),
        extend_select=_split(options["extend_select"]),
        ignore=_split(options["ignore"]),
        severity=dict(_level(text, active) for text in options["severity"]),
        fail_on=options["fail_on"],
        min_severity=options["min_severity"],
        lang=options["lang"],
        exclude=options["exclude"],
        jobs=options["jobs"],
    )


def _split(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for value in values for word in value.replace(",", " ").split())


def _level(text: str, active: Active) -> tuple[str, Any]:
    name, _, level = text.partition("=")
    code = active.codes.get(name) or active.codes.get(name.upper())
    if code is None:
        near = nearest(name.upper(), active.codes) or nearest(name, active.codes)
        raise wrong("--severity: there is no rule '{name}'.", name=name, near=near)
    if level not in (*SEVERITIES, "off"):
        near = nearest(level, (*SEVERITIES, "off"), distance=3, share=0.5)
        known = ", ".join((*SEVERITIES, "off"))
        raise wrong("{name}: '{value}' is not one of {known}.", name="--severity", value=level, known=known, near=near)
    if code == ALWAYS:
        raise wrong("--severity: {code} cannot be re-graded.", code=ALWAYS)
    return code, level


def _work(options: dict[str, Any], config: Config, examiner: Examiner) -> tuple[Sources, Iterator[ProjectReport]]:
    """Find what to check; raises click's errors for a path that does not exist."""
    paths: tuple[str, ...] = options["paths"] or (".",)
    if "-" in paths:
        if len(paths) > 1:
            raise wrong("- (standard input) cannot be checked together with other paths.")
        shown = options["stdin_filename"] or "<stdin>"
        manifest = Path(options["stdin_filename"] or "projguard.yaml")
        raw = sys.stdin.buffer.read(config.limits.file_bytes + 1)
        report = examiner.examine(manifest, Path(shown).as_posix(), raw)
        return Sources((Source(manifest=manifest, shown=shown),)), iter((report,))
    try:
        sources = find_sources(paths, config.exclude)
    except FileNotFoundError as absent:
        raise wrong("There is no file or folder '{path}'.", path=absent.args[0]) from None
    return sources, check(examiner, sources.found)


def _outputs(
    options: dict[str, Any], config: Config, active: Active, words: Wording, *, alone: bool
) -> tuple[Output, ...]:
    wanted = [parse_format(text) for text in options["formats"]] or [("text", "")]
    for name, _ in wanted:
        if name not in active.formats:
            near = nearest(name, active.formats, distance=3, share=0.5)
            known = ", ".join(sorted(active.formats))
            raise wrong("{name}: '{value}' is not one of {known}.", name="--format", value=name, known=known, near=near)
    if sum(not file for _, file in wanted) > 1:
        raise wrong("--format: only one format can go to standard output; give the others a file.")
    return tuple(
        Output(name=name, file=file, reporter=active.formats[name](_show(options, config, file, alone=alone), words))
        for name, file in wanted
    )


def _show(options: dict[str, Any], config: Config, file: str, *, alone: bool) -> Run:
    now = config.now or datetime.now(UTC)
    day: date = config.as_of or now.date()
    return Run(
        version=__version__,
        as_of=day,
        lang=config.lang,
        width=80 if file else width(),
        color=not file and wants_color(options["color"]),
        encoding="utf-8" if file else sys.stdout.encoding or "utf-8",
        min_severity=config.min_severity,
        verbosity=-1 if options["quiet"] else int(options["verbose"]),
        show_hidden=options["show_suppressed"],
        statistics=options["statistics"],
        details=alone or options["verbose"],
    )


def _run(
    session: Session, reports: Iterable[ProjectReport], outputs: Sequence[Output], words: Wording, count: int
) -> int:
    """Write every report to every output; gives the exit status."""
    interrupted = 0
    try:
        with signals_raise():
            try:
                for output in outputs:
                    output.write(output.reporter.head())
                for report in session.passing(_with_progress(reports, count)):
                    for output in outputs:
                        output.write(output.reporter.project(report))
            except Interrupted as signal:
                interrupted = signal.status
        totals = session.totals(interrupted=interrupted)
        for output in outputs:
            output.write(output.reporter.tail(totals))
            output.close()
    except BrokenPipeError:
        _close_quietly(outputs)
        return CLOSED_PIPE
    except OSError as fault:
        _close_quietly(outputs)
        path = Text(str(fault.filename or next((output.file for output in outputs if output.file), "-")))
        return _say(totals_of(tuple(session.rows), 4, Notice(message="not_written", values={"path": path})), words)
    if not any(output.name == "text" and not output.file for output in outputs):
        return _say(totals, words)
    return totals.status


def _with_progress(reports: Iterable[ProjectReport], count: int) -> Iterator[ProjectReport]:
    """Let reports through; a bar on standard error shows them once many take more than a second."""
    if count < 2 or not sys.stderr.isatty():
        yield from reports
        return
    started = time.monotonic()
    bar: Any = None
    done = 0
    try:
        for report in reports:
            done += 1
            if bar is None and time.monotonic() - started > 1:
                bar = click.progressbar(length=count, file=sys.stderr)
                bar.update(done)
            elif bar is not None:
                bar.update(1)
            yield report
    finally:
        if bar is not None:
            bar.render_finish()


def _say(totals: Totals, words: Wording) -> int:
    """Print the last line, which says status and reason, on standard error."""
    click.echo(f"exit {totals.status}: {words.notice(totals.reason)}", err=True)
    return totals.status


def _close_quietly(outputs: Sequence[Output]) -> None:
    for output in outputs:
        output.drop()
    with suppress(OSError):
        sys.stdout.close()
