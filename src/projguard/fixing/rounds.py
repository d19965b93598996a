"""Fixes in rounds: what does not overlap at once, the rest after another look, each round judged before it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from projguard.fixing.acceptance import Judgement, Objection, objection
from projguard.fixing.apply import apply_groups
from projguard.fixing.intents import after_changes
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.verify import comments_of, edited
from projguard.model.edit import NewFile
from projguard.model.finding import Finding
from projguard.model.limits import Limits
from projguard.model.problem import Change, Safety, SetComment
from projguard.model.source import Document

ROUNDS = 10
"""After so many rounds what is left stays as it is."""
TRIES = 40
"""So many texts are judged at most to find out which fixes of a round do harm."""
Recheck = Callable[[Document], Judgement]


class Dropped(NamedTuple):
    """A fix that was not made."""

    finding: Finding
    reason: Objection


class Mended(NamedTuple):
    """What fixes made of a text."""

    document: Document
    judgement: Judgement
    made: tuple[Finding, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def mend(
    document: Document, recheck: Recheck, permitted: Collection[Safety], vowed: Collection[str], limits: Limits
) -> Mended:
    """Make every fix of the manifest that is permitted and does no harm."""
    state = Mended(document, recheck(document))
    for _ in range(ROUNDS):
        done = _Round(state, recheck, vowed, limits).made(offered(state, permitted))
        if done.document is state.document and len(done.dropped) == len(state.dropped):
            return done
        state = done
    return state


def offered(state: Mended, permitted: Collection[Safety]) -> tuple[Finding, ...]:
    """Give the open findings whose fix may be made."""
    refused = {dropped.finding.fingerprint for dropped in state.dropped}
    return tuple(
        finding
        for finding in state.judgement.report.findings
        if finding.fix is not None
        and finding.state == "open"
        and finding.fix.safety in permitted
        and finding.fix.edits
        and finding.fingerprint not in refused
    )


def new_files(judgement: Judgement, permitted: Collection[Safety]) -> tuple[NewFile, ...]:
    """Give the files that fixes of open findings add, each once."""
    fixes = (finding.fix for finding in judgement.report.findings if finding.state == "open")
    files = (file for fix in fixes if fix is not None and fix.safety in permitted for file in fix.files)
    return tuple({file.path: file for file in files}.values())


class _Round:
    """One round; harmful fixes are found by halving."""

    def __init__(self, state: Mended, recheck: Recheck, vowed: Collection[str], limits: Limits) -> None:
        self._state = state
        self._recheck = recheck
        self._vowed = vowed
        self._limits = limits
        self._left = TRIES
        self._dropped: list[Dropped] = []

    def made(self, findings: Sequence[Finding]) -> Mended:
        """Make as many of the fixes as can be made at once."""
        state = self._state
        groups = [finding.fix.edits for finding in findings if finding.fix is not None]
        chosen = [findings[number] for number in apply_groups(state.document.text, groups).made]
        best = self._halved(chosen) if chosen else None
        dropped = (*state.dropped, *self._dropped)
        if best is None:
            return state._replace(dropped=dropped)
        return Mended(best.document, best.judgement, (*state.made, *best.made), dropped)

    def _halved(self, fixes: Sequence[Finding]) -> Mended | None:
        """Try fixes together, else the halves of them; gives what came of those that do no harm."""
        tried, reason = self._try(fixes)
        if tried is not None:
            return tried
        if len(fixes) == 1 or reason == "untried":
            self._dropped += [Dropped(fix, reason) for fix in fixes]
            return None
        halves = [self._halved(half) for half in (fixes[: len(fixes) // 2], fixes[len(fixes) // 2 :])]
        good = [half for half in halves if half is not None]
        if len(good) < 2:
            return good[0] if good else None
        together, reason = self._try([*good[0].made, *good[1].made])
        # Each half does no harm by itself; the second one is offered again in the next round.
        return together or good[0]

    def _try(self, fixes: Sequence[Finding]) -> tuple[Mended | None, Objection]:
        if not self._left:
            return None, "untried"
        self._left -= 1
        try:
            document = together(self._state.document, fixes, self._limits)
        except CannotEdit as refusal:
            return None, refusal.reason
        judgement = self._recheck(document)
        reason = objection(self._state.judgement, judgement, fixes, self._vowed)
        return (None, reason) if reason else (Mended(document, judgement, tuple(fixes)), "untried")


def together(document: Document, fixes: Sequence[Finding], limits: Limits) -> Document:
    """Make fixes that do not overlap; raises CannotEdit where the text would not be what was meant."""
    offers = [finding.fix for finding in fixes if finding.fix is not None]
    edits = tuple(dict.fromkeys(edit for offer in offers for edit in offer.edits))
    changes = tuple(dict.fromkeys(change for offer in offers for change in offer.changes))
    expected = after_changes(document.data, changes, limits)
    return edited(document, edits, expected, limits, comments=_comments_after(document, changes))


def _comments_after(document: Document, changes: Sequence[Change]) -> Counter[str]:
    comments = comments_of(document)
    for change in changes:
        if isinstance(change, SetComment):
            start, end = change.span.start.offset, change.span.end.offset
            old = next(one for one in document.comments if one.start <= start < one.start + len(one.text))
            comments[old.text.strip()] -= 1
            comments[(old.text[: start - old.start] + change.text + old.text[end - old.start :]).strip()] += 1
    del comments[""]
    return +comments
