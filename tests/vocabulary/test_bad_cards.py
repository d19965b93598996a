"""What is wrong in a card is told with its place and the nearest known word; nothing is checked then."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from projguard.app.active import Active
from projguard.app.packs import BadNamedCards, together
from projguard.checks.vocabulary.shape import compiled
from projguard.model.config import Pack
from projguard.wording.sentences import Wording

MULTIPLIES = ", ".join(
    f"a{n}: {{anyOf: [{{$ref: '#/$defs/a{n + 1}'}}, {{$ref: '#/$defs/a{n + 1}'}}]}}" for n in range(30)
)
"""Definitions each of which asks the next one twice."""
BAD = {
    "no field": (("    family: presence\n", ""), ["5:5: rules[0].family is missing"]),
    "no parameter": (("params: {fields: [owner]}", "params: {}"), ["11:13: the check present needs the parameter fields"]),
    "no message": (("      missing: {en", "      x_unlike: {en"), ["17:5: the check says «missing», and the card has no message for it", "18:7: the check never says «x_unlike»"]),
    "field": (("    family: presence", "    famly: presence"), ["7:5: a card file has no field rules[0].famly, did you mean family?"]),
    "word": (("family: presence", "family: presense"), ["7:13: rules[0].family: «presense» is not one of presence, consistency, evidence, time, placeholder, advice; did you mean presence?"]),
    "level": (("draft: info", "draft: inof"), ["8:23: rules[0].severity.draft: «inof» is not one of error, warning, info, off; did you mean info?"]),
    "phase": (("draft: info", "daft: info"), ["8:16: a card file has no field rules[0].severity.daft, did you mean draft?"]),
    "check": (("check: present", "check: presnt"), ["10:12: no check is called «presnt», did you mean present?"]),
    "parameter": (("{fields: [owner]}", "{feilds: [owner]}"), ["11:14: there is no parameter «feilds» here, did you mean fields?"]),
    "form of a parameter": (("{fields: [owner]}", "{fields: owner}"), ["11:22: fields: «owner» is not of the form expected here (fields)"]),
    "path": (("given: $.deliverables[*]", "given: $.deliverables["), ["9:12: «$.deliverables[» is no path (RFC 9535): unbalanced brackets"]),
    "no path": (("given: $.deliverables[*]", "given: deliverables"), ["9:12: rules[0].given: «deliverables» is not of the form expected here (paths)"]),
    "message": (("missing: {en", "misssing: {en"), ["18:7: the check never says «misssing», did you mean missing?"]),
    "value": (("{en: '{name} has", "{en: '{nmae} has"), ["18:17: the text in the language en does not show {name}, which another language shows", "18:44: the text in the language ru does not show {nmae}, which another language shows"]),
    "unknown value": (("{en: '{name} has no owner', ru: '{name}:", "{en: '{nmae} has no owner', ru: '{nmae}:"), ["18:17: there is no value {nmae} here, did you mean {name}?", "18:44: there is no value {nmae} here, did you mean {name}?"]),
    "plural": (("{name} has", "{name:ownr} has"), ["18:17: there are no forms of the noun «ownr» in the language en"]),
    "language": (("{en: Nobody makes it, ru: Никто не делает}", "{en: Nobody makes it}"), ["12:5: rules[0].title has no text in the language ru, and the title of the file has one"]),
    "language of a message": ((", ru: '{name}: нет исполнителя'}", "}"), ["18:7: rules[0].messages.missing has no text in the language ru, and the title of the file has one"]),
    "language of a message left empty": ((", ru: '{name}: нет исполнителя'}", ", ru: }"), ["18:7: rules[0].messages.missing has no text in the language ru, and the title of the file has one"]),
    "prefix": (("code: LT0101", "code: LZ0101"), ["5:11: LZ0101 does not begin with the letters of its pack, LT"]),
    "projguard's letters": (("pack: LT", "pack: PG"), ["2:1: the letters PG belong to projguard's own checklist; a pack has letters of its own", "5:11: LT0101 does not begin with the letters of its pack, PG"]),
    "projguard's point": (("point: 31", "point: 5"), ["1:8: point 5 belongs to the checklist; packs have points from 11 on"]),
    "requirement": (("    given:", "    requires: [PG0777]\n    given:"), ["9:16: no rule has the code PG0777, did you mean PG0707?"]),
    "tab": (("    name:", "\tname:"), ["6:1: A tab where spaces are expected: indent with spaces"]),
    "pattern": (("check: present\n    params: {fields: [owner]}", "check: matches\n    params: {field: title, pattern: '(a'}\n    says: {mismatch: missing}"), ["11:37: pattern: «(a» cannot be used: missing ), unterminated subpattern"]),
    "endless pattern": (("check: present\n    params: {fields: [owner]}", "check: matches\n    params: {field: title, pattern: '(a|aa)+$'}\n    says: {mismatch: missing}"), ["11:37: pattern: «(a|aa)+$» cannot be used: it would take forever on a text such as aaa…!"]),
    "huge pattern": (("check: present\n    params: {fields: [owner]}", "check: matches\n    params: {field: title, pattern: '((a{999}){999}){999}'}\n    says: {mismatch: missing}"), ["11:37: pattern: «((a{999}){999}){999}» cannot be used: its repetitions amount to more than 10000"]),
    "term": (("check: present\n    params: {fields: [owner]}", "check: fresh\n    params: {field: due, within: soon}\n    says: {stale: missing}"), ["11:34: within: «soon» is not of the form expected here (term)"]),
    "schema": (("check: present\n    params: {fields: [owner]}", "check: fits_schema\n    params: {schema: {type: objekt}}\n    says: {misfit: missing}"), ["11:22: schema: «{'type': 'objekt'}» cannot be used: \"objekt\" is not valid under any of the schemas listed in the 'anyOf' keyword"]),
    "schema from elsewhere": (("check: present\n    params: {fields: [owner]}", "check: fits_schema\n    params: {schema: {$ref: 'file:///etc/passwd'}}\n    says: {misfit: missing}"), ["11:22: schema: «{'$ref': 'file:///etc/passwd'}» cannot be used: it refers to 'file:///etc/passwd'; a schema refers to #/… of its own alone"]),
    "schema that multiplies": (("check: present\n    params: {fields: [owner]}", f"check: fits_schema\n    params: {{schema: {{$ref: '#/$defs/a0', $defs: {{{MULTIPLIES}}}}}}}\n    says: {{misfit: missing}}"), ["11:22: schema: «{'$ref': '#/$defs/a0', '$defs': {'a0': {'anyOf': [{'$ref': '» cannot be used: by its references one value is held against more than 5000 pieces of it"]),
    "schema that comes back": (("check: present\n    params: {fields: [owner]}", "check: fits_schema\n    params: {schema: {anyOf: [{items: {$ref: '#'}}, {items: {$ref: '#'}}]}}\n    says: {misfit: missing}"), ["11:22: schema: «{'anyOf': [{'items': {'$ref': '#'}}, {'items': {'$ref': '#'}» cannot be used: # comes back to itself more than once for one value"]),
    "projguard's source": (("    check: present", "    source: reader\n    check: present"), ["10:13: source: reader belongs to projguard's own rules; a card of a pack asks a check"]),
    "value that is none": (("{en: '{name} has", "{en: '{name} {name.title} {Name} has"), ["18:17: the text in the language en has «{name.title}», which is no value: braces hold a name in small letters"]),
    "open brace": (("{en: '{name} has", "{en: '{name} {due has"), ["18:17: the text in the language en has «{due has no owner», which is no value: braces hold a name in small letters"]),
    "value of the question": (("{en: Who makes it?, ru: Кто делает?}", "{en: 'Who makes {nmae}?', ru: 'Кто делает {nmae}?'}"), ["16:16: there is no value {nmae} here, did you mean {name}?", "16:41: there is no value {nmae} here, did you mean {name}?"]),
    "value of the question in one language": (("{en: Who makes it?, ru: Кто делает?}", "{en: 'Who makes {name}?', ru: Кто делает?}"), ["16:41: the text in the language ru does not show {name}, which another language shows"]),
    "negative point": (("point: 31", "point: -31"), ["1:8: point: «-31» is not of the form expected here (≥ 0)"]),
    "expression": (("check: present\n    params: {fields: [owner]}", "check: cel\n    params: {holds: 'this.due >'}\n    says: {'false': missing}"), ["11:21: holds: «this.due >» cannot be used: 1:11: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"]),
    "given without use": (("check: present\n    params: {fields: [owner]}", "check: covers\n    params: {wanted: '$.a', by: '$.b'}\n    says: {uncovered: missing}"), ["9:5: the check covers looks for its places itself and takes no given", "19:17: there is no value {name} here; there are {value}, {field}, {known}", "19:44: there is no value {name} here; there are {value}, {field}, {known}"]),
    "both": (("    check: present", "    check: present\n    checks: [{check: present}]"), ["10:5: check has no meaning beside checks; each of the checks has its own"]),
    "says": (("    params: {fields", "    says: {mising: missing}\n    params: {fields"), ["11:12: the check present has no message «mising», did you mean missing?"]),
}  # fmt: skip

CARD = (Path(__file__).parent / "house.yaml").read_text(encoding="utf-8")
Tell = Callable[[str], list[str]]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tell(active: Active, tmp_path: Path) -> Tell:
    """Give what is said of a card file, without the file's name."""

    def told(card: str) -> list[str]:
        (tmp_path / "card.yaml").write_text(card, encoding="utf-8")
        words = Wording(lang="en", rules=active.by_code, points={})
        with pytest.raises(BadNamedCards) as bad:
            together(active, [(Pack(str(tmp_path), "rules"),)])
        assert {Path(place.path).name for place, _ in bad.value.faults} == {"card.yaml"}
        return [f"{place.line}:{place.column}: {words.refusal(why)}" for place, why in bad.value.faults]

    return told


def test_good_card_is_taken(active: Active, tmp_path: Path) -> None:
    """The card that the following ones are spoilt copies of has no fault."""
    (tmp_path / "card.yaml").write_text(CARD, encoding="utf-8")
    assert together(active, [(Pack(str(tmp_path), "rules"),)]).by_code["LT0101"].name == "owner-missing"


@pytest.mark.parametrize("case", BAD)
def test_typing_error_is_told_with_its_place(case: str, tell: Tell) -> None:
    """Line, column, the word that stands there, and what was probably meant."""
    (before, after), told = BAD[case]
    assert before in CARD
    assert tell(CARD.replace(before, after)) == told


def test_nothing_is_checked_with_a_bad_card(projguard: Run, house: Path) -> None:
    """A typing error in a card ends the run with 2, and standard output stays empty."""
    (house / "card.yaml").write_text(CARD.replace("check: present", "check: presnt"), encoding="utf-8")
    done = projguard("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "The cards cannot be used.\nhouse/card.yaml:10:12: no check is called «presnt», did you mean present?"
        in done.stderr
    )


def test_two_packs_with_one_code_are_both_named(projguard: Run, house: Path) -> None:
    """A code that two folders claim is refused, both named."""
    other = house.with_name("other")
    other.mkdir()
    (other / "theirs.yaml").write_text(
        CARD.replace("31", "32").replace("owner-missing", "other-name"), encoding="utf-8"
    )
    (house.parent / ".projguard.yaml").write_text("rule_dirs: [house, other]\n", encoding="utf-8")
    done = projguard("check")
    assert done.returncode == 2
    assert "the code LT0101 is claimed by both house, card.yaml and other, theirs.yaml" in done.stderr


def test_code_of_another_rule_is_no_alias(projguard: Run, house: Path) -> None:
    """A card cannot take over the code of a rule by an alias: both sides are named."""
    card = CARD.replace("    family: presence\n", "    family: presence\n    aliases: [PG0501]\n")
    (house / "card.yaml").write_text(card, encoding="utf-8")
    done = projguard("check")
    assert done.returncode == 2
    assert (
        "the rule name PG0501 is claimed by both projguard 0.1.0, 05-decision-maker.yaml and house, card.yaml"
        in done.stderr
    )


def test_two_cards_with_one_code_are_both_placed(projguard: Run, house: Path) -> None:
    """Within one folder both places are told."""
    (house / "more.yaml").write_text(CARD.replace("31", "32"), encoding="utf-8")
    done = projguard("check")
    assert done.returncode == 2
    assert "house/more.yaml:5:11: LT0101 is the code of another card already, at house/card.yaml:5:11" in done.stderr


def test_slow_pattern_costs_a_moment(projguard: Run, house: Path) -> None:
    """A pattern that runs on and on over some text is stopped; its rule is named, everything else is reported, status 5."""
    pattern = r"\w*\w*\w*\w*\w*\d"
    card = CARD.replace("check: present", "check: matches").replace(
        "{fields: [owner]}", f"{{field: title, pattern: '{pattern}'}}"
    )
    (house / "card.yaml").write_text(card.replace("missing: {en", "mismatch: {en"), encoding="utf-8")
    manifest = house.parent / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8").replace("Публикация сайта", "х" * 9000)
    manifest.write_text(text, encoding="utf-8")
    started = time.monotonic()
    done = projguard("check", "--as-of", "2026-11-23")
    assert time.monotonic() - started < 10
    assert done.returncode == 5
    assert "LT0101" in done.stdout
    assert "takes longer than 0.25 s on a text: deliverables[7].title" in done.stdout


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{"type": "string"}, {"items": {"$ref": "#"}}, {"additionalProperties": {"$ref": "#"}}]},
        {"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}}}},
        {"prefixItems": [{"$ref": "#/$defs/word"}, {"$ref": "#/$defs/word"}], "$defs": {"word": {"type": "string"}}},
    ],
)
def test_schema_may_refer_to_itself(schema: dict[str, object]) -> None:
    """Trees and repeated definitions are no schemas that multiply."""
    compiled(schema)
