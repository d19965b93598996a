"""The ledger of waivers: what a portfolio lives with, by end date, in four forms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from projguard.hooks.reporter import Sentences
from projguard.model.waiver import Ledger, WaiverEntry
from projguard.reporters.csv_report import row_of_cells
from projguard.reporters.json_report import write_json
from projguard.reporters.markdown_text import code
from projguard.reporters.terminal import finished, visible, wrapped
from projguard.wording.words import Words, mark

STANDINGS = {
    "valid": mark("holds"),
    "ending": mark("ends soon"),
    "ended": mark("ended"),
    "invalid": mark("does not hold"),
    "unused": mark("covers nothing"),
}
COLUMNS = (
    "until", "days_left", "standing", "rule", "name", "title", "path", "line", "scope", "approved_by", "approver", "reason",
    "message",
)  # fmt: skip


class Line(NamedTuple):
    """One waiver, beside the project that it is in."""

    ledger: Ledger
    entry: WaiverEntry

    @property
    def days_left(self) -> int | None:
        """Days until the last one on which it holds; below 0 when that has passed."""
        until, day = self.entry.until, self.ledger.as_of
        return None if until is None or day is None else (until - day).days


class Style(NamedTuple):
    """How to write the ledger."""

    sentences: Sentences
    words: Words
    width: int = 80
    encoding: str = "utf-8"


def write_ledger(ledgers: Sequence[Ledger], form: str, style: Style) -> str:
    """Write the waivers of all projects, the first to end first."""
    lines = [Line(ledger, entry) for ledger in ledgers for entry in ledger.entries]
    lines.sort(key=lambda line: (str(line.entry.until or "9"), line.ledger.path, line.entry.line))
    if form == "json":
        return _json(ledgers, lines, style)
    if form == "csv":
        return _csv(lines, style)
    told = _markdown(lines, style) if form == "md" else _text(ledgers, lines, style)
    return finished(list(told), style.encoding)


def _text(ledgers: Sequence[Ledger], lines: Sequence[Line], style: Style) -> Iterator[str]:
    for line in lines:
        entry = line.entry
        until = entry.until.isoformat() if entry.until else "?         "
        yield visible(f"{until}  {entry.rule} {entry.name} · {_left(line, style)}".replace("  ·", " ·"))
        where = f"{line.ledger.path}:{entry.line} {entry.scope}"
        yield from wrapped(visible(where), style.width, first="    ")
        yield from wrapped(visible(f"{entry.approver or entry.approved_by}: {entry.reason}"), style.width, first="    ")
        if entry.told and entry.standing in {"invalid", "unused"}:
            yield from wrapped(visible(style.sentences.message(entry.told)), style.width, first="    ")
    if lines:
        yield ""
    yield from wrapped(_sum(ledgers, lines, style), style.width)


def _left(line: Line, style: Style) -> str:
    days = line.days_left
    standing = style.words.text(STANDINGS[line.entry.standing])
    if days is None or days < 0 or line.entry.standing not in {"valid", "ending"}:
        return standing
    return style.words.say("{standing}, {count} {count:day} left", standing=standing, count=days)


def _sum(ledgers: Sequence[Ledger], lines: Sequence[Line], style: Style) -> str:
    counted: Counter[str] = Counter(line.entry.standing for line in lines)
    told = ", ".join(f"{counted[name]} {style.words.text(text)}" for name, text in STANDINGS.items() if counted[name])
    said = style.words.say("Waivers: {count}, projects: {projects}", count=len(lines), projects=len(ledgers))
    return f"{said} ({told})." if told else f"{said}."


def _cells(line: Line, style: Style) -> dict[str, Any]:
    entry = line.entry
    return {
        "until": entry.until.isoformat() if entry.until else None,
        "days_left": line.days_left,
        "standing": entry.standing,
        "rule": entry.rule,
        "name": entry.name,
        "title": line.ledger.title,
        "path": line.ledger.path,
        "line": entry.line,
        "scope": entry.scope,
        "approved_by": entry.approved_by,
        "approver": entry.approver,
        "reason": entry.reason,
        "message": style.sentences.message(entry.told) if entry.told else "",
    }


def _json(ledgers: Sequence[Ledger], lines: Sequence[Line], style: Style) -> str:
    unread = [ledger.path for ledger in ledgers if not ledger.readable]
    head = write_json({"version": 1, "projects": len(ledgers), "unreadable": unread})[:-1]
    rows = ",\n".join(write_json(_cells(line, style)) for line in lines)
    return f'{head}, "waivers": [\n{rows}\n]}}\n'


def _csv(lines: Sequence[Line], style: Style) -> str:
    return "".join(map(row_of_cells, [COLUMNS, *(_row(line, style) for line in lines)]))


def _row(line: Line, style: Style) -> list[str]:
    """Give the cells of a row; a number below 0 would look like a formula, and the end date says as much."""
    values = _cells(line, style).values()
    return ["" if value is None or (isinstance(value, int) and value < 0) else str(value) for value in values]


def _span(text: str) -> str:
    return code(text, cell=True)


def _markdown(lines: Sequence[Line], style: Style) -> Iterator[str]:
    text = style.words.text
    heads = [text(head) for head in (mark("until"), mark("rule"), mark("project"), mark("approved by"), mark("reason"))]
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for line in lines:
        entry = line.entry
        until = entry.until.isoformat() if entry.until else "?"
        scope = f" {_span(entry.scope)}" if entry.scope else ""
        cells = [
            f"{until}, {text(STANDINGS[entry.standing])}",
            f"{_span(entry.rule)}{scope}",
            _span(f"{line.ledger.title} · {line.ledger.path}"),
            _span(entry.approver or entry.approved_by),
            _span(entry.reason),
        ]
        yield "| " + " | ".join(cells) + " |"
