"""Fixes in rounds: what does not overlap at once, the rest after another look, each round judged before it counts."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from projguard.fixing.acceptance import Judgement, Objection, objection, vowing
from projguard.fixing.apply import apply_groups
from projguard.fixing.intents import after_changes
from projguard.fixing.refusal import CannotEdit
from projguard.fixing.verify import comments_of, edited
from projguard.model.edit import NewFile
from projguard.model.finding import Finding
from projguard.model.limits import Limits
from projguard.model.problem import Change, Safety, SetComment
from projguard.model.source import Document

TRIES = 40
"""So many texts are judged at most, to find out which fixes do harm."""
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
    return _Mender(recheck, permitted, vowed, limits).mended(Mended(document, recheck(document)))


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


class _Mender:
    """Round after round; harmful fixes are found by what they would bring about, else by halving."""

    def __init__(self, recheck: Recheck, permitted: Collection[Safety], vowed: Collection[str], limits: Limits) -> None:
        self._recheck = recheck
        self._permitted = permitted
        self._vowed = vowed
        self._limits = limits
        self._left = TRIES

    def mended(self, state: Mended) -> Mended:
        """Go on until a round changes nothing."""
        while True:
            done = self._round(state)
            if done.document is state.document and len(done.dropped) == len(state.dropped):
                return done
            state = done

    def _round(self, state: Mended) -> Mended:
        """Make as many fixes as can be made at once."""
        fixes = offered(state, self._permitted)
        groups = [fix.fix.edits for fix in fixes if fix.fix is not None]
        chosen = [fixes[number] for number in apply_groups(state.document.text, groups).made]
        return self._extended(state, state, chosen) if chosen else state

    def _extended(self, start: Mended, best: Mended, fixes: Sequence[Finding]) -> Mended:
        """Make fixes of one text beside those that ``best`` made of it, else the halves of them; drop what does harm."""
        made = best.made[len(start.made) :]
        tried, reason, guilty = self._try(start, (*made, *fixes))
        if tried is not None:
            return tried._replace(dropped=best.dropped)
        if len(fixes) == 1 or reason == "untried":
            return best._replace(dropped=(*best.dropped, *(Dropped(fix, reason) for fix in fixes)))
        if guilty:
            innocent = [fix for fix in fixes if fix not in guilty]
            best = best._replace(dropped=(*best.dropped, *(Dropped(fix, reason) for fix in guilty)))
            return self._extended(start, best, innocent) if innocent else best
        middle = len(fixes) // 2
        best = self._extended(start, best, fixes[:middle])
        return self._extended(start, best, fixes[middle:])

    def _try(self, state: Mended, fixes: Sequence[Finding]) -> tuple[Mended | None, Objection, tuple[Finding, ...]]:
        """Give the text with fixes made; else why it cannot be, and which of them are to blame where that is known."""
        if not self._left:
            return None, "untried", ()
        self._left -= 1
        try:
            document = together(state.document, fixes, self._limits)
        except CannotEdit as refusal:
            return None, refusal.reason, ()
        judgement = self._recheck(document)
        reason = objection(state.judgement, judgement, fixes, self._vowed)
        if reason is not None:
            return None, reason, vowing(judgement.vows - state.judgement.vows, fixes)
        return Mended(document, judgement, (*state.made, *fixes)), "untried", ()


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
