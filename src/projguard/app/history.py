"""A project's past: every commit of its manifest, judged with its evidence as of its own day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from projguard.advice.history import Moment, moment_of
from projguard.app.examine import Examiner
from projguard.app.in_git import examined_in_git
from projguard.hooks.source import Source
from projguard.model.pictures import Past
from projguard.model.report import ProjectReport
from projguard.reading.git_files import Blobs, Snapshot, repository_of
from projguard.reading.git_log import commits_of

MOST = 100
DRAWN = 30
"""Commits that a picture shows."""


def moments_of(examiner: Examiner, source: Source, most: int = MOST) -> tuple[Moment, ...]:
    """Judge the newest commits of a manifest, the oldest of them first; none outside of repositories.

    What counts is the settings of today; baselines, which are about today's gaps, are left aside.
    """
    place = repository_of(Path(source.manifest))
    if place is None:
        return ()
    top, path = place
    commits = commits_of(top, path, most)
    with Blobs(top) as blobs:
        return tuple(_moments(examiner, source, blobs, [(commit.name, commit.day) for commit in commits], path))


def _moments(
    examiner: Examiner, source: Source, blobs: Blobs, commits: list[tuple[str, date]], path: str
) -> Iterator[Moment]:
    config = examiner.config._replace(drawn=False, horizon=0)
    for name, day in commits:
        then = Examiner(examiner.active, config._replace(as_of=day))
        snapshot = Snapshot(blobs.top, path.rpartition("/")[0], name)
        yield moment_of(name, examined_in_git(then, source, snapshot, blobs).report)


def with_history(examiner: Examiner, source: Source, report: ProjectReport) -> ProjectReport:
    """Add to a report how ready its project was at the commits before, up to the day of the report."""
    past = [Past(moment.day, moment.readiness.percent) for moment in moments_of(examiner, source, DRAWN)]
    past = [one for one in past if one.day < report.as_of]
    return report._replace(history=(*past, Past(report.as_of, report.readiness.percent))) if past else report
