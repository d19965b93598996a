"""Runs the checks of a project and says in which state each rule ended."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from projguard.engine.soundness import sound
from projguard.hooks.spec import Check
from projguard.model.finding import Outcome
from projguard.model.problem import Problem
from projguard.model.rule import NOTHING, Level, Message, Params, Phase, Question, Rule, Severity, When
from projguard.model.source import KeyPath
from projguard.project.cursor import is_blank
from projguard.project.project import Project

RANK = {"error": 3, "warning": 2, "info": 1, "off": 0}


class Judged(NamedTuple):
    """What one rule said about one project."""

    rule: Rule
    problems: tuple[tuple[Problem, Severity], ...] = ()
    rest: tuple[str, ...] = ()
    """Why the rule rests: phase, configuration, kinds, present, on_hold, cancelled."""
    crash: str = ""
    """What failed inside the check."""
    ended: Outcome | None = None
    """How it ends where nothing of weight is found, once for all projects of a run; None where that depends on one."""


class Grades(NamedTuple):
    """Levels and parameters that a run sets in place of the cards'."""

    levels: Mapping[str, Level] = NOTHING
    params: Mapping[str, Params] = NOTHING

    def level(self, rule: Rule, phase: Phase) -> Level:
        """Give the level of a rule: what is off in a phase stays off."""
        own = rule.severity[phase]
        return own if own == "off" else self.levels.get(rule.code, own)

    def params_of(self, rule: Rule) -> Params:
        """Give the parameters of a rule."""
        return {**rule.params, **self.params.get(rule.code, {})}

    def severity(self, rule: Rule, message: str, phase: Phase) -> Level:
        """Give the level of one message: a condition's own level wins, but a re-graded rule says nothing worse."""
        own = rule.messages[message].severity.get(phase)
        level = self.level(rule, phase)
        if own is None:
            return level
        return min(own, level, key=RANK.__getitem__) if rule.code in self.levels else own


class Asked:
    """One rule as every project of a phase is asked it, worked out once, since a portfolio asks it of thousands."""

    __slots__ = ("is_off", "kinds", "levels", "questions", "quiet", "rule", "when")

    def __init__(self, rule: Rule, phase: Phase, grades: Grades) -> None:
        is_asked = rule.source == "check"
        shared = grades.params_of(rule)
        self.rule = rule
        self.is_off = grades.level(rule, phase) == "off"
        because = ("phase" if rule.severity[phase] == "off" else "configuration",) if self.is_off else ()
        ended = Outcome(rule.code, "off" if self.is_off else "passed", because)
        self.quiet = Judged(rule, rest=because, ended=ended)
        """What it says where it finds nothing, or is off."""
        self.questions = tuple(_with_all(shared, question) for question in rule.questions) if is_asked else ()
        """Each check with all parameters that it is asked with, and what the card calls its messages."""
        self.levels = {message: grades.severity(rule, message, phase) for message in rule.messages}
        self.when = rule.when if is_asked and rule.when != When() else None
        """What a project must have; None for nothing."""
        self.kinds = frozenset(rule.when.kinds)


class Panel:
    """Rules with the grades of a run, prepared for a phase when the first project of that phase comes."""

    def __init__(self, rules: Sequence[Rule], grades: Grades) -> None:
        self._rules = rules
        self._grades = grades
        self._phases: dict[Phase, tuple[Asked, ...]] = {}

    def judge(self, project: Project, checks: Mapping[str, Check]) -> tuple[Judged, ...]:
        """Ask every rule about a project; a check that fails is told and hides no other."""
        phase, status = project.phase, project.status
        if phase not in self._phases:
            self._phases[phase] = tuple(Asked(rule, phase, self._grades) for rule in self._rules)
        if status == "active":
            return tuple([_judge(project, asked, checks) for asked in self._phases[phase]])
        return tuple([_judge(project, asked, checks, _rests(status, asked.rule)) for asked in self._phases[phase]])


def with_required(rules: Sequence[Rule], all_rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Add behind the given rules those that they require, and that these require, since they explain a silence."""
    by_code = {rule.code: rule for rule in all_rules}
    wanted = {rule.code: rule for rule in rules}
    queue = list(rules)
    while queue:
        for requirement in queue.pop().requires:
            required = by_code.get(requirement.code)
            if required is not None and required.code not in wanted:
                wanted[required.code] = required
                queue.append(required)
    return tuple(wanted.values())


def _with_all(shared: Params, question: Question) -> tuple[str, dict[str, Any], Mapping[str, str]]:
    given = {"given": question.given} if question.given else {}
    return question.check, {**shared, **question.params, **given}, question.says


def _judge(project: Project, asked: Asked, checks: Mapping[str, Check], resting: tuple[str, ...] = ()) -> Judged:
    if asked.is_off:
        return asked.quiet
    if resting and not any(_speaks_when(resting, message) for message in asked.rule.messages.values()):
        return Judged(asked.rule, rest=resting)
    told: list[tuple[Problem, Severity]] = []
    try:
        if asked.when is not None and (missing := _lacks(project, asked.when, asked.kinds)):
            return Judged(asked.rule, rest=missing)
        for check, params, says in asked.questions:
            # A copy, so that no check changes what other projects are asked with.
            for problem in checks[check](project, params.copy()):
                said = says.get(problem.message) if says else None
                one = sound(problem._replace(message=said) if said else problem, asked.rule)
                severity = asked.levels[one.message]
                if severity != "off" and (not resting or _speaks_when(resting, asked.rule.messages[one.message])):
                    told.append((one, severity))
    except (Exception, SystemExit, GeneratorExit) as fault:  # noqa: BLE001 - whatever a check raises, the others are still asked
        return Judged(asked.rule, crash=f"{type(fault).__name__}: {fault}")
    return Judged(asked.rule, tuple(told), resting) if told or resting else asked.quiet


def _speaks_when(resting: tuple[str, ...], message: Message) -> bool:
    return set(resting) <= set(message.even_when)


def _rests(status: str, rule: Rule) -> tuple[str, ...]:
    """Say whether the state of the project silences a rule: on hold what concerns time, cancelled nearly everything."""
    if status == "on_hold" and rule.family == "time" and "on_hold" not in rule.even_when:
        return ("on_hold",)
    if status == "cancelled" and "cancelled" not in rule.even_when:
        return ("cancelled",)
    return ()


def _lacks(project: Project, when: When, kinds: frozenset[str]) -> tuple[str, ...]:
    if kinds and kinds.isdisjoint(project.kinds):
        return ("kinds",)
    if when.present and not all(_has(project, path) for path in when.present):
        return ("present",)
    if when.found:
        from projguard.project.items import places

        if any(not places(project, path) for path in when.found):
            return ("found",)
    return ()


def _has(project: Project, path: str) -> bool:
    section, key = _steps(path)
    document = project.document
    found = document.value(section)
    if not key:
        return not is_blank(found)
    items = range(len(found)) if isinstance(found, list) else ()
    return any(not is_blank(document.value((*section, index, *key))) for index in items)


@cache
def _steps(path: str) -> tuple[KeyPath, KeyPath]:
    """Split a path of a card: the way to a field or a list, and from each item of the list; the latter may be empty."""
    section, _, key = path.partition("[].")
    return tuple(section.split(".")), tuple(key.split(".")) if key else ()
