"""A comment on a pull request, and the summary of a job: what a person reads there, within what the host takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.report import ProjectReport
from projguard.model.rule import SEVERITIES
from projguard.model.run import Row, Run, Totals
from projguard.reporters.findings import point_order
from projguard.reporters.markdown_tables import point_rows, project_rows, statistics_rows, table
from projguard.reporters.markdown_text import code, prose
from projguard.reporters.page import MARKS, Page
from projguard.reporters.shown import Shown, shortened
from projguard.reporters.standing import tally_line
from projguard.reporters.summary import CHECKED, arithmetic, states_said, verdict
from projguard.reporters.terminal import finished
from projguard.wording.terms import LEVELS, STATES

COMMENT = 65_536
"""Characters that a comment on GitHub takes; GitLab takes more."""
STEP = 1_048_576
"""Bytes that the summary of a job on GitHub takes."""
LONGEST = 1_000
"""Characters of one message."""
RESERVE = 2_000
"""Kept free for the last lines."""
SEVERITY_MARKS = {"error": MARKS["red"], "warning": MARKS["amber"], "info": "·"}


class MarkdownReporter:
    """The sums first; so all is kept until the end, which is no more than a host takes."""

    limit = COMMENT

    def __init__(self, run: Run, sentences: Sentences) -> None:
        self._page = Page(run, sentences)
        self._shown = Shown(run, sentences)
        self._details: list[str] = []
        self._size = 0
        self._left_out = 0

    def head(self) -> str:
        """Give nothing: the sums come first."""
        return ""

    def project(self, report: ProjectReport) -> str:
        """Keep what fits of a project."""
        findings = list(self._shown.of(report))
        if not findings or self._page.run.verbosity < 0:
            return ""
        self._keep(self._header(report))
        for number, found in groupby(sorted(findings, key=self._order), key=self._point_of):
            self._keep(f"\n**{number} {prose(self._page.sentences.point_title(number))}**\n\n")
            for finding in found:
                if not self._keep(self._finding(finding)):
                    self._left_out += 1
        return ""

    def tail(self, totals: Totals) -> str:
        """Give the sums, then the projects, then what did not fit."""
        page = self._page
        lines = list(self._summary(totals))
        room = self.limit - RESERVE - sum(self._measure(line) + 1 for line in lines)
        details: list[str] = []
        for part in self._details[len(totals.rows) == 1 :]:  # one project is named above already
            room -= self._measure(part)
            if room < 0:
                self._left_out += part.startswith("- ")
            else:
                details += part.rstrip("\n").split("\n")
        if self._left_out:
            said = page.words.say(
                "{count} more {count:finding} left out: this place takes no more.", count=self._left_out
            )
            details += ["", said]
        ended = page.words.say(
            "exit {status}: {reason}", status=totals.status, reason=page.sentences.notice(totals.reason)
        )
        return finished([*lines, *details, "", code(ended)], page.run.encoding)

    def _keep(self, part: str) -> bool:
        """Keep a part unless there is no room left for it whatever the sums take."""
        size = self._measure(part)
        fits = self._size + size <= self.limit
        if fits:
            self._size += size
            self._details.append(part)
        return fits

    def _measure(self, text: str) -> int:
        return len(text)

    def _header(self, report: ProjectReport) -> str:
        return f"\n### {code(shortened(report.title or report.path, LONGEST))}\n\n{code(report.path)}\n"

    def _point_of(self, finding: Finding) -> int:
        return self._page.sentences.rule(finding.code).point

    def _order(self, finding: Finding) -> tuple[tuple[bool, int], int, str]:
        """Sort by point, the worst of a point first."""
        return point_order(self._point_of(finding)), SEVERITIES.index(finding.severity), finding.code

    def _finding(self, finding: Finding) -> str:
        said, text = self._page.sentences, self._page.words.text
        start = finding.location.span.start
        where = f"{finding.location.path}:{start.line + 1}:{start.column + 1}"
        state = "" if finding.state == "open" else f" · {text(STATES[finding.state])}"
        level = f"{SEVERITY_MARKS[finding.severity]} {text(LEVELS[finding.severity])}"
        first = f"- {level}{state} · **{finding.code}** {said.rule(finding.code).name} · {code(shortened(where, LONGEST))}\\\n"
        message = f"  {code(self._shown.message(finding, LONGEST))}\\\n"
        return f"{first}{message}  {self._advice(finding)}\n"

    def _advice(self, finding: Finding) -> str:
        """Say what to do; a question quotes the manifest."""
        remedy = self._page.sentences.remedy(finding.code)
        return prose(remedy) if remedy else code(shortened(self._page.sentences.advice(finding), LONGEST))

    def _summary(self, totals: Totals) -> Iterator[str]:
        page = self._page
        if len(totals.rows) == 1:
            yield from self._one(totals.rows[0])
        else:
            yield from self._many(totals)
        if page.run.statistics:
            yield from statistics_rows(page, totals)
        for notice in totals.notices:
            yield f"- {page.words.text(LEVELS[notice.level])}: {code(page.sentences.notice(notice))}"
        if totals.partial:
            yield page.words.say("The run was cut short; this report is partial.")

    def _one(self, row: Row) -> Iterator[str]:
        page = self._page
        name = " · ".join(code(shortened(part, LONGEST)) for part in (row.client, row.title) if part)
        yield f"## {name or code(row.path)}"
        yield ""
        yield f"{page.words.say(CHECKED[row.phase], date=row.as_of.isoformat())} · {code(shortened(row.path, LONGEST))}"
        yield ""
        states = states_said(page, row.rules, row.found, row.baseline)
        yield from _lines([verdict(page, row), arithmetic(page, row), *states])
        yield ""
        yield from table(point_rows(page, row))
        yield ""

    def _many(self, totals: Totals) -> Iterator[str]:
        page = self._page
        yield "## projguard"
        yield ""
        found = page.found(totals.counts) or page.words.say("nothing found")
        yield f"{page.words.count(len(totals.rows), 'project')}: {found}."
        if totals.tally is not None:
            yield tally_line(page.words, totals.tally)
        yield ""
        room = self.limit // 2
        rows = project_rows(page, totals)
        fitting = sum(size <= room for size in accumulate(self._measure(" | ".join(row)) + 5 for row in rows))
        if totals.rows:
            yield from table(rows[:fitting])
            yield ""
        if fitting < len(rows):
            left = len(rows) - fitting
            yield page.words.say("{count} more {count:project} left out: this place takes no more.", count=left)
            yield ""


class StepSummaryReporter(MarkdownReporter):
    """The same with the room that the summary of a job has."""

    limit = STEP

    def _measure(self, text: str) -> int:
        return len(text.encode("utf-8", "surrogatepass"))


def _lines(sentences: Iterable[str]) -> Iterator[str]:
    """Give each sentence a line of its own within one paragraph."""
    yield "\\\n".join(sentence for sentence in sentences if sentence)
