"""Where the cursor is in a manifest that may be half-written: told by indentation and brackets, since nothing else is sure."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.source import KeyPath

Kind: TypeAlias = Literal["key", "value"]
FURTHEST = 60
"""Lines above the cursor in which an open bracket is looked for; longer flow collections are not written by hand."""
_LINE = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*(?:-$)?)(?:(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')[ ]*:(?=[ ]|$))?(?P<rest>.*)")


class Cursor(NamedTuple):
    """What stands at the cursor."""

    path: KeyPath
    """Of the value; of a key that is being typed the mapping that it will stand in."""
    kind: Kind
    word: str
    """What is typed of it so far."""
    present: frozenset[str] = frozenset()
    """Keys that the mapping has already."""


class _Token(NamedTuple):
    column: int
    key: str | None
    """None for the dash of a list item."""


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor | None:
    """Tell what the cursor is at; None within a comment."""
    before = lines[line][:column] if line < len(lines) else ""
    if re.match(r"\s*#|.*\s#", before) and not re.search(r"[\"'][^\"']*#", before):
        return None
    for first in range(line, max(-1, line - FURTHEST), -1):
        found = _LINE.fullmatch(lines[first] if first < line else before)
        if found is None or (first < line and found["key"] is None and not found["lead"].strip()):
            continue
        text = "\n".join([found["rest"], *lines[first + 1 : line], before]) if first < line else found["rest"]
        levels = _open_brackets(text)
        if levels:
            return _in_flow(levels, _block_path(lines, first, found))
        if first < line and not found["rest"].strip():
            break
    return _in_block(lines, line, before)


def _in_block(lines: Sequence[str], line: int, before: str) -> Cursor | None:
    found = _LINE.fullmatch(before)
    if found is None:
        return None
    path = _block_path(lines, line, found)
    if found["key"] is not None:
        return Cursor(path, "value", found["rest"].strip())
    return Cursor(path, "key", found["rest"].strip(), _siblings(lines, line, len(found["lead"])))


def _block_path(lines: Sequence[str], line: int, found: re.Match[str]) -> KeyPath:
    """Build the path of a line's own tokens and of all that they stand below."""
    steps: list[str | int] = []
    # A key that is still being typed stands beside the keys of its column, not below them.
    limit, is_dash = len(found["lead"]) + (found["key"] is not None), False
    tokens = _tokens(found)
    at = line
    while True:
        for token in reversed(tokens):
            if token.column < limit or (is_dash and token.key is not None and token.column == limit):
                steps.append(token.key if token.key is not None else _index(lines, at, token.column))
                limit, is_dash = token.column, token.key is None
        at -= 1
        if at < 0 or (limit == 0 and not is_dash):
            return tuple(reversed(steps))
        above = _LINE.fullmatch(lines[at])
        tokens = _tokens(above) if above and lines[at].strip() and not lines[at].lstrip().startswith("#") else []


def _tokens(found: re.Match[str]) -> list[_Token]:
    tokens = [_Token(column, None) for column, sign in enumerate(found["lead"]) if sign == "-"]
    if found["key"] is not None:
        tokens.append(_Token(len(found["lead"]), found["key"].strip("\"'")))
    return tokens


def _index(lines: Sequence[str], line: int, column: int) -> int:
    """Count the items of a list above one of its dashes."""
    count = 0
    for above in reversed(lines[:line]):
        indent = len(above) - len(above.lstrip(" "))
        if not above.strip() or indent > column:
            continue
        if indent < column or above[column : column + 1] != "-":
            break
        count += 1
    return count


def _siblings(lines: Sequence[str], line: int, column: int) -> frozenset[str]:
    """Collect the keys of the block mapping that a key at a column belongs to."""
    return frozenset((*_keys(lines[line + 1 :], column, above=False), *_keys(lines[line::-1][1:], column, above=True)))


def _keys(lines: Sequence[str], column: int, *, above: bool) -> Iterator[str]:
    for text in lines:
        found = _LINE.fullmatch(text)
        if found is None or not text.strip() or text.lstrip().startswith("#"):
            continue
        indent = len(text) - len(text.lstrip(" "))
        begins_item = indent < column == len(found["lead"]) and "-" in found["lead"]
        if indent < column and not (begins_item and above):
            return
        if len(found["lead"]) == column and found["key"] is not None:
            yield found["key"].strip("\"'")
        if begins_item:
            return


class _Level(NamedTuple):
    """One open bracket."""

    sign: str
    item: int
    key: str | None
    word: str
    present: tuple[str, ...]


def _open_brackets(text: str) -> list[_Level]:
    """Read flow collections up to the end of a text; gives the brackets that are still open there."""
    levels: list[_Level] = []
    quote = ""
    for position, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and (not levels or not levels[-1].word.strip()):
            quote = sign
        elif sign in "{[":
            levels.append(_Level(sign, 0, None, "", ()))
            continue
        elif sign in "}]" and levels:
            levels.pop()
            continue
        elif not levels:
            continue
        elif sign == ",":
            last = levels[-1]
            levels[-1] = last._replace(item=last.item + 1, key=None, word="")
            continue
        elif sign == ":" and levels[-1].sign == "{" and text[position + 1 : position + 2] in {" ", "", "\n"}:
            key = levels[-1].word.strip().strip("\"'")
            levels[-1] = levels[-1]._replace(key=key, word="", present=(*levels[-1].present, key))
            continue
        if levels:
            levels[-1] = levels[-1]._replace(word=levels[-1].word + sign)
    return levels


def _in_flow(levels: Sequence[_Level], block: KeyPath) -> Cursor:
    steps = [level.item if level.sign == "[" else level.key or "" for level in levels[:-1]]
    last = levels[-1]
    word = last.word.strip()
    if last.sign == "[":
        return Cursor((*block, *steps, last.item), "value", word)
    if last.key is not None:
        return Cursor((*block, *steps, last.key), "value", word)
    return Cursor((*block, *steps), "key", word, frozenset(last.present))
