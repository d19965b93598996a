"""Whether cards ask what their checks can answer: parameters, paths, messages, and the values that these show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from projguard.catalogue.faults import CardFault, CardFile, near_word
from projguard.hooks.described import NEEDED, Described, Form, Param, Unfit, description_of
from projguard.model.rule import Question, Rule
from projguard.model.source import KeyPath
from projguard.model.values import Listing, Text, Value
from projguard.project.durations import read_interval
from projguard.project.patterns import BadPattern, verify_pattern
from projguard.wording.templates import SLOT

_TYPES: Mapping[Form, tuple[type, ...]] = {
    "text": (str,),
    "field": (str,),
    "path": (str,),
    "pattern": (str,),
    "term": (str,),
    "texts": (list,),
    "fields": (list,),
    "paths": (list,),
    "values": (list,),
    "number": (int, float),
    "count": (int,),
    "number_or_field": (int, float, str),
    "flag": (bool,),
    "mapping": (dict,),
}
_TEXTS = ("texts", "fields", "paths")


def question_faults(file: CardFile, rules: Sequence[Rule], checks: Mapping[str, object]) -> Iterator[CardFault]:
    """Find what is wrong in the questions of a file's rules, which come in its order; checks by name."""
    for index, rule in enumerate(rules):
        at: KeyPath = ("rules", index)
        for number, path in enumerate(rule.when.found):
            yield from _path_faults(file, (*at, "when", "found", number), path)
        said: dict[str, tuple[str, ...] | None] = {}
        described: list[Described] = []
        whole = True
        for number, question in enumerate(rule.questions):
            own = (*at, "checks", number) if rule.checks else at
            if question.check not in checks:
                near = near_word(question.check, tuple(checks))
                yield file.fault((*own, "check"), "card_check", {"name": Text(question.check)}, key=False, near=near)
                whole = False
                continue
            description = description_of(checks[question.check])
            if description is None:
                whole = False
                continue
            described.append(description)
            yield from _asked(file, rule, question, own, description)
            said |= _said(question, description, {**rule.params, **question.params})
        if rule.source == "check" and whole:
            yield from _shared(file, rule, at, described)
            yield from _messages(file, rule, at, said)


def _asked(file: CardFile, rule: Rule, question: Question, at: KeyPath, description: Described) -> Iterator[CardFault]:
    check = Text(question.check)
    place = (*at, "given") if (*at, "given") in file.document.nodes else (*at[:2], "given")
    for number, path in enumerate(question.given):
        yield from _path_faults(file, (*place, number) if (*place, number) in file.document.nodes else place, path)
    if question.given and not description.given:
        yield file.fault(place, "card_given", {"check": check})
    if rule.checks:
        yield from _unknown(file, (*at, "params"), question.params, [description])
    for name, param in description.params.items():
        own = (*at, "params", name) if name in question.params or not rule.checks else ("rules", at[1], "params", name)
        value = {**rule.params, **question.params}.get(name, NEEDED)
        if value is not NEEDED and not (value is None and param.default is None):
            yield from _param_faults(file, own, name, value, param)
        elif param.default is NEEDED and name not in _meant({**rule.params, **question.params}, description.params):
            yield file.fault((*at, "params", name), "card_param_lacks", {"check": check, "name": Text(name)})
    for name in question.says:
        if name not in description.messages:
            near = near_word(name, tuple(description.messages))
            yield file.fault((*at, "says", name), "card_says", {"check": check, "name": Text(name)}, near=near)


def _meant(words: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Give the known words that others were probably meant to be: one misspelt word is one fault."""
    return frozenset(near_word(word, tuple(known)) for word in words if word not in known)


def _shared(file: CardFile, rule: Rule, at: KeyPath, described: Sequence[Described]) -> Iterator[CardFault]:
    """Find parameters of the rule that none of its checks knows."""
    yield from _unknown(file, (*at, "params"), rule.params, described)


def _unknown(
    file: CardFile, at: KeyPath, params: Mapping[str, Any], described: Sequence[Described]
) -> Iterator[CardFault]:
    known = tuple(name for description in described for name in description.params)
    for name in params:
        if name not in known:
            listed = Listing(tuple(Text(word) for word in known))
            yield file.fault(
                (*at, name), "card_param", {"name": Text(name), "known": listed}, near=near_word(name, known)
            )


def _param_faults(file: CardFile, at: KeyPath, name: str, value: Any, param: Param) -> Iterator[CardFault]:
    values: dict[str, Value] = {"name": Text(name), "value": Text(str(value)[:60])}
    if not _fits(value, param.form):
        yield file.fault(at, "card_param_form", {**values, "wanted": Text(param.form)}, key=False)
        return
    try:
        _verify(value, param)
    except (Unfit, BadPattern) as fault:
        yield file.fault(at, "card_param_unfit", {**values, "reason": Text(str(fault))}, key=False)
    else:
        for number, path in enumerate(_paths_in(value, param.form)):
            yield from _path_faults(file, at if isinstance(value, str) else (*at, number), path)


def _fits(value: Any, form: Form) -> bool:
    if isinstance(value, bool) != (form == "flag") or not isinstance(value, _TYPES[form]):
        return False
    match value:
        case int() if form == "count":
            return value >= 0
        case str() if form == "term":
            return read_interval(value).value is not None
        case list() if form in _TEXTS:
            return bool(value) and all(isinstance(entry, str) for entry in value)
        case _:
            return True


def _verify(value: Any, param: Param) -> None:
    if param.form == "pattern":
        verify_pattern(value)
    if param.verify is not None:
        param.verify(value)


def _paths_in(value: Any, form: Form) -> tuple[str, ...]:
    """Give the paths of a parameter: those that it is made of, and fields that begin at the top."""
    texts = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    if form in {"path", "paths"}:
        return texts
    is_field = form in {"field", "fields", "number_or_field"}
    return tuple(text if text.startswith("$") else "$" for text in texts) if is_field else ()


def _path_faults(file: CardFile, at: KeyPath, path: str) -> Iterator[CardFault]:
    if path == "$":
        return
    from projguard.project.jsonpath import BadPath, path_of

    try:
        path_of(path)
    except BadPath as fault:
        yield file.fault(
            at,
            "card_path",
            {"value": Text(path[:60]), "reason": Text(str(fault)), "offset": fault.offset + 1},
            key=False,
        )


def _said(question: Question, description: Described, params: Mapping[str, Any]) -> dict[str, tuple[str, ...] | None]:
    """Give the card's messages that a question may say, each with the values that it can show."""
    asked = {
        name: said
        for name, said in description.messages.items()
        if not said.only_with or params.get(said.only_with) not in (None, False, (), [])
    }
    return {question.says.get(name, name): said.values for name, said in asked.items()}


def _messages(
    file: CardFile, rule: Rule, at: KeyPath, said: Mapping[str, tuple[str, ...] | None]
) -> Iterator[CardFault]:
    every = tuple(dict.fromkeys(value for values in said.values() for value in values or ()))
    yield from _unknown_slots(file, (*at, "question"), rule.question, every)
    meant = _meant(rule.messages, said)
    for name in said:
        if name not in rule.messages and name not in meant:
            yield file.fault((*at, "messages", name), "card_message_lacks", {"name": Text(name)})
    for name, message in rule.messages.items():
        own = (*at, "messages", name)
        if name not in said:
            near = near_word(name, tuple(said))
            yield file.fault(own, "card_message", {"name": Text(name)}, near=near)
            continue
        known = said[name] or ()
        yield from _unknown_slots(file, own, message.texts, known)


def _unknown_slots(
    file: CardFile, at: KeyPath, texts: Mapping[str, str], known: tuple[str, ...]
) -> Iterator[CardFault]:
    """Find values in a text that nobody gives."""
    for lang, text in texts.items():
        for slot in dict.fromkeys(slot for slot, _ in SLOT.findall(text)):
            if slot not in known:
                listed = Listing(tuple(Text(f"{{{word}}}") for word in known))
                near = f"{{{word}}}" if (word := near_word(slot, known)) else ""
                yield file.fault((*at, lang), "card_slot", {"name": Text(f"{{{slot}}}"), "known": listed}, near=near)
