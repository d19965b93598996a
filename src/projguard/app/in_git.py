"""A project as git holds it: in the index, or at a commit."""

from __future__ import annotations

from projguard.app.examine import Examined, Examiner
from projguard.app.kept import Git
from projguard.hooks.source import Source
from projguard.model.report import ProjectReport
from projguard.reading.git_files import Blobs, GitFiles, Snapshot


def examine_in_git(examiner: Examiner, source: Source, snapshot: Snapshot) -> ProjectReport:
    """Judge one project with its evidence as git holds both; no fix is offered, since nothing there can be written to."""
    with Blobs(snapshot.top) as blobs:
        report = examined_in_git(examiner, source, snapshot, blobs).report
    return report._replace(findings=tuple(finding._replace(fix=None) for finding in report.findings))


def examined_in_git(examiner: Examiner, source: Source, snapshot: Snapshot, blobs: Blobs) -> Examined:
    """Judge one project as git holds it, and give what was judged beside the report."""
    # The folder may be gone from the working tree, so git is asked from the top.
    return examiner.examined(source.manifest, source.shown, git=_git(snapshot, GitFiles(snapshot, blobs)))


def _git(snapshot: Snapshot, held: GitFiles) -> Git:
    root = f"{snapshot.top}/{snapshot.folder}" if snapshot.folder else snapshot.top
    return Git(root=root, revision=snapshot.revision, held=held)
