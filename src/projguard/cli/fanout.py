"""The outputs of a run, written side by side; a reporter that fails costs its own output and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import partial

from projguard.app.active import Active
from projguard.app.session import Session
from projguard.cli.outputs import Output
from projguard.hooks.plugins import FAILS, told
from projguard.hooks.reporter import Piecewise, Reporter
from projguard.model.finding import Notice
from projguard.model.run import Totals
from projguard.model.values import Text


class Fanout:
    """Passes every piece of a run on to all reporters that still work."""

    def __init__(self, outputs: Sequence[Output], session: Session, active: Active) -> None:
        self.outputs = list(outputs)
        self._session = session
        self._active = active

    def write(self, piece: Callable[[Reporter], str]) -> None:
        """Write what each reporter makes of something; raises OSError where an output cannot be written."""
        for output in tuple(self.outputs):
            self._write(output, piece)

    def end(self, interrupted: int) -> Totals:
        """Write the ends, and give what they say; what may still fail comes first, so that the others can tell it."""
        own = self._active.parts[0].formats if self._active.parts else {}
        for output in sorted(self.outputs, key=lambda output: output.name in own):
            totals = self._session.totals(interrupted=interrupted)
            more = partial(_next, output.reporter.pieces(totals)) if isinstance(output.reporter, Piecewise) else None
            while self._write(output, more or partial(_tail, totals)) and more:
                continue
        for output in self.outputs:
            output.close()
        return self._session.totals(interrupted=interrupted)

    def drop(self) -> None:
        """Leave nothing half-written behind."""
        for output in self.outputs:
            output.drop()

    def _write(self, output: Output, piece: Callable[[Reporter], str]) -> bool:
        """Write a piece; gives whether there was something to write."""
        try:
            with redirect_stdout(sys.stderr):
                text = piece(output.reporter)
            if not isinstance(text, str):
                raise TypeError(f"{type(text).__name__} in place of a text")
            encoding = "utf-8" if output.file else sys.stdout.encoding or "utf-8"
            text = text.encode(encoding, "backslashreplace").decode(encoding)
        except FAILS as fault:
            output.drop()
            self.outputs.remove(output)
            self._session.failures.append(failed_format(output.name, self._active, fault))
            return False
        output.write(text)
        return bool(text)


def _tail(totals: Totals, reporter: Reporter) -> str:
    return reporter.tail(totals)


def _next(pieces: Iterator[str], reporter: Reporter) -> str:  # noqa: ARG001  every piece is asked of a reporter
    return next(pieces, "")


def failed_format(name: str, active: Active, fault: BaseException) -> Notice:
    """Say which format failed, and who gives it."""
    giver = next((part.origin for part in active.parts if name in part.formats), "")
    return Notice("format_failed", {"name": Text(name), "one": Text(giver), "reason": Text(told(fault))})
