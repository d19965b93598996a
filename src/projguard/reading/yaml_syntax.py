"""What a parser's refusal means to a person: the message id and the place, told from the text around it."""

import re
from typing import NamedTuple

from projguard.model.values import Field, Text, Value
from projguard.reading.yaml_events import NotYaml

_CLOSING = {"[": "]", "{": "}"}
_LONGEST_SIMPLE_KEY = 1024
"""Characters; YAML reads no longer key on one line."""


class Fault(NamedTuple):
    """A message of PG0001 with the offsets of its place."""

    message: str
    start: int
    end: int
    values: dict[str, Value]


def explain(fault: NotYaml, text: str) -> Fault:
    """Name what is wrong where a parser stopped; both parsers word it alike enough for this."""
    at = min(max(fault.at, 0), len(text))
    for question in (_tab, _reserved_character, _unclosed, _escape, _reference, _colon):
        answer = question(fault, text, at)
        if answer is not None:
            return answer
    return _structure(fault, text, at)


def _tab(fault: NotYaml, text: str, at: int) -> Fault | None:
    line_start = _line_start(text, at)
    indentation = re.compile(r"[ \t]*").match(text, line_start)
    end = indentation.end() if indentation else line_start
    tab = text.find("\t", line_start, end)
    if tab >= 0 and (at <= end or "tab" in fault.problem or text[at : at + 1] == "\t"):
        return Fault("tab", tab, tab + 1, {})
    return Fault("tab", at, at + 1, {}) if text[at : at + 1] == "\t" and "token" in fault.problem else None


def _reserved_character(fault: NotYaml, text: str, at: int) -> Fault | None:
    is_reserved = "cannot start any token" in fault.problem or "node content" in fault.problem
    # A dash and a question mark start a value only without a blank after them.
    if (not is_reserved and "not allowed" not in fault.problem) or text[at : at + 1] in {":", ""}:
        return None
    return Fault("reserved_character", at, at + 1, {"character": Text(text[at : at + 1])})


def _unclosed(fault: NotYaml, text: str, at: int) -> Fault | None:
    opening = text[fault.context_at : fault.context_at + 1] if fault.context_at >= 0 else ""
    if "quoted scalar" in fault.context and ("end of stream" in fault.problem or "document" in fault.problem):
        start = fault.context_at
        return Fault("unclosed_quote", start, start + 1, {"quote": Text(opening)})
    if "flow" not in fault.context:
        return None
    if text[at : at + 1] == ":" and re.search(r":[ \t][^,\[\]{}]*\Z", text[_line_start(text, at) : at]):
        # A second colon after the comma or bracket that starts the field.
        return Fault("colon_in_value", at, at + 1, {})
    if opening not in _CLOSING:
        opening_at = _last_open_bracket(text, at)
        if opening_at < 0 or at < len(text.rstrip()):
            return None
        return _bracket(text, opening_at)
    return _bracket(text, fault.context_at)


def _bracket(text: str, at: int) -> Fault:
    bracket = text[at]
    return Fault("unclosed_bracket", at, at + 1, {"bracket": Text(bracket), "expected": Text(_CLOSING[bracket])})


def _last_open_bracket(text: str, at: int) -> int:
    closed = 0
    for found in reversed(list(re.finditer(r"[\[\]{}]", text[:at]))):
        closed += -1 if found[0] in _CLOSING else 1
        if closed < 0:
            return found.start()
    return -1


def _escape(fault: NotYaml, text: str, at: int) -> Fault | None:
    if "escape" not in fault.problem and "hexdecimal" not in fault.problem:
        return None
    start = text.rfind("\\", 0, at + 1)
    start = at if start < 0 else start
    return Fault("bad_escape", start, start + 2, {"escape": Text(text[start : start + 2])})


def _reference(fault: NotYaml, text: str, at: int) -> Fault | None:
    if "anchor" not in fault.context and "alias" not in fault.context:
        return None
    start = max(fault.context_at, 0)
    return Fault("bad_reference", start, max(at, start + 1), {"character": Text(text[start : start + 1])})


def _colon(fault: NotYaml, text: str, at: int) -> Fault | None:
    line_start = _line_start(text, at)
    if "mapping values" in fault.problem or "unexpected ':'" in fault.problem:
        # The parser stops at the second colon of the line: the first one ended the key.
        if re.search(r":[ \t]", text[line_start:at]) or "unexpected" in fault.problem:
            return Fault("colon_in_value", at, at + 1, {})
        return _key_on_wrong_line(text, line_start, at)
    if "could not find expected ':'" not in fault.problem:
        return None
    return _key_without_colon(text, fault.context_at if fault.context_at >= 0 else line_start)


def _key_without_colon(text: str, start: int) -> Fault:
    """Tell why what starts at an offset is no key: an open bracket, too long, no space after its colon, or no colon."""
    if text[start : start + 1] in _CLOSING:
        return _bracket(text, start)
    end = _line_end(text, start)
    colon = text.find(":", start, end)
    if colon - start > _LONGEST_SIMPLE_KEY:
        return _long_key(start, colon)
    if colon >= 0:
        return Fault("colon_without_space", colon, colon + 1, {})
    return Fault("colon_missing", start, end, {})


def _key_on_wrong_line(text: str, line_start: int, at: int) -> Fault:
    """Tell why a key is not expected on its line: it is too long, indented wrongly, or the line above lacks its colon."""
    if at - line_start > _LONGEST_SIMPLE_KEY:
        return _long_key(line_start, at)
    above_end = len(text[:line_start].rstrip())
    above_start = _line_start(text, above_end)
    above = text[above_start:above_end]
    start = line_start + _indentation(text[line_start:at])
    if _indentation(above) == start - line_start and not re.search(r":(?:\s|$)", above):
        colon = above.find(":")
        if colon >= 0:
            return Fault("colon_without_space", above_start + colon, above_start + colon + 1, {})
        return Fault("colon_missing", above_start + _indentation(above), above_end, {})
    return Fault("indentation", start, _line_end(text, at), {})


def _long_key(start: int, end: int) -> Fault:
    values: dict[str, Value] = {"size": end - start, "limit": _LONGEST_SIMPLE_KEY}
    return Fault("key_too_long", start, end, {**values, "setting": Field("limits.key_length")})


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _structure(fault: NotYaml, text: str, at: int) -> Fault:
    line_start = _line_start(text, at)
    before = text[line_start:at]
    if at >= len(text) or not ("expected" in fault.problem and "block" in fault.context):
        return Fault("syntax", at, at + 1, {})
    if before.strip(" -?"):
        return Fault("text_after_value", at, max(_line_end(text, at), at + 1), {})
    return Fault("indentation", at, max(_line_end(text, at), at + 1), {})


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, at)
    return found.start() if found else len(text)
