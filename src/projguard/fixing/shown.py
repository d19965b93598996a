"""Fixes as a unified diff, for people and for ``patch``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projguard.model.edit import NewFile
from projguard.model.source import Document

_NO_NEWLINE = "\\ No newline at end of file\n"


def unified_diff(before: Document, after: Document, files: Sequence[NewFile] = ()) -> str:
    """Write what would change in a manifest, and the files that would be added, as ``git apply`` takes it."""
    folder = before.path.rpartition("/")[0]
    mark = "\ufeff" if before.bom else ""
    parts = [_diff(mark + before.text, mark + after.text, f"a/{before.path}", f"b/{before.path}")]
    for file in files:
        path = f"{folder}/{file.path}" if folder else file.path
        parts.append(_diff("", file.text, "/dev/null", f"b/{path}"))
    return "".join(parts)


def _diff(old: str, new: str, old_name: str, new_name: str) -> str:
    if old == new:
        return ""
    from difflib import unified_diff as lines_of

    lines = lines_of(_lines(old), _lines(new), old_name, new_name)
    return "".join(_ended(lines))


def _lines(text: str) -> list[str]:
    """Split a text where its lines end with a line feed, as patches do; the ends stay."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return [*lines[:-1], lines[-1][:-1]] if lines[-1] != "\n" else lines[:-1]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if not line.endswith("\n"):
            yield f"\n{_NO_NEWLINE}"
