"""The rules of a SARIF run: each once, in the order in which they were met."""

from __future__ import annotations

from projguard.hooks.reporter import Sentences
from projguard.model.rule import Phase
from projguard.reporters.json_report import Json

LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation", "off": "recommendation"}
"""How GitHub sorts rules."""


class Rules:
    """Numbers rules, and describes them."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences
        self._met: dict[str, tuple[int, Phase]] = {}

    def index(self, code: str, phase: Phase) -> int:
        """Give the number of a rule; the phase in which it was met first says how heavy it is by default."""
        return self._met.setdefault(code, (len(self._met), phase))[0]

    def written(self) -> list[Json]:
        """Describe the rules in the order of their numbers."""
        return [self._described(code, phase) for code, (_, phase) in self._met.items()]

    def _described(self, code: str, phase: Phase) -> Json:
        said = self._sentences
        rule = said.rule(code)
        level = rule.severity[phase]
        why, remedy = said.why(code), said.remedy(code)
        point = said.point_title(rule.point)
        return {
            "id": code,
            "name": "".join(word.capitalize() for word in rule.name.split("-")),
            "shortDescription": {"text": said.title(code)},
            "fullDescription": {"text": why or said.title(code)},
            "help": {"text": "\n\n".join(filter(None, (why, remedy))) or said.title(code)},
            "defaultConfiguration": {"enabled": level != "off", "level": LEVELS[level]},
            "properties": {
                "point": rule.point,
                "tags": [point or str(rule.point)],
                "problem.severity": PROBLEMS[level],
            },
        }
