"""The findings of one project, point by point: message, source frame, why it matters, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from projguard.model.finding import Finding, Location
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES
from projguard.reporters.frames import Frames, Underline
from projguard.reporters.page import SEVERITY_COLORS, Page
from projguard.reporters.standing import standing
from projguard.reporters.terminal import columns, padded, visible
from projguard.wording.terms import LEVELS

INDENT = "    "
FRAME_INDENT = "      "


def write_findings(page: Page, report: ProjectReport) -> Iterator[str]:
    """Write what the run shows of a project's findings, by point, the worst rules of a point first."""
    shown = sorted(filter(page.run.shows, report.findings), key=lambda finding: point_order(_point(page, finding)))
    frames = Frames(without_secrets(report))
    for number, found in groupby(shown, key=lambda finding: _point(page, finding)):
        yield ""
        yield page.painted(f"{number:>2}  {visible(page.sentences.point_title(number))}", "bold")
        for group in _by_rule(list(found)):
            yield ""
            for finding in group:
                yield from _finding(page, frames, finding)
            yield from _advice(page, group)


def point_order(number: int) -> tuple[bool, int]:
    """Sort the ten points first, then the manifest itself and packs."""
    return not 1 <= number <= 10, number


def without_secrets(report: ProjectReport) -> Mapping[str, str]:
    """Give the texts of a project's files with an asterisk for each sign of a secret."""
    sources = dict(report.sources)
    for finding in report.findings:
        place = finding.location
        if finding.secret and place.path in sources:
            text = sources[place.path]
            start, end = place.span.start.offset, place.span.end.offset
            stars = "".join(char if char in "\r\n" else "*" for char in text[start:end])
            sources[place.path] = text[:start] + stars + text[end:]
    return sources


def _point(page: Page, finding: Finding) -> int:
    return page.sentences.rule(finding.code).point


def _by_rule(found: list[Finding]) -> list[list[Finding]]:
    """Gather findings by rule; the rule with the worst finding comes first."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.code, []).append(finding)
    return sorted(groups.values(), key=lambda group: (min(map(_rank, group)), group[0].code))


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _finding(page: Page, frames: Frames, finding: Finding) -> Iterator[str]:
    text, place = page.words.text, finding.location
    name = page.sentences.rule(finding.code).name
    level = page.painted(text(LEVELS[finding.severity]), SEVERITY_COLORS[finding.severity])
    where = f"{visible(place.path)}:{place.span.start.line + 1}:{place.span.start.column + 1}"
    fits = columns(f"  {finding.code} {name} · {text(LEVELS[finding.severity])} · {where}") <= page.run.width
    yield f"  {page.painted(finding.code, 'bold')} {name} · {level}{f' · {where}' if fits else ''}"
    if not fits:
        yield from page.wrapped(where, INDENT)
    if stands := standing(page, finding):
        yield from page.wrapped(stands, INDENT)
    yield from page.wrapped(page.sentences.message(finding), INDENT)
    for line in frames.draw(list(_underlines(page, finding)), page.run.width - len(FRAME_INDENT)):
        yield FRAME_INDENT + line


def _underlines(page: Page, finding: Finding) -> Iterator[Underline]:
    yield Underline(finding.location, "^")
    seen: set[Location] = {finding.location}
    for place in finding.related:
        label = visible(page.sentences.label(finding, place))
        if label and place not in seen:
            yield Underline(place, "-", label)
        seen.add(place)


def _advice(page: Page, group: list[Finding]) -> Iterator[str]:
    """Say once for all findings of a rule why it matters and what to do; on request also what to ask."""
    code, say = group[0].code, page.words.say
    parts = [(say("why"), page.sentences.why(code)), (say("do"), page.sentences.remedy(code))]
    is_client = page.run.audience == "client"
    if page.run.verbosity > 0 or is_client:
        name = say("question") if is_client else say("ask")
        parts += [(name, question) for question in dict.fromkeys(map(page.sentences.question, group))]
    parts = [(name, text) for name, text in parts if text]
    room = max(columns(name) for name, _ in parts) + 2
    for name, said in parts:
        yield from page.wrapped(said, INDENT + padded(name, room), INDENT + " " * room)
