"""Runs the checks of a project and says in which state each rule ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from projguard.engine.soundness import sound
from projguard.hooks.spec import Check
from projguard.model.problem import Problem
from projguard.model.rule import NOTHING, Level, Params, Phase, Rule, Severity
from projguard.project.items import places
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


def judge(project: Project, rules: Sequence[Rule], checks: Mapping[str, Check], grades: Grades) -> tuple[Judged, ...]:
    """Ask every rule about a project; a check that fails is told and hides no other."""
    return tuple(_judge(project, rule, checks, grades) for rule in rules)


def with_required(rules: Sequence[Rule], all_rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Add the rules that the given ones require, and those that these require, since they explain a silence."""
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


def _judge(project: Project, rule: Rule, checks: Mapping[str, Check], grades: Grades) -> Judged:
    level = grades.level(rule, project.phase)
    if level == "off":
        return Judged(rule=rule, rest=("phase" if rule.severity[project.phase] == "off" else "configuration",))
    resting = _rests(project, rule)
    speaking = {name for name, message in rule.messages.items() if set(resting) <= set(message.even_when)}
    if rule.source != "check" or (resting and not speaking):
        return Judged(rule=rule, rest=resting)
    try:
        missing = _lacks(project, rule)
        problems = () if missing else tuple(_problems(project, rule, checks, grades))
        graded = tuple(
            (problem, severity)
            for problem in problems
            if problem.message in speaking
            and (severity := grades.severity(rule, problem.message, project.phase)) != "off"
        )
    except (Exception, SystemExit, GeneratorExit) as fault:  # noqa: BLE001 - whatever a check raises, the others are still asked
        return Judged(rule=rule, crash=f"{type(fault).__name__}: {fault}")
    return Judged(rule=rule, problems=graded, rest=missing or resting)


def _problems(project: Project, rule: Rule, checks: Mapping[str, Check], grades: Grades) -> Iterator[Problem]:
    shared = grades.params_of(rule)
    for question in rule.questions:
        params = {**shared, **question.params, **({"given": question.given} if question.given else {})}
        for problem in checks[question.check](project, params):
            said = question.says.get(problem.message) if question.says else None
            yield sound(problem._replace(message=said) if said else problem, rule)


def _rests(project: Project, rule: Rule) -> tuple[str, ...]:
    """Say whether the state of the project silences a rule: on hold what concerns time, cancelled nearly everything."""
    if project.status == "on_hold" and rule.family == "time" and "on_hold" not in rule.even_when:
        return ("on_hold",)
    if project.status == "cancelled" and "cancelled" not in rule.even_when:
        return ("cancelled",)
    return ()


def _lacks(project: Project, rule: Rule) -> tuple[str, ...]:
    when = rule.when
    if when.kinds and not set(when.kinds) & set(project.kinds):
        return ("kinds",)
    if any(not _has(project, path) for path in when.present):
        return ("present",)
    if any(not places(project, path) for path in when.found):
        return ("found",)
    return ()


def _has(project: Project, path: str) -> bool:
    section, _, key = path.partition("[].")
    cursor = project.root.down(tuple(section.split(".")))
    if not key:
        return cursor.is_present
    return any(item.down(tuple(key.split("."))).is_present for item in cursor.items())
