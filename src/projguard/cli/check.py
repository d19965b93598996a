"""``projguard check``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from projguard.app.active import Active
from projguard.app.check import check, let_go, start_ahead
from projguard.app.examine import Examiner
from projguard.app.gates import BUILT_IN_GATES
from projguard.app.session import NOTHING, Session
from projguard.app.settings import Request, Settings
from projguard.app.sources import find_sources
from projguard.app.work import Work, prepare, prepare_text
from projguard.cli.check_options import asks_for_fixes, check_options
from projguard.cli.fanout import Fanout
from projguard.cli.formats import choose_outputs, draws
from projguard.cli.loading import loaded
from projguard.cli.request import exit_line, read_request, refusing, request_options, speak_as, tell, wording_of
from projguard.cli.signals import CLOSED_PIPE, Interrupted, signals_raise
from projguard.cli.speech import Spoken, said, wrong
from projguard.cli.words import Ahead, OneOf
from projguard.engine.select import ALWAYS
from projguard.model.config import Config
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES
from projguard.model.run import Totals, totals_of
from projguard.model.values import Text
from projguard.project.nearest import nearest
from projguard.reporters.terminal import finished, visible
from projguard.wording.sentences import Wording
from projguard.wording.words import words_of

if TYPE_CHECKING:
    from projguard.app.worker import Worker
    from projguard.hooks.reporter import Reporter

MOST_TOLD = 20
"""Failures of checks that are told one by one."""
AUDIENCES = ("agency", "client")


def _as_found(work: Work) -> Work:
    return work


@click.command("check", cls=Spoken)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@request_options
@click.option(
    "--fail-on",
    multiple=True,
    metavar="LEVEL|RULES",
    help="Lowest severity that fails: error (default), warning, info, never; or rules and points that count.",
)
@click.option("--gate", "gate_name", metavar="NAME", help="A gate of the settings, or commit, kickoff, ci.")
@click.option("--horizon", type=Ahead(), metavar="14d", help="Tell what becomes due within so many days.")
@click.option("--since", metavar="REV", help="Only gaps that the project did not have at a revision.")
@click.option("--min-severity", type=OneOf(SEVERITIES), help="Lowest severity that is shown. Default: info.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[:FILE]",
    help="How to report: text (default), concise, html, markdown, csv, json, jsonl, sarif, junit, github, gitlab, azure, checkstyle, rdjson; may be repeated, with a file each.",
)
@check_options
@click.option(
    "--audience",
    type=OneOf(AUDIENCES),
    default="agency",
    help="For the client: no sums, contacts and notes, nothing that is asked of the agency.",
)
@click.option("--show-suppressed", is_flag=True, help="Show what is waived, suppressed or baselined too.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--executor", metavar="NAME", help="Check elsewhere: on an executor that a plugin gives.")
@click.option("--scheduler", metavar="ADDRESS", help="Where that executor is.")
@click.option("--stdin-filename", metavar="PATH", help="With -: check the text as if it lay there.")
@click.option(
    "--color", type=OneOf(("auto", "always", "never")), default="auto", show_default=True, help="Colour the text."
)
@click.option("-q", "--quiet", is_flag=True, help="Only the summary.")
@click.option("-v", "--verbose", is_flag=True, help="Details of every project.")
def command(**options: Any) -> None:
    """Hold projects against the checklist.

    PATH is a manifest, a project folder, a folder of projects, or - for standard input; the working directory where
    none is given.
    """
    if not options["watch"]:
        sys.exit(check_once(options))
    from projguard.cli.watch import watch

    sys.exit(watch(options, check_once))


def check_once(options: dict[str, Any], narrowed: Callable[[Work], Work] = _as_found) -> int:
    """Check everything, or what ``narrowed`` leaves of it; gives the exit status."""
    active = loaded(options)
    request = read_request(options, active)
    seen = request.config._replace(drawn=draws(options["formats"], active.formats), audience=options["audience"])
    request = request._replace(config=seen)
    with refusing(active, request.config.lang):
        work, reports = _work(options, request, active, narrowed)
    active = work.active
    for settings in (work.main, *work.settings):
        _known_gate(request, settings)
    config = work.main.config
    speak_as(config.lang)
    words = wording_of(active, config.lang, config.audience)
    found = work.sources.found
    if options["touched"] and not found:
        click.echo(said("exit {status}: {reason}", status=0, reason=said("this commit touches no project")), err=True)
        return 0
    if not (found or work.sources.unlisted or work.sources.failures) or all(
        _checks_nothing(examiner) for examiner in work.examiners
    ):
        return _say(totals_of((), NOTHING, _nothing(options["paths"] or (".",), work, active)), words)
    session = Session(
        rules=active.by_code, unlisted=work.sources.unlisted, settings=work.settings, audience=config.audience
    )
    session.failures += work.sources.failures
    outputs = choose_outputs(options, config, active, words, session, alone=len(found) == 1)
    fanout = Fanout(outputs, session, active)
    if active.foreign:
        from projguard.app.observers import observed

        reports = observed(reports, active, session)
    return _run(session, reports, fanout, words, len(found))


def _known_gate(request: Request, settings: Settings) -> None:
    known = {*BUILT_IN_GATES, *(str(entry.key[1]) for entry in settings.entries if entry.key[0] == "gates")}
    if request.gate and request.gate not in known:
        raise wrong(
            "There is no gate '{name}'.", name=request.gate, near=nearest(request.gate, sorted(known), share=0.5)
        )


def _nothing(paths: Sequence[str], work: Work, active: Active) -> Notice:
    """Say why there is nothing to check."""
    if work.sources.found:
        return Notice(message="no_rule")
    config = work.main.config
    excluded = config.exclude and find_sources(paths, active, (), config.limits).found
    return Notice("all_excluded" if excluded else "no_manifest", {"path": Text(", ".join(paths))})


def _checks_nothing(examiner: Examiner) -> bool:
    return all(rule.code == ALWAYS for rule in examiner.rules)


def _work(
    options: dict[str, Any], request: Request, active: Active, narrowed: Callable[[Work], Work]
) -> tuple[Work, Iterable[ProjectReport]]:
    """Find what to check; raises what ``refusing`` turns into refusals."""
    paths: tuple[str, ...] = options["paths"] or (".",)
    if options["staged"] or options["touched"]:
        from projguard.cli.staged import staged_work

        work = staged_work(options, request, active)
        return work, _checked(work, request.config, active)
    mends = asks_for_fixes(options)
    if mends:
        from projguard.cli.fixes import refuse_fixes

        refuse_fixes(options)
    if "-" not in paths:
        config = request.config
        is_here = narrowed is _as_found and not (mends or config.executor or config.scheduler)
        ready = start_ahead(paths[0], active, config.jobs) if is_here else ()
        try:
            work = narrowed(prepare(paths, request, active))
        except BaseException:
            let_go(ready)
            raise
        click.get_current_context().call_on_close(work.sources.scratch.close)
        return work, _mended(options, work) if mends else _checked(work, config, active, ready)
    if len(paths) > 1:
        raise wrong("- (standard input) cannot be checked together with other paths.")
    shown = Path(options["stdin_filename"] or "<stdin>").as_posix()
    manifest = Path(options["stdin_filename"] or "projguard.yaml")
    work = prepare_text(manifest, shown, request, active)
    raw = sys.stdin.buffer.read(work.main.config.limits.file_bytes + 1)
    if mends:
        return work, _mended(options, work, raw)
    with redirect_stdout(sys.stderr):  # a plugin may print
        return work, iter((work.examiners[0].examine(manifest, shown, raw),))


def _mended(options: dict[str, Any], work: Work, raw: bytes | None = None) -> Iterator[ProjectReport]:
    from projguard.cli.fixes import mended

    return mended(options, work, raw)


def _checked(work: Work, config: Config, active: Active, ready: Sequence[Worker] = ()) -> Iterator[ProjectReport]:
    if not (config.executor or config.scheduler):
        return check(work.examiners, work.sources.found, config.jobs, ready)
    from projguard.cli.elsewhere import checked

    return checked(work, config, active)


def _run(session: Session, reports: Iterable[ProjectReport], fanout: Fanout, words: Wording, count: int) -> int:
    """Write every report to every output; gives the exit status."""
    interrupted = 0
    crashed: list[str] = []
    with signals_raise() as heard:
        try:
            fanout.write(lambda reporter: reporter.head())
            for report in session.passing(_with_progress(reports, count)):
                crashed += [f"{report.path}: {failure}" for failure in report.failures[: MOST_TOLD - len(crashed)]]
                fanout.write(partial(_project, report))
                if fanout.is_over:
                    return CLOSED_PIPE
                heard.ask()
        except Interrupted as signal:
            interrupted = signal.status
    totals = fanout.end(interrupted)
    if fanout.is_closed:
        return CLOSED_PIPE
    if not any(output.name == "text" and not output.file for output in fanout.outputs):
        told = [visible(words.notice(notice)) for notice in (*session.fixes, *session.failures, *session.lost)]
        told += map(visible, crashed)
        with suppress(OSError):  # likewise
            click.echo(finished(told, "utf-8"), nl=False, err=True)
        return _say(totals, words)
    return totals.status


def _project(report: ProjectReport, reporter: Reporter) -> str:
    return reporter.project(report)


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
    """Print the last line, which says status and reason, on standard error, behind how gaps stand to the baseline."""
    with suppress(OSError):  # with nobody to tell, the status still says it
        if totals.tally is not None:
            from projguard.reporters.standing import tally_line

            tell(tally_line(words_of(words.lang), totals.tally), err=True)
        for notice in totals.notices:
            if notice.message == "unchecked":
                tell(words.notice(notice), err=True)
        tell(exit_line(words, totals.status, totals.reason), err=True)
    return totals.status
