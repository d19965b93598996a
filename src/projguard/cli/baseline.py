"""``projguard baseline``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from projguard.app.accept import Acceptance
from projguard.app.active import Active
from projguard.app.examine import Examiner
from projguard.app.sources import examine_source
from projguard.app.work import Work, prepare
from projguard.cli.loading import loaded
from projguard.cli.request import exit_line, read_request, refusing, request_options, speak_as, tell, wording_of
from projguard.cli.speech import Spoken, wrong
from projguard.cli.words import Day
from projguard.fixing.writing import NotWritten, create_file, write_atomically
from projguard.model.baseline import Baseline
from projguard.model.finding import Notice
from projguard.model.report import ProjectReport
from projguard.model.values import Text
from projguard.reading.baseline_file import SIZE, BadBaseline, read_baseline
from projguard.reading.regular import read_regular
from projguard.reading.shown import shown_path
from projguard.wording.sentences import Wording
from projguard.wording.words import Words, words_of

UNREAD, NOTHING, UNOPENED, FAILED = 1, 3, 4, 5
OTHER_VERSION = "baseline_version"
"""Id of the notice about a file of another version: it is written anew."""


@click.command("baseline", cls=Spoken)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@request_options
@click.option("--due", type=Day(), metavar="DATE", help="Last day on which new and overdue gaps are accepted.")
@click.option("--prune", is_flag=True, help="Only take closed gaps off the list; accept nothing new.")
@click.option("--output", metavar="FILE", help="Where to write. Default: as --baseline, the settings, else here.")
def command(**options: Any) -> None:
    """Accept today's gaps, each until a day: checks fail on new ones, and on these again once the day has passed."""
    active = loaded(options)
    request = read_request(options, active)
    if request.baseline is None:
        raise wrong("--no-baseline: this command writes the baseline.")
    if request.config.untrusted:
        raise wrong("--untrusted: nothing is written into a stranger's folder.")
    paths: tuple[str, ...] = options["paths"] or (".",)
    with refusing(active, request.config.lang):
        work = prepare(paths, request._replace(baseline=None), active)
        speak_as(work.main.config.lang)
        asked = options["output"] or request.baseline
        places = [Path(asked).absolute() if asked else settings.baseline for settings in work.settings]
        files = {place: _begin(place, options) for place in places}
    wording = wording_of(work.active, work.main.config.lang)
    if not work.sources.found:
        tell(exit_line(wording, NOTHING, Notice("no_manifest", {"path": Text(", ".join(paths))})), err=True)
        raise click.exceptions.Exit(NOTHING)
    status = _accept(work, active, [files[place] for place in places], words_of(wording.lang))
    status = max(status, *(_write(place, file, wording) for place, file in files.items()))
    raise click.exceptions.Exit(status)


def _begin(path: Path, options: Mapping[str, Any]) -> Acceptance:
    """Begin with what a file holds; one of another version is written anew, one that is no baseline is left alone."""
    before = Baseline(shown_path(path), str(path.parent), {})
    digest, converted = "", False
    if path.exists():
        try:
            digest = sha256(read_regular(path, SIZE + 1)).hexdigest()
            before = read_baseline(path, shown_path(path))
        except OSError as fault:
            raise BadBaseline("baseline_unread", shown_path(path), fault.strerror or type(fault).__name__) from None
        except BadBaseline as bad:
            if bad.message != OTHER_VERSION:
                raise
            converted = True
    return Acceptance(
        before=before, digest=digest, converted=converted, due=options["due"], prune=options["prune"] and not converted
    )


def _accept(work: Work, active: Active, files: list[Acceptance], words: Words) -> int:
    """Look at every project beside what was accepted in it; gives the exit status."""
    configs = [examiner.config for examiner in work.examiners]
    examiners = [Examiner(active, config, file.before) for config, file in zip(configs, files, strict=True)]
    status = 0
    for source in work.sources.found:
        report = examine_source(examiners, source)
        files[source.settings].add(source.manifest, report, configs[source.settings].mandatory.codes)
        status = max(status, _status(report))
        if not report.readable or report.failures:
            tell(words.say("{path} could not be judged: its list stays as it was", path=report.path), err=True)
    return status


def _status(report: ProjectReport) -> int:
    if report.failures:
        return FAILED
    return UNOPENED if report.unopened else 0 if report.readable else UNREAD


def _write(place: Path, file: Acceptance, wording: Wording) -> int:
    content = file.text().encode()
    try:
        if file.digest:
            write_atomically(str(place.parent), place.name, content, file.digest)
        else:
            create_file(str(place.parent), place.name, content)
    except NotWritten:
        tell(exit_line(wording, UNOPENED, Notice("not_written", {"path": Text(file.before.path)})), err=True)
        return UNOPENED
    for line in _told(file, words_of(wording.lang)):
        tell(line)
    return 0


def _told(file: Acceptance, words: Words) -> Iterator[str]:
    if file.converted:
        yield words.say("The list was of another version, and is written anew.")
    yield words.say(
        "{path}: {count} {count:gap} accepted: {new} new, {kept} as before, {closed} taken off.",
        path=file.before.path,
        count=len(file.kept) + len(file.new),
        new=len(file.new),
        kept=len(file.kept),
        closed=len(file.closed),
    )
    days = sorted({entry.due for entry in file.new})
    if days:
        yield words.say("New ones are accepted until {day}.", day=days[0].isoformat())
    if file.overdue:
        yield words.say("Overdue: {count}. Close them, or give another day with --due.", count=file.overdue)
    if file.refused:
        yield words.say(
            "Not accepted: {count}. Waivers, comments and mandatory rules are settled otherwise.", count=file.refused
        )
