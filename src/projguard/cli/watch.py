"""``check --watch``: check, wait until something changes, check what changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from projguard.app.watching import Files, absolute, beside, changed, concerns, concerns_all, look, root_of
from projguard.app.work import Work
from projguard.cli.signals import BASE, Interrupted, signals_raise
from projguard.cli.speech import said, wrong
from projguard.hooks.source import Shelf
from projguard.reading.shown import shown_path
from projguard.reporters.terminal import visible

SHARE = 0.1
"""Of the time at most so much goes into looking, however large the folders are."""
TOLD = 5
"""Changed files that are named; the others are counted."""
NOT_WITH = ("fix", "unsafe_fixes", "diff", "staged", "touched")
Check = Callable[[dict[str, Any], Callable[[Work], Work]], int]


def watch(options: dict[str, Any], check_once: Check) -> int:
    """Check until a signal comes; gives the exit status."""
    if "-" in options["paths"]:
        raise wrong("--watch: standard input does not change.")
    if other := next((name for name in NOT_WITH if options[name]), ""):
        raise wrong("--watch and {other} do not go together.", other="--" + other.replace("_", "-"))
    try:
        with signals_raise():
            return _Watch(options, check_once).run()
    except Interrupted as signal:
        _tell(said("exit {status}: {reason}", status=signal.status, reason=said("the watch is over")))
        return signal.status


class _Watch:
    def __init__(self, options: dict[str, Any], check_once: Check) -> None:
        self._options = options
        self._check_once = check_once
        self._roots = tuple(map(root_of, options["paths"] or (".",)))
        files = [name.partition(":")[2] for name in options["formats"]]
        self._outputs = frozenset(absolute(file) for file in files if file)
        self._elsewhere: tuple[str, ...] = ()
        self._changed: tuple[str, ...] | None = None

    def run(self) -> int:
        seen = self._look()
        status = self._check()
        while status <= BASE:  # above it a signal ended the run, or nobody reads any more
            seen = {**look((), self._elsewhere, self._outputs), **seen}
            _tell(said("Watching for changes; Ctrl-C ends."))
            seen, paths = self._wait(seen)
            # A file gets whole reports only.
            is_all = bool(self._outputs) or concerns_all(paths, self._elsewhere)
            self._changed = None if is_all else paths
            _tell(said("Changed: {paths}", paths=_named(paths)))
            status = self._check_again()
        return status

    def _check(self) -> int:
        context = click.get_current_context()
        with click.Context(context.command, parent=context.parent, info_name=context.info_name):
            return self._check_once(self._options, self._narrowed)

    def _check_again(self) -> int:
        """Check; what is wrong with settings meanwhile is told, and somebody will mend it."""
        try:
            return self._check()
        except click.ClickException as refusal:
            refusal.show()
            return refusal.exit_code

    def _narrowed(self, work: Work) -> Work:
        self._elsewhere = beside(self._roots, work, self._options["config"])
        if self._changed is None:
            return work
        paths = self._changed
        found = Shelf(source for source in work.sources.found if concerns(source, paths))
        return work._replace(sources=work.sources._replace(found=found))

    def _look(self) -> Files:
        return look(self._roots, self._elsewhere, self._outputs)

    def _wait(self, seen: Files) -> tuple[Files, tuple[str, ...]]:
        """Wait until files changed and then rest; gives them all, and which changed."""
        latest = seen
        while True:
            began = time.monotonic()
            now = self._look()
            if now == latest != seen:
                return now, changed(seen, now)
            latest = now
            took = time.monotonic() - began
            time.sleep(max(self._options["watch_interval"], took / SHARE))


def _named(paths: tuple[str, ...]) -> str:
    from pathlib import Path

    names = [visible(shown_path(Path(path))) for path in paths[:TOLD]]
    more = len(paths) - len(names)
    return ", ".join([*names, *([f"+{more}"] if more else [])])


def _tell(line: str) -> None:
    with suppress(OSError):  # with nobody to tell, the reports still come
        click.echo(line, err=True)
