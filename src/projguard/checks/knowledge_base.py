"""The knowledge base: there, filled, owned, current, and handed over at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Duration, Text, Value, Word
from projguard.project.calendar import interval_end
from projguard.project.documents import covered, dates_of, declared_date, is_text, unusable
from projguard.project.durations import read_interval
from projguard.project.project import Project, is_entry
from projguard.reading.evidence import EvidenceFile

BASE = "knowledge_base"
PATH = (BASE, "path")


def knowledge_base_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find a project without a knowledge base."""
    del params
    base = project.knowledge_base
    if base.path:
        if project.folder(base.path).state != "ok":
            yield Problem(message="no_folder", at=PATH, values={"path": Text(base.path)})
    elif base.url:
        yield Problem(message="url", at=(BASE, "url"), values={"url": Text(base.url)})
    elif project.missing(*PATH) and project.missing(BASE, "url"):
        yield Problem(message="none", at=PATH if project[BASE].is_present else (BASE,))


def knowledge_base_empty(project: Project, params: Params) -> Iterator[Problem]:
    """Find a base without an index, pages or decisions, and links of its index that lead nowhere."""
    base = project.knowledge_base
    folder = project.folder(base.path)
    if folder.state != "ok":
        return
    values: dict[str, Value] = {"path": Text(base.path)}
    top = base.path.rstrip("/").count("/") + 1
    if not any(page.path.count("/") == top and not is_entry(page.path) for page in folder.pages):
        yield Problem(message="no_index", at=PATH, values=values)
    filled = [page for page in folder.pages if is_entry(page.path) and page.state == "ok"]
    if len(filled) < params["min_pages"]:
        yield Problem(message="no_pages", at=PATH, values=values)
    if project.phase in params["decisions_in"] and not project.decision_entries:
        at = (BASE, "decisions") if project[BASE]["decisions"].is_present else PATH
        yield Problem(message="no_decisions", at=at, values={"path": Text(base.decisions)})
    for link in folder.links:
        if link.state not in {"ok", "directory", "empty"} and not is_entry(link.page):
            page = next(page for page in folder.pages if page.path == link.page)
            told: dict[str, Value] = {"file": Text(link.page), "link": Text(link.link.path)}
            yield Problem(message="broken_link", at=page.place(link.link.span, PATH), values=told)


def knowledge_base_unowned(project: Project, params: Params) -> Iterator[Problem]:
    """Find a base without an owner on the agency's side, or without an interval of review."""
    base = project.knowledge_base
    if not base.path and not base.url:
        return
    person = project.people.get(base.owner)
    if project.missing(BASE, "owner"):
        yield Problem(message="no_owner", at=(BASE, "owner"))
    elif person and person.side and person.side not in params["sides"]:
        yield Problem(message="wrong_side", at=(BASE, "owner"), values={"name": person.label})
    assumed = read_interval(params["review_every"]).value
    if project.missing(BASE, "review_every") and assumed:
        yield Problem(message="no_interval", at=(BASE, "review_every"), values={"assumed": assumed})


def knowledge_base_stale(project: Project, params: Params) -> Iterator[Problem]:
    """Find a base whose newest page is older than the interval of review, or than the last acceptance."""
    base = project.knowledge_base
    if project.status != "active" or not (base.path or base.url):
        return
    interval = base.review_every or read_interval(params["review_every"]).value
    if interval is None or (base.path and project.folder(base.path).state != "ok"):
        return
    at = (BASE, "updated_on") if base.updated_on else PATH if base.path else (BASE, "url")
    newest = _newest(project, declared_only=True)
    if newest is None or interval_end(newest, interval) < project.as_of or _accepted_since(project, newest):
        newest = _newest(project, declared_only=False)
    if newest is None:
        if project.missing(BASE, "updated_on"):
            yield Problem(message="unknown", at=(BASE, "updated_on"))
        return
    yield from _age(project, at, newest, interval, params["error_factor"])
    for deliverable in project.active_deliverables:
        if deliverable.accepted_on and newest < deliverable.accepted_on <= project.as_of:
            told: dict[str, Value] = {"title": Text(deliverable.label), "accepted": deliverable.accepted_on}
            yield Problem(message="accepted_after", at=at, values={**told, "date": newest})
            return


def handover_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find a finished project whose handover page is missing, short or silent about a part."""
    at = (BASE, "handover")
    path = project.knowledge_base.handover
    if not path:
        if project.missing(*at):
            yield Problem(message="none", at=at)
        return
    file = project.file(path)
    values: dict[str, Value] = {"file": Text(path)}
    if unusable(file) not in {"", "empty"}:
        yield Problem(message="no_file", at=at, values=values)
    elif file.state != "empty" and not is_text(file):
        yield Problem(message="not_checked", at=at, values=values)
    else:
        yield from _handover(file, params, values)


def _age(project: Project, at: KeyPath, newest: date, interval: Duration, factor: int) -> Iterator[Problem]:
    values: dict[str, Value] = {"date": newest, "interval": interval, "factor": factor}
    limit = newest
    for _ in range(factor):
        limit = interval_end(limit, interval)
    if limit < project.as_of:
        yield Problem(message="very_stale", at=at, values=values)
    elif interval_end(newest, interval) < project.as_of:
        yield Problem(message="stale", at=at, values=values)


def _handover(file: EvidenceFile, params: Params, values: dict[str, Value]) -> Iterator[Problem]:
    at = (BASE, "handover")
    words = file.page.words if is_text(file) else 0
    if words < params["min_words"]:
        yield Problem(message="short", at=at, values={**values, "count": words, "least": params["min_words"]})
        return
    for part in covered(file, params["groups"]):
        if part.section is None or part.section.is_empty:
            yield Problem(message="no_group", at=at, values={**values, "group": Word(part.name)})


def _newest(project: Project, *, declared_only: bool) -> date | None:
    """Give the newest day that pages or the manifest declare; that of commits only where these do not settle it."""
    base = project.knowledge_base
    pages = project.folder(base.path).pages
    days = [*dates_of(pages), *([base.updated_on] if base.updated_on else [])]
    if not declared_only:
        silent = tuple(page.path for page in pages if declared_date(page) is None)
        known = project.git_dates(silent) if silent else None
        days += [day for day in known.dates.values() if day <= project.as_of] if known and known.state == "ok" else []
    return max(days, default=None)


def _accepted_since(project: Project, day: date) -> bool:
    return any(d.accepted_on and day < d.accepted_on <= project.as_of for d in project.active_deliverables)
