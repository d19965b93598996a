"""What a run says beside its findings: why it ended as it did, and what it noticed."""

from __future__ import annotations

from projguard.wording.words import mark

SAID = {
    "clear": mark("nothing at or above {level}"),
    "findings": mark("{count} {count:finding} at or above {level}"),
    "never": mark("{count} {count:finding}, none of them fails the run"),
    "no_manifest": mark("no projguard.yaml found in {path}"),
    "all_excluded": mark("every project in {path} is excluded"),
    "no_rule": mark("no rule is selected"),
    "unopened": mark("{count} {count:file} could not be opened"),
    "unlisted": mark("{path} could not be looked into"),
    "not_written": mark("{path} could not be written"),
    "failed": mark("{count} {count:failure} inside projguard or a plugin"),
    "interrupted": mark("interrupted before the end"),
    "closed_pipe": mark("whoever read the output stopped reading"),
}
"""Sentences by the id of a notice."""
