"""The outputs of a run, written side by side; what one of them cannot do costs its own output and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from projguard.app.active import Active
from projguard.app.session import Session
from projguard.cli.outputs import Output
from projguard.cli.speech import said
from projguard.hooks.plugins import FAILS, told
from projguard.model.finding import Notice
from projguard.model.run import Totals
from projguard.model.values import Text

if TYPE_CHECKING:
    from projguard.hooks.reporter import Piecewise, Reporter


class Fanout:
    """Passes every piece of a run on to all reporters that still work."""

    def __init__(self, outputs: Sequence[Output], session: Session, active: Active) -> None:
        self.outputs = list(outputs)
        self._session = session
        self._active = active
        self.is_closed = False
        """Whether the reader of standard output has stopped reading."""

    def write(self, piece: Callable[[Reporter], str]) -> None:
        """Write what each reporter makes of something; an output that cannot be written is told and let go."""
        for output in tuple(self.outputs):
            self._write(output, piece)

    def end(self, interrupted: int) -> Totals:
        """Write the ends, and give what they say.

        What may still fail comes first, so that the others can tell it: reporters of plugins, then files.
        """
        own = self._active.parts[0].formats if self._active.parts else {}
        for output in sorted(self.outputs, key=lambda output: (output.name in own, not output.file)):
            totals = self._session.totals(interrupted=interrupted)
            more = partial(_next, output.reporter.pieces(totals)) if _is_piecewise(output.reporter) else None
            while self._write(output, more or partial(_tail, totals)) and more:
                continue
            if output in self.outputs:
                self._put(output, Output.close)
        return self._session.totals(interrupted=interrupted)

    @property
    def is_over(self) -> bool:
        """Tell whether nobody reads any more."""
        return self.is_closed and not self.outputs

    def _write(self, output: Output, piece: Callable[[Reporter], str]) -> bool:
        """Write a piece; gives whether there was something to write and it was written."""
        try:
            with redirect_stdout(sys.stderr):
                text = piece(output.reporter)
            if not isinstance(text, str):
                raise TypeError(f"{type(text).__name__} in place of a text")
            encoding = "utf-8" if output.file else sys.stdout.encoding or "utf-8"
            text = text.encode(encoding, "backslashreplace").decode(encoding)
        except FAILS as fault:
            self._let_go(output)
            self._session.failures.append(failed_format(output.name, self._active, fault))
            return False
        self._put(output, partial(_write_to, text))
        return bool(text) and output in self.outputs

    def _put(self, output: Output, step: Callable[[Output], None]) -> None:
        """Write or close an output; one that cannot be written is told, and the others go on."""
        try:
            step(output)
        except OSError as fault:
            self._let_go(output)
            if isinstance(fault, BrokenPipeError) and not output.file:
                self.is_closed = True
                with suppress(OSError):
                    sys.stdout.close()
                return
            path = output.file or said("standard output")
            self._session.unwritten.append(path)
            self._session.lost.append(Notice("lost", {"path": Text(path), "reason": Text(reason_of(fault))}, "error"))

    def _let_go(self, output: Output) -> None:
        output.drop()
        self.outputs.remove(output)


def reason_of(fault: OSError) -> str:
    """Say why a file could not be written."""
    return fault.strerror or type(fault).__name__


def _is_piecewise(reporter: Reporter) -> TypeGuard[Piecewise]:
    return hasattr(reporter, "pieces")


def _write_to(text: str, output: Output) -> None:
    output.write(text)


def _tail(totals: Totals, reporter: Reporter) -> str:
    return reporter.tail(totals)


def _next(pieces: Iterator[str], reporter: Reporter) -> str:  # noqa: ARG001  every piece is asked of a reporter
    return next(pieces, "")


def failed_format(name: str, active: Active, fault: BaseException) -> Notice:
    """Say which format failed, and who gives it."""
    giver = next((part.origin for part in active.parts if name in part.formats), "")
    return Notice("format_failed", {"name": Text(name), "one": Text(giver), "reason": Text(told(fault))})
