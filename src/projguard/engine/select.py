"""Which rules run: codes, prefixes, names, points and packs; what is said more precisely wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from projguard.model.config import Selection
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
    rules: Sequence[Rule], selections: Sequence[Selection], *, always: Iterable[str] = ()
) -> tuple[Rule, ...]:
    """Give the rules that run, in their order; raises UnknownSelector.

    Layer after layer, the lowest first: a layer that selects chooses anew, and within a layer the most precise selector
    that fits a rule decides, a code before a prefix before a pack, a point as the prefix that means the same; of two
    equally precise ones the one that leaves out. What a layer does not name stays as it was. ``always`` are codes that run whatever is chosen.
    """
    for selection in selections:
        known_selectors((*(selection.select or ()), *selection.extend, *selection.ignore), rules)
    kept = {ALWAYS, *always}
    return tuple(rule for rule in rules if rule.code in kept or _runs(rule, selections))


def known_selectors(selectors: Iterable[str], rules: Sequence[Rule]) -> None:
    """Raise UnknownSelector for the first selector that fits no rule."""
    for selector in selectors:
        if not any(precision(selector, rule) for rule in rules):
            raise UnknownSelector(selector, _nearest(selector, rules))


def precision(selector: str, rule: Rule) -> int:
    """Say how precisely a selector names a rule; 0 where it does not."""
    upper = selector.upper()
    if upper == rule.code or selector.lower() in (rule.name, *rule.aliases) or upper in rule.aliases:
        return 100
    if upper == "ALL":
        return 1
    if upper == rule.pack:
        return 2
    if selector.lower().startswith("point:"):
        return 3 + len(rule.pack) + 2 if selector[6:] == str(rule.point) else 0
    return 3 + len(upper) if rule.code.startswith(upper) and len(upper) > len(rule.pack) else 0


def codes_of(selectors: Sequence[str], rules: Sequence[Rule]) -> frozenset[str]:
    """Give the codes of all rules that a selector fits."""
    return frozenset(rule.code for rule in rules if any(precision(selector, rule) for selector in selectors))


def by_rule(mapping: Mapping[str, Any], rules: Sequence[Rule], without: Collection[str] = ()) -> dict[str, Any]:
    """Give by code what a mapping says by selectors; what names a rule most precisely holds."""
    return {code: mapping[word] for code, word in words_by_rule(mapping, rules, without).items()}


def words_by_rule(words: Iterable[str], rules: Sequence[Rule], without: Collection[str] = ()) -> dict[str, str]:
    """Give the word that names each rule most precisely, by code."""
    return {code: fitting[-1] for code, fitting in _fitting(tuple(words), rules, without)}


def params_by_rule(
    mapping: Mapping[str, Any], rules: Sequence[Rule], without: Collection[str] = ()
) -> dict[str, dict[str, str]]:
    """Give by code the parameters that a mapping sets by selectors, each with the word that says it most precisely."""
    by_code = {rule.code: rule for rule in rules}
    found: dict[str, dict[str, str]] = {}
    for code, words in _fitting(tuple(mapping), rules, without):
        names = {name: word for word in words for name in mapping[word] or () if name in by_code[code].params}
        if names:
            found[code] = names
    return found


def _fitting(
    words: Sequence[str], rules: Sequence[Rule], without: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the words that fit each rule, the most precise last."""
    for rule in rules:
        fitting = sorted((precision(word, rule), word) for word in words if precision(word, rule))
        if fitting and rule.code not in without and rule.code != ALWAYS:
            yield rule.code, tuple(word for _, word in fitting)


def _runs(rule: Rule, selections: Sequence[Selection]) -> bool:
    runs = rule.default
    for layer in selections:
        wanted = _most_precise((*(layer.select or ()), *layer.extend), rule)
        unwanted = _most_precise(layer.ignore, rule)
        if wanted or unwanted:
            runs = wanted > unwanted
        elif layer.select is not None:
            runs = False
    return runs


def _most_precise(selectors: Sequence[str], rule: Rule) -> int:
    return max((precision(selector, rule) for selector in selectors), default=0)


def _nearest(selector: str, rules: Sequence[Rule]) -> str:
    known = {word for rule in rules for word in (rule.code, rule.name, rule.pack, f"point:{rule.point}")}
    return nearest(selector, sorted(known)) or nearest(selector.upper(), sorted(known))
