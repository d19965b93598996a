"""Which edits are significant and which are not: two concrete lists, agreed with everybody who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.values import Text, Value
from projguard.project.agreements import Agreement
from projguard.project.documents import folded, is_hinted
from projguard.project.project import Project
from projguard.reading.evidence_paths import is_path
from projguard.reading.headings import pattern

LISTS = ("significant", "minor")


def significant_edits(project: Project, params: Params) -> Iterator[Problem]:
    """Find missing or short lists of edits, missing rounds, and no threshold for minor edits."""
    section = project["revisions"]
    if project.missing("revisions") or section.data == {}:
        yield Problem(message="absent", at=("revisions",))
        return
    if not isinstance(section.data, dict):
        return
    for name in LISTS:
        data = section[name].data
        count = len(data) if isinstance(data, list) else 0
        if count < params["least"] and (isinstance(data, list) or project.missing("revisions", name)):
            values: dict[str, Value] = {"count": count, "least": params["least"]}
            yield Problem(message=f"few_{name}", at=("revisions", name), values=values)
    yield from _rounds(project)
    if project.missing("revisions", "minor_up_to"):
        yield Problem(message="no_threshold", at=("revisions", "minor_up_to"))


def edit_lists_vague(project: Project, params: Params) -> Iterator[Problem]:
    """Find items that can mean anything, that are too short, or that stand in both lists."""
    vague, alone = _all_folded(*params["vague"]), _all_folded(*params["vague_alone"])
    revisions = project.revisions
    listed = (*revisions.significant, *revisions.minor)
    folded_items = _each_folded([example.text for example in listed])
    significant = dict(zip(folded_items, revisions.significant, strict=False))
    # Few are vague, which one search in all of them says.
    may_be_vague = is_hinted("\n".join(folded_items), vague)
    for said, example in zip(folded_items, listed, strict=True):
        is_vague = said in alone or (may_be_vague and is_hinted(said, vague))
        is_short = len(example.text.split()) < params["min_words"]
        message = "vague" if is_vague else "short" if is_short else ""
        twin = significant.get(said)
        if message:
            yield Problem(message=message, at=example.at, values={"item": Text(example.text)})
        elif twin is not None and twin.at != example.at and example.at[1] == "minor":
            related = (Related(at=twin.at, label="also_here"),)
            yield Problem(message="both", at=example.at, values={"item": Text(example.text)}, related=related)


def edits_not_agreed(project: Project, params: Params) -> Iterator[Problem]:
    """Find a rule about edits that is not agreed in writing, in time, and with everybody who decides."""
    del params
    at = ("revisions", "agreed")
    agreed = project.revisions.agreed
    if not isinstance(project["revisions"].data, dict) or not project["revisions"].data:
        return
    if agreed is None:
        if project.missing(*at):
            yield Problem(message="none", at=at)
        return
    yield from _people(project, agreed)
    yield from _date(project, agreed)
    yield from _record(project, agreed)


def _rounds(project: Project) -> Iterator[Problem]:
    at = ("revisions", "rounds_included")
    if project.missing(*at):
        yield Problem(message="no_rounds", at=at)
        return
    rounds = project.revisions.rounds_included
    typed = project.root.down(at)
    if typed.is_present and (rounds is None or rounds < 0):
        yield Problem(message="bad_rounds", at=at, values={"value": Text(typed.text() or str(typed.data))})


@cache
def _all_folded(*texts: str) -> tuple[str, ...]:
    """Fold the words of a card, which are the same for every project."""
    return tuple(_each_folded(texts))


def _each_folded(texts: Sequence[str]) -> list[str]:
    """Give the words of each text, a blank before and after each, so that one is found as a whole."""
    lines = folded("\n".join([text.replace("\n", " ") for text in texts]))
    words = pattern(r"[^\W_]+|\n").findall(lines)
    return " ".join(("", *words, "")).split("\n") if texts else []


def _people(project: Project, agreed: Agreement) -> Iterator[Problem]:
    at = (*agreed.at, "with")
    for maker in project.decision_makers:
        if maker.person and maker.person not in agreed.people:
            related = (Related(at=(*maker.at, "person"), label="decides"),)
            values: dict[str, Value] = {"name": project.person(maker.person)}
            yield Problem(message="person", at=at, values=values, related=related)


def _date(project: Project, agreed: Agreement) -> Iterator[Problem]:
    at = (*agreed.at, "date") if isinstance(project.root.down(agreed.at).data, dict) else agreed.at
    if agreed.date is None:
        if project.missing(*at):
            yield Problem(message="no_date", at=at)
        return
    due = project.first_due
    if agreed.date > project.as_of:
        yield Problem(message="future", at=at, values={"date": agreed.date})
    elif due and agreed.date > due:
        first = next(d for d in project.active_deliverables if d.due == due)
        values: dict[str, Value] = {"date": agreed.date, "due": due, "title": Text(first.label)}
        related = (Related(at=(*first.at, "due"), label="first_due"),)
        yield Problem(message="late", at=at, values=values, related=related)


def _record(project: Project, agreed: Agreement) -> Iterator[Problem]:
    at = (*agreed.at, "record")
    if not agreed.record:
        if project.missing(*at) or not isinstance(project.root.down(agreed.at).data, dict):
            yield Problem(message="no_record", at=at)
    elif is_path(agreed.record) and not project.file(agreed.record).exists:
        yield Problem(message="no_file", at=at, values={"file": Text(agreed.record)})
