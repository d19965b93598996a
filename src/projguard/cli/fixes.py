"""``check --fix``, ``--unsafe-fixes`` and ``--diff``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from projguard.app.work import Work
from projguard.cli.outputs import Output
from projguard.cli.speech import wrong
from projguard.model.report import ProjectReport
from projguard.model.run import Totals
from projguard.reporters.terminal import finished, visible


def refuse_fixes(options: dict[str, Any]) -> None:
    """Raise UsageError where what is asked for cannot be mended."""
    if options["untrusted"]:
        raise wrong("--untrusted: what strangers wrote is not mended.")
    if options["audience"] == "client":
        raise wrong("--audience client: a client's view mends nothing.")
    if "-" in options["paths"] and not options["diff"]:
        raise wrong("- (standard input) cannot be mended in place; --diff shows what would change.")
    if options["diff"] and any(":" not in name for name in options["formats"]):
        raise wrong("--diff goes to standard output; give the other formats a file.")


def mended(options: dict[str, Any], work: Work, raw: bytes | None = None) -> Iterator[ProjectReport]:
    """Give the reports of a run that mends; ``raw`` is the manifest's text where it comes from standard input."""
    from projguard.app.mending import Wish, mend_source, mend_sources

    wish = Wish(
        permitted=frozenset({"safe", "unsafe"} if options["unsafe_fixes"] else {"safe"}), write=not options["diff"]
    )
    if raw is not None:
        return iter((mend_source(work.examiners[0], work.sources.found[0], wish, raw),))
    return mend_sources(work.examiners, work.sources.found, wish)


def diff_output() -> Output:
    """Make the output of ``--diff``."""
    reporter = DiffReporter(terminal=sys.stdout.isatty(), encoding=sys.stdout.encoding or "utf-8")
    return Output(name="diff", reporter=reporter)


class DiffReporter:
    """What fixes would change, for ``git apply``; on a terminal nothing of it is obeyed."""

    def __init__(self, *, terminal: bool, encoding: str) -> None:
        self._terminal = terminal
        self._encoding = encoding

    def head(self) -> str:
        """Give nothing."""
        return ""

    def project(self, report: ProjectReport) -> str:
        """Give the changes of one project."""
        if self._terminal:
            return finished([visible(line) for line in report.diff.splitlines()], self._encoding)
        return report.diff.encode(self._encoding, "backslashreplace").decode(self._encoding)

    def tail(self, totals: Totals) -> str:  # noqa: ARG002  every reporter is given the totals
        """Give nothing."""
        return ""
