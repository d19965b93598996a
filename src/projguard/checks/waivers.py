"""Whether the waivers of a manifest hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import Data
from projguard.model.values import Listing, Text, Value
from projguard.project.project import Project
from projguard.project.upkeep import Waiver


def waiver_invalid(project: Project, params: Params) -> Iterator[Problem]:
    """Find waivers without rule, reason, approver or end, and those that ended; the first fault of each."""
    for waiver in project.waivers:
        rule: dict[str, Value] = {"rule": Text(waiver.rule)}
        fault = _rule(project, waiver, params) or _reason(project, waiver, params)
        fault = fault or _approver(project, waiver) or _end(project, waiver, params)
        if fault:
            message, key, values = fault
            yield Problem(message=message, at=(*waiver.at, key), values={**rule, **values})


_Fault = tuple[str, str, dict[str, Value]]


def _rule(project: Project, waiver: Waiver, params: Params) -> _Fault | None:
    if project.missing(*waiver.at, "rule"):
        return "no_rule", "rule", {}
    if waiver.rule not in project.codes:
        return "unknown_rule", "rule", {}
    return ("never", "rule", {}) if project.codes[waiver.rule] in params["never"] else None


def _reason(project: Project, waiver: Waiver, params: Params) -> _Fault | None:
    if project.missing(*waiver.at, "reason"):
        return "no_reason", "reason", {}
    if not set(waiver.reason.casefold().split()).isdisjoint(params["placeholders"]):
        return "placeholder", "reason", {"value": Text(waiver.reason)}
    count = len(waiver.reason.split())
    if count < params["min_words"]:
        return "short_reason", "reason", {"count": count, "minimum": params["min_words"]}
    return None


def _approver(project: Project, waiver: Waiver) -> _Fault | None:
    if project.missing(*waiver.at, "approved_by"):
        return "no_approver", "approved_by", {}
    if waiver.approved_by and waiver.approved_by not in project.people:
        return "unknown_approver", "approved_by", {"id": Text(waiver.approved_by)}
    name: dict[str, Value] = {"name": project.person(waiver.approved_by)}
    listed = project.mandatory.approvers
    person = project.people.get(waiver.approved_by)
    called = {person.id, person.name, person.email} if person else set()
    if project.codes[waiver.rule] in project.mandatory.codes and not called & set(listed):
        return "not_listed", "approved_by", {**name, "expected": Listing(tuple(Text(id_) for id_ in listed))}
    if waiver.approved_by in {person.id for person in project.managers}:
        return "own_approver", "approved_by", name
    return ("own_thing", "approved_by", name) if waiver.approved_by in _owners(project, waiver) else None


def _owners(project: Project, waiver: Waiver) -> Iterator[str]:
    """Give who owns the thing that a waiver's scope points to, and what that belongs to."""
    value: Data = project.document.data
    for step in waiver.scope.strip("/").split("/"):
        value = value.get(step) if isinstance(value, dict) else _item(value, step)
        if isinstance(value, dict):
            yield str(value.get("owner", ""))


def _item(items: Data, step: str) -> Data:
    """Give the item of a list by its index, or by what identifies it."""
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if step == str(index) or (isinstance(item, dict) and step in {f"{key}={text}" for key, text in item.items()}):
            return item
    return None


def _end(project: Project, waiver: Waiver, params: Params) -> _Fault | None:
    if waiver.until is None:
        told: dict[str, Value] = {"value": Text(waiver.until_text)}
        return ("no_such_day", "until", told) if waiver.until_text else ("no_end", "until", {})
    if waiver.until < project.as_of:
        return "expired", "until", {"until": waiver.until}
    if params["longest_days"] and waiver.until - project.as_of > timedelta(days=params["longest_days"]):
        latest = project.as_of + timedelta(days=params["longest_days"])
        return "too_long", "until", {"until": waiver.until, "latest": latest}
    if waiver.until - project.as_of <= timedelta(days=params["notice_days"]):
        return "ending", "until", {"until": waiver.until}
    return None
