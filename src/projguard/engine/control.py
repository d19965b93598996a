"""What steers findings: waivers, comments that suppress, accepted gaps, and rules that nobody may get around."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from projguard.engine.inline import Stretches, Suppression, read_suppressions, without_codes
from projguard.engine.run import Grades, Judged
from projguard.engine.states import outcomes
from projguard.engine.waivers import CODE, cover, invalid_waivers
from projguard.hooks.spec import Check
from projguard.model.baseline import Accepted, Tally
from projguard.model.config import Attempt, Config
from projguard.model.finding import Finding, Location
from projguard.model.problem import Offer
from projguard.model.rule import Rule
from projguard.model.source import Position, Span
from projguard.model.values import Listing, Text, Value
from projguard.project.project import Project
from projguard.project.upkeep import Waiver

if TYPE_CHECKING:
    from projguard.engine.baseline import Compared  # only where something was accepted

SUPPRESSION = "PG0011"
MANDATORY = "PG0012"
NEVER = frozenset({"PG0001", CODE, SUPPRESSION, MANDATORY})
"""Rules that neither a comment nor a baseline can silence."""
NOT_JUDGED = ("crashed", "off", "skipped")


class Known(NamedTuple):
    """Gaps of a project that are not new."""

    accepted: Sequence[Accepted] | None = None
    """None where there is no baseline."""
    before: Mapping[str, str] | None = None
    """Those that it had at a revision, codes by fingerprints; None where no revision is asked for."""


class Controlled(NamedTuple):
    """A project's findings after everything that steers them."""

    findings: tuple[Finding, ...]
    tally: Tally | None = None
    stale: tuple[Accepted, ...] = ()
    suppressed: int = 0
    """Findings that comments would hide where they may not: of an untrusted project."""
    former: tuple[str, ...] = ()
    """Former names by which comments and waivers call rules."""


class Controls(NamedTuple):
    """What steers the findings of all projects of a run."""

    rules: Mapping[str, Rule]
    checks: Mapping[str, Check]
    codes: Mapping[str, str]
    """Code of each rule by everything that it may be called."""
    config: Config
    grades: Grades

    def apply(
        self,
        findings: Sequence[Finding],
        judged: Sequence[Judged],
        project: Project,
        known: Known,
    ) -> Controlled:
        """Steer the findings of one project."""
        rule = self.rules.get(CODE)
        params = self.grades.params_of(rule) if rule else {}
        covered = cover(findings, project, invalid_waivers(project, rule, self.checks, params))
        comments = self._comments(project)
        compares = known.accepted is not None or known.before is not None
        if not (comments or covered.idle or covered.own or compares or self.config.attempts):
            return Controlled(covered.findings, former=self._former(project, ()))
        ran = _ran(judged, findings)
        told = Telling(self, project)
        marked, used = _suppressed(covered.findings, comments, project.document.path, self.config.mandatory.codes)
        hidden = sum(entry.state == "suppressed" for entry in marked)
        if self.config.untrusted:
            marked = covered.findings
        compared = self._compared(marked, known, project.as_of, ran)
        extra = [
            *(entry for waiver in covered.idle for entry in told.idle_waiver(waiver.rule, (*waiver.at, "rule"), ran)),
            *(entry for waiver in covered.own for entry in told.own_waiver(waiver)),
            *(entry for comment in comments for entry in told.comment(comment, used.get(comment.span, ()), ran)),
            *(entry for attempt in self.config.attempts for entry in told.attempt(attempt)),
            *told.accepted(marked, known.accepted or ()),
        ]
        tally = compared.tally if compares else None
        not_honoured = hidden if self.config.untrusted else 0
        former = self._former(project, comments)
        return Controlled((*compared.findings, *extra), tally, compared.stale, not_honoured, former)

    def _former(self, project: Project, comments: Sequence[Suppression]) -> tuple[str, ...]:
        words = [*(waiver.rule for waiver in project.waivers), *(word for one in comments for word, _ in one.words)]
        return tuple(word for word in words if word in self.codes and word in self.rules[self.codes[word]].aliases)

    def _compared(self, findings: Sequence[Finding], known: Known, as_of: date, ran: frozenset[str]) -> "Compared":
        from projguard.engine.baseline import compare, compare_since

        mandatory = self.config.mandatory.codes
        compared = compare(findings, known.accepted or (), as_of, ran=ran, never=NEVER | mandatory)
        if known.before is None:
            return compared
        never = mandatory | {MANDATORY}
        return compare_since(compared, known.before, self.config.since, ran=ran, never=never)

    def _comments(self, project: Project) -> tuple[Suppression, ...]:
        rule = self.rules.get(SUPPRESSION)
        params = self.grades.params_of(rule) if rule else {"never": NEVER, "min_words": 3}
        return read_suppressions(project.document, self.codes, params)


class Telling:
    """Findings about what steers findings."""

    def __init__(self, controls: Controls, project: Project) -> None:
        self._controls = controls
        self._project = project
        self._seen: dict[str, int] = {}

    def idle_waiver(self, name: str, at: tuple[str | int, ...], ran: frozenset[str]) -> Iterator[Finding]:
        """Tell a waiver that covers nothing although its rule ran."""
        document = self._project.document
        if self._project.codes.get(name) in ran:
            yield from self._finding(CODE, "unused", document.path, document.span_of(at), {"rule": Text(name)})

    def own_waiver(self, waiver: Waiver) -> Iterator[Finding]:
        """Tell a waiver that covers nothing, since who approved it owns what it is about."""
        document = self._project.document
        values: dict[str, Value] = {"rule": Text(waiver.rule), "name": self._project.person(waiver.approved_by)}
        yield from self._finding(
            CODE, "own_thing", document.path, document.span_of((*waiver.at, "approved_by")), values
        )

    def comment(self, comment: Suppression, used: Sequence[str], ran: frozenset[str]) -> Iterator[Finding]:
        """Tell what is wrong with a comment: the first fault, a rule that nobody may silence, or that it hides nothing."""
        path = self._project.document.path
        if comment.fault:
            yield from self._finding(SUPPRESSION, comment.fault, path, comment.span, comment.values)
            return
        touched = [code for code in comment.codes if code in self._controls.config.mandatory.codes]
        for code in touched:
            yield from self._finding(MANDATORY, "inline", path, comment.span, {"rule": Text(code)})
        idle = [code for code in comment.codes if code not in used and code not in touched and code in ran]
        if idle:
            rules = Listing(tuple(Text(code) for code in idle))
            fix = without_codes(self._project.document, comment, idle)
            yield from self._finding(SUPPRESSION, "unused", path, comment.span, {"rule": rules}, fix=fix)

    def attempt(self, attempt: Attempt) -> Iterator[Finding]:
        """Tell an attempt of the settings, at its place; one of the command line at the manifest's beginning."""
        document = self._project.document
        rule: dict[str, Value] = {"rule": Text(attempt.code)}
        if not attempt.path:
            message = "said_ignore" if attempt.way == "ignore" else "said_severity"
            yield from self._finding(
                MANDATORY, message, document.path, document.span_of(("manifest_version",), "key"), rule
            )
            return
        at = Position(attempt.line, attempt.column, 0)
        yield from self._finding(MANDATORY, attempt.way, attempt.path, Span(at, at), rule)

    def accepted(self, findings: Sequence[Finding], accepted: Sequence[Accepted]) -> Iterator[Finding]:
        """Tell accepted gaps of rules that nobody may accept, each at the gap."""
        prints = {entry.fingerprint for entry in accepted if entry.code in self._controls.config.mandatory.codes}
        for finding in findings:
            if finding.fingerprint in prints:
                place = finding.location
                yield from self._finding(MANDATORY, "baseline", place.path, place.span, {"rule": Text(finding.code)})

    def _finding(
        self, code: str, message: str, path: str, span: Span, values: Mapping[str, Value], *, fix: Offer | None = None
    ) -> Iterator[Finding]:
        rule = self._controls.rules.get(code)
        if rule is None:
            return
        severity = self._controls.grades.severity(rule, message, self._project.phase)
        if severity == "off":
            return
        about = "|".join((code, message, path, *(str(value) for value in values.values())))
        ordinal = self._seen[about] = self._seen.get(about, -1) + 1
        yield Finding(
            code=code,
            severity=severity,
            message=message,
            values=values,
            location=Location(path=path, span=span, key_path=()),
            fix=fix,
            fingerprint=sha256(f"{about}|{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
        )


def _ran(judged: Sequence[Judged], findings: Sequence[Finding]) -> frozenset[str]:
    """Give the rules that were judged: those that rest with their project were not."""
    ended = outcomes(judged, findings)
    resting = {told.rule.code for told in judged if set(told.rest) & {"on_hold", "cancelled"}}
    return frozenset(o.code for o in ended if o.state not in NOT_JUDGED) - resting


def _suppressed(
    findings: Sequence[Finding], comments: Sequence[Suppression], manifest: str, mandatory: frozenset[str]
) -> tuple[tuple[Finding, ...], dict[Span, list[str]]]:
    """Let the nearest comment that names its rule hide each open finding; gives what each comment hid."""
    used: dict[Span, list[str]] = {}
    if not comments:
        return tuple(findings), used
    stretches = Stretches(comments)
    marked: list[Finding] = []
    for finding in findings:
        open_to_it = finding.state == "open" and finding.code not in mandatory and finding.code not in NEVER
        covering = stretches.at(_offset_of(finding, manifest)) if open_to_it else ()
        comment = next((one for one in covering if finding.code in one.codes), None)
        if comment is None:
            marked.append(finding)
        else:
            used.setdefault(comment.span, []).append(finding.code)
            marked.append(finding._replace(state="suppressed", because=comment.reason))
    return tuple(marked), used


def _offset_of(finding: Finding, manifest: str) -> int:
    """Give where a finding stands, for one in an evidence file where the manifest names the file; -1 for neither."""
    places = (finding.location, *finding.related)
    return next((place.span.start.offset for place in places if place.path == manifest), -1)
