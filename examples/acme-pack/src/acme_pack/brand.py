"""The check: one question about a project."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.api import Params, Problem, Project, Text, Value


def brand_colours(project: Project, params: Params) -> Iterator[Problem]:
    """Find visual work without brand colours, and colours that nobody on the client's side has approved."""
    if not set(project.kinds) & set(params["kinds"]):
        return
    brand = project["brand"]
    colours = brand["colours"].texts()
    if not colours:
        yield Problem("none", ("brand", "colours"))
        return
    approver = brand["approved_by"].text()
    if not approver:
        yield Problem("unapproved", ("brand", "approved_by"), values={"count": len(colours)})
    elif approver in project.people and project.people[approver].side != "client":
        values: dict[str, Value] = {"name": project.person(approver), "colours": Text(", ".join(colours))}
        yield Problem("ours", ("brand", "approved_by"), values=values)
