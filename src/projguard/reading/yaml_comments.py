"""Where the comments of a YAML text stand."""

from __future__ import annotations

from bisect import bisect_right

from projguard.model.source import Comment


def find_comments(text: str, quoted: list[tuple[int, int]]) -> tuple[Comment, ...]:
    """Find every comment, given the quoted and block scalars in which a hash sign starts none."""
    comments: list[Comment] = []
    lines = text.replace("\r", "\n")  # as long as the text, and its lines end in one way
    start = text.find("#")
    starts = [stretch[0] for stretch in quoted] if start >= 0 else []
    while start >= 0:
        if start and text[start - 1] not in " \t\r\n":
            start = text.find("#", start + 1)
            continue
        index = bisect_right(starts, start) - 1
        inside = index >= 0 and start < quoted[index][1]
        if inside and not _is_on_header(lines, quoted[index][0], start):
            start = text.find("#", quoted[index][1])
            continue
        end = lines.find("\n", start)
        end = len(text) if end < 0 else end
        own_line = not text[lines.rfind("\n", 0, start) + 1 : start].strip(" \t")
        comments.append(tuple.__new__(Comment, (text[start:end], start, own_line)))
        start = text.find("#", end)
    return tuple(comments)


def _is_on_header(lines: str, scalar: int, at: int) -> bool:
    """Tell whether a hash sign stands on the line that opens a block scalar, after its indicator."""
    return lines[scalar] in "|>" and "\n" not in lines[scalar:at]
