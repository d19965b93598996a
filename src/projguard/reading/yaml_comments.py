"""Where the comments of a YAML text stand."""

from __future__ import annotations

from bisect import bisect_right

from projguard.model.source import Comment


def find_comments(text: str, quoted: list[tuple[int, int]]) -> tuple[Comment, ...]:
    """Find every comment, given the quoted and block scalars in which a hash sign starts none."""
    comments: list[Comment] = []
    start = text.find("#")
    starts = [stretch[0] for stretch in quoted] if start >= 0 else []
    while start >= 0:
        if start and text[start - 1] not in " \t\r\n":
            start = text.find("#", start + 1)
            continue
        index = bisect_right(starts, start) - 1
        inside = index >= 0 and start < quoted[index][1]
        if inside and not _is_on_header(text, quoted[index][0], start):
            start = text.find("#", quoted[index][1])
            continue
        end = _line_end(text, start)
        feed = text.rfind("\n", 0, start)
        own_line = not text[max(feed, text.rfind("\r", feed + 1, start)) + 1 : start].strip(" \t")
        comments.append(Comment(text[start:end], start, own_line))
        start = text.find("#", end)
    return tuple(comments)


def _is_on_header(text: str, scalar: int, at: int) -> bool:
    """Tell whether a hash sign stands on the line that opens a block scalar, after its indicator."""
    return text[scalar] in "|>" and "\n" not in text[scalar:at] and "\r" not in text[scalar:at]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    carriage = text.find("\r", start, end)
    return end if carriage < 0 else carriage
