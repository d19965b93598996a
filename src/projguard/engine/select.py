"""Which rules run: codes, prefixes, names, points and packs; what is said more precisely wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from projguard.model.rule import Rule
from projguard.project.nearest import nearest

ALWAYS = "PG0001"
"""A manifest that nobody can read is reported whatever is selected."""


class UnknownSelector(Exception):  # noqa: N818 - says what was asked for, and is no failure of ours
    """Raised for a selector that fits no rule; ``nearest`` is the most similar known one, empty where none is near."""

    def __init__(self, selector: str, nearest_known: str) -> None:
        super().__init__(selector)
        self.selector = selector
        self.nearest = nearest_known


def select_rules(
    rules: Sequence[Rule], *, select: Iterable[str] = (), extend: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """Give the rules that run, in their order; raises UnknownSelector.

    For each rule the most precise selector that fits decides: a code before a prefix before a point before a pack;
    of two equally precise ones the one that leaves out.
    """
    select, extend, ignore = tuple(select), tuple(extend), tuple(ignore)
    for selector in (*select, *extend, *ignore):
        if not any(precision(selector, rule) for rule in rules):
            raise UnknownSelector(selector, _nearest(selector, rules))
    return tuple(rule for rule in rules if rule.code == ALWAYS or _runs(rule, select, extend, ignore))


def precision(selector: str, rule: Rule) -> int:
    """Say how precisely a selector names a rule; 0 where it does not."""
    upper = selector.upper()
    if upper == rule.code or selector.lower() in (rule.name, *rule.aliases):
        return 100
    if upper == "ALL":
        return 1
    if upper == rule.pack:
        return 2
    if selector.lower().startswith("point:"):
        return 3 if selector[6:] == str(rule.point) else 0
    return 3 + len(upper) if rule.code.startswith(upper) and len(upper) > len(rule.pack) else 0


def _runs(rule: Rule, select: Sequence[str], extend: Sequence[str], ignore: Sequence[str]) -> bool:
    wanted = max((precision(selector, rule) for selector in select), default=0 if select else int(rule.default))
    wanted = max(wanted, max((precision(selector, rule) for selector in extend), default=0))
    unwanted = max((precision(selector, rule) for selector in ignore), default=0)
    return wanted > unwanted


def _nearest(selector: str, rules: Sequence[Rule]) -> str:
    known = {word for rule in rules for word in (rule.code, rule.name, rule.pack, f"point:{rule.point}")}
    return nearest(selector, sorted(known)) or nearest(selector.upper(), sorted(known))
