"""Manifests that are not read: each as a real file, with the place and the sentence that its author gets."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from projguard.catalogue.cards import read_catalogue
from projguard.model.limits import Limits
from projguard.model.rule import Rule
from projguard.model.values import Field, Text, Value
from projguard.reading import unreadable
from projguard.reading.bundled import bundled
from projguard.reading.discovery import read_bytes
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document, read_manifest
from projguard.wording.templates import SLOT, fill

V = "manifest_version: 1\n"
CAFE = V + "project: {title: Сайт для кафе}\n"
NOT_A_MAPPING = "not_mapping: The top level is not a list of fields «name: value»"
TOO_DEEP = "too_deep: Nested deeper than the limit of 64 (limits.depth)"
TAB = "tab: A tab where spaces are expected: indent with spaces"
MUCH = "".join(f"k{n}: 1\n" for n in range(500))
LAUGHS = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))

REFUSED: dict[str, tuple[str | bytes, str]] = {
    # Encodings.
    "Windows-1251": (
        CAFE.encode("cp1251"),
        "2:18-2:19 windows_1251: Line 2: the file looks like Windows-1251 (byte at 37), save it as UTF-8",
    ),
    "KOI8-R": (CAFE.encode("koi8-r"), "2:18-2:19 not_utf8: Line 2: byte 0xF3 at 37 is not UTF-8"),
    "Latin-1": (b"manifest_version: 1\ntitle: caf\xe9\n", "2:11-2:12 not_utf8: Line 2: byte 0xE9 at 30 is not UTF-8"),
    "a letter cut in two": (CAFE.encode()[:-3], "2:30-2:31 not_utf8: Line 2: byte 0xD0 at 59 is not UTF-8"),
    "half a surrogate": (b"a: \xed\xa0\x80", "1:4-1:5 not_utf8: Line 1: byte 0xED at 3 is not UTF-8"),
    "UTF-16": (b"\xff\xfe" + CAFE.encode("utf-16-le"), "1:1-1:1 wide_encoding: The file is in UTF-16 LE: save it as UTF-8"),
    "UTF-16 unmarked": (CAFE.encode("utf-16-be"), "1:1-1:1 wide_encoding: The file is in UTF-16 BE: save it as UTF-8"),
    "UTF-16 LE unmarked": (CAFE.encode("utf-16-le"), "1:1-1:1 wide_encoding: The file is in UTF-16 LE: save it as UTF-8"),
    "UTF-32": (CAFE.encode("utf-32"), "1:1-1:1 wide_encoding: The file is in UTF-32 LE: save it as UTF-8"),
    # Characters.
    "BOM inside": (V + "a: b\ufeff", "2:5-2:6 byte_order_mark: A byte order mark (U+FEFF) inside the text"),
    "BOM twice": ("\ufeff\ufeff" + V, "1:1-1:2 byte_order_mark: A byte order mark (U+FEFF) inside the text"),
    "NUL": (V + "a: b\0c", "2:5-2:6 control_character: An invisible control character U+0000"),
    "escape": (V + "a: \x1b[31m", "2:4-2:5 control_character: An invisible control character U+001B"),
    "delete": (V + "a: b\x7f", "2:5-2:6 control_character: An invisible control character U+007F"),
    "C1": (V + "a: b\x9b", "2:5-2:6 control_character: An invisible control character U+009B"),
    "vertical tab": (V + "a: b\x0b", "2:5-2:6 control_character: An invisible control character U+000B"),
    "no character": (V + "a: b\ufffe", "2:5-2:6 control_character: An invisible control character U+FFFE"),
    "next line": (V + "a: b\x85", "2:5-2:6 line_separator: An unusual line separator U+0085"),
    "line separator": (V + "a: b\u2028c", "2:5-2:6 line_separator: An unusual line separator U+2028"),
    "paragraph": (V + "# b\u2029c", "2:4-2:5 line_separator: An unusual line separator U+2029"),
    # Keys.
    "bidi in a key": (V + "ti\u202etle: a", "2:1-2:7 key_invisible: An invisible character U+202E in the name of the field"),
    "zero width": (V + "p: {title\u200b: a}", "2:5-2:11 key_invisible: An invisible character U+200B in the name of the field"),
    "look-alike": (V + "\u0441lient: a", "2:1-2:7 key_look_alike: «\u0441lient» has letters of another alphabet, expected «client»"),
    "no key": (V + ": 1", "2:1-2:2 key_empty: The name of the field is empty"),
    "empty key": (V + '"": 1', "2:1-2:3 key_empty: The name of the field is empty"),
    "list as key": (V + "? [a]\n: 1", "2:3-2:4 key_not_text: The name of the field is not text"),
    "mapping as key": (V + "p: {{a: 1}: 1}", "2:5-2:6 key_not_text: The name of the field is not text"),
    "alias as key": (V + "a: &x b\n*x : 1", "3:1-3:3 key_not_text: The name of the field is not text"),
    "a key twice": (V + "a: 1\nb: 1\na: 2", "4:1-4:2 duplicate_key: «a» stands twice, first on line 2"),
    "twice after CRLF": ("a: 1\r\nb: 1\r\na: 2", "3:1-3:2 duplicate_key: «a» stands twice, first on line 1"),
    "twice after CR": ("a: 1\rb: 1\ra: 2", "3:1-3:2 duplicate_key: «a» stands twice, first on line 1"),
    "twice after a BOM": ("\ufeffa: 1\na: 2", "2:1-2:2 duplicate_key: «a» stands twice, first on line 1"),
    "twice in two forms": (V + "\u0439: 1\n\u0438\u0306: 2", "3:1-3:3 duplicate_key: «\u0439» stands twice, first on line 2"),
    "number and text": (V + 'p: {1: a, "1": b}', "2:11-2:14 duplicate_key: «1» stands twice, first on line 2"),
    "twice before a bracket": (V + "a: 1\na: 2\nb: [", "3:1-3:2 duplicate_key: «a» stands twice, first on line 2"),
    "twice after much": (V + MUCH + "a: 1\na: 2\nb: [", "503:1-503:2 duplicate_key: «a» stands twice, first on line 502"),
    "broken after much": (V + MUCH + "a: [", "502:4-502:5 unclosed_bracket: The bracket [ is not closed, expected ]"),
    # What managers type.
    "tab": (V + "a:\n\tb: 1", f"3:1-3:2 {TAB}"),
    "tab after spaces": (V + "a:\n  b: 1\n \tc: 1", f"4:2-4:3 {TAB}"),
    "at": (V + "email: @ivanov", "2:8-2:9 reserved_character: A value cannot start with @: put it in quotes"),
    "percent": (V + "a: %b", "2:4-2:5 reserved_character: A value cannot start with %: put it in quotes"),
    "dash": (V + "a: - b", "2:4-2:5 reserved_character: A value cannot start with -: put it in quotes"),
    "bracket alone": (V + "a: ]", "2:4-2:5 reserved_character: A value cannot start with ]: put it in quotes"),
    "colon": (V + "title: Сайт: дом", "2:12-2:13 colon_in_value: A value with a colon and a space: put it in quotes"),
    "colon in braces": (V + "p: {t: Сайт: дом}", "2:12-2:13 colon_in_value: A value with a colon and a space: put it in quotes"),
    "no space": (V + "client:Кафе\nb: 1", "2:7-2:8 colon_without_space: There is no space after the colon"),
    "no space at the top": ("client:Кафе\nb: 1", "1:7-1:8 colon_without_space: There is no space after the colon"),
    "no colon": (V + "client\nb: 1", "2:1-2:7 colon_missing: There is no colon after the key"),
    "indentation": (V + "a:\n  b: 1\n c: 2", "4:2-4:6 indentation: The indentation does not fit the lines above"),
    "indented list": (V + "a:\n  - b\n - c", "4:2-4:5 indentation: The indentation does not fit the lines above"),
    "quote": (V + "a: 'b\nc: 1", "2:4-2:5 unclosed_quote: The quote ' is not closed"),
    "square bracket": (V + "a: [b, c\nd: 1", "2:4-2:5 unclosed_bracket: The bracket [ is not closed, expected ]"),
    "bracket at the end": (V + "a: [", "2:4-2:5 unclosed_bracket: The bracket [ is not closed, expected ]"),
    "bracket after a closed one": (V + "a: [[b], \n", "2:4-2:5 unclosed_bracket: The bracket [ is not closed, expected ]"),
    "brace": (V + "a: {b: 1", "2:4-2:5 unclosed_bracket: The bracket { is not closed, expected }"),
    "after a quote": (V + 'a: "b" c', "2:8-2:9 text_after_value: There is text after the end of the value"),
    "after a bar": (V + "a: |# b\n  c", "2:5-2:6 text_after_value: There is text after the end of the value"),
    "tab after a bar": (V + "a: |- \t# b\n  c", f"2:7-2:8 {TAB}"),
    "escape unknown": (V + 'a: "b\\q"', "2:6-2:8 bad_escape: Unknown escape \\q in double quotes"),
    "escape broken": (V + 'a: "b\\xZZ"', "2:6-2:8 bad_escape: Unknown escape \\x in double quotes"),
    "ampersand": (V + "a: & b", "2:4-2:5 bad_reference: & must be followed by a name; put plain text in quotes"),
    "ampersand and colon": (V + "a: &b:c d", "2:4-2:5 bad_reference: & must be followed by a name; put plain text in quotes"),
    "bold": (V + "a: **важно**", "2:4-2:5 bad_reference: * must be followed by a name; put plain text in quotes"),
    # What a manifest does not have.
    "nothing": ("", "1:1-1:1 empty: The manifest is empty"),
    "comments": ("# to be filled in\n", "1:1-1:2 empty: The manifest is empty"),
    "dashes": ("---\n", "1:1-1:2 empty: The manifest is empty"),
    "list": ("- a\n- b\n", f"1:1-1:4 {NOT_A_MAPPING}"),
    "text": ("Проект\n", f"1:1-1:7 {NOT_A_MAPPING}"),
    "null": ("null\n", f"1:1-1:5 {NOT_A_MAPPING}"),
    "second document": (V + "---\na: 1", "2:1-2:4 second_document: A second document starts here: move it to a file of its own"),
    "merge": (V + "a: &p {b: 1}\nc: {<<: *p}", "3:5-3:7 merge_key: The merge key << is not supported: write the fields out"),
    "tag": (V + "a: !!python/object:os.system x", "2:4-2:29 tag: The tag !!python/object:os.system is not supported: leave it out"),
    "tag after an anchor": (V + "a: &x !secret b", "2:7-2:14 tag: The tag !secret is not supported: leave it out"),
    "tag before an anchor": (V + "a: !secret &x b", "2:4-2:11 tag: The tag !secret is not supported: leave it out"),
    "tag before a tab": (V + "a: !!str\tb", f"2:9-2:10 {TAB}"),
    "tag of another type": (V + "a: !!int b", "2:4-2:9 tag: The tag !!int is not supported: leave it out"),
    "%TAG": ("%TAG ! tag:a:\n---\n" + V, "1:1-1:14 directive: The directive %TAG ! tag:a: is not supported: delete the line"),
    "%YAML 1.1": ("%YAML 1.1\n---\n" + V, "1:1-1:10 directive: The directive %YAML 1.1 is not supported: delete the line"),
    "alias unknown": (V + "a: *x", "2:4-2:6 alias_unknown: There is no anchor «x»"),
    "cycle": (V + "a: &x\n  b: *x", "3:6-3:8 alias_cycle: «x» refers to itself, its anchor is on line 3"),
    "cycle in a list": (V + "a: &x [*x]", "2:8-2:10 alias_cycle: «x» refers to itself, its anchor is on line 2"),
    # Versions.
    "no version": ("project: {id: a}", "1:1-1:8 version_missing: manifest_version is missing, supported: 1"),
    "version 7": ("manifest_version: 7", "1:19-1:20 version_unsupported: manifest_version 7 is not supported, only 1"),
    "version true": ("manifest_version: true", "1:19-1:23 version_unsupported: manifest_version true is not supported, only 1"),
    # Limits.
    "10,000 lists": (V + "a: " + "[" * 10_000 + "]" * 10_000, f"2:67-2:68 {TOO_DEEP}"),
    "10,000 lists, open": (V + "a: " + "[" * 10_000, f"2:67-2:68 {TOO_DEEP}"),
    "10,000 dashes": (V + "a:\n" + "- " * 10_000, f"3:127-3:128 {TOO_DEEP}"),
    "10,000 mappings": (V + "a:\n " + "{a: " * 10_000, f"3:254-3:255 {TOO_DEEP}"),
    "billion laughs": (V + "a0: &a0 [lol]\n" + LAUGHS, "7:40-7:43 too_many_nodes: More values than the limit of 100000 (limits.nodes)"),
    "values": ("[" + "1, " * 100_000, "1:299999-1:300000 too_many_nodes: More values than the limit of 100000 (limits.nodes)"),
    "aliases": (V + "a: &a 1\nb: [" + "*a, " * 101 + "]", "3:405-3:407 too_many_aliases: More aliases than the limit of 100 (limits.aliases)"),
    "value": (V + "a: " + "x" * 65_537, "2:4-2:65541 value_too_long: A value of 65537 characters, the limit is 65536 (limits.scalar_length)"),
    "key": (V + "k" * 1100 + ": 1", "2:1-2:1101 key_too_long: A key of 1100 characters, the limit is 1024 (limits.key_length)"),
    "marked key": (V + "? " + "k" * 1100 + "\n: 1", "2:3-2:1103 key_too_long: A key of 1100 characters, the limit is 1024 (limits.key_length)"),
    "1 MiB and a byte": ("#" * 1_048_577, "1:1-1:1 too_large: The file has 1048577 bytes, the limit is 1048576 (limits.file_bytes)"),
    "50 MB": ("a: " * 17_000_000, "1:1-1:1 too_large: The file has 51000000 bytes, the limit is 1048576 (limits.file_bytes)"),
}  # fmt: skip


@pytest.fixture(scope="module")
def card() -> Rule:
    """Read the card of the rule that speaks of manifests that are not read."""
    return next(rule for rule in read_catalogue(bundled("rules")).rules if rule.code == "PG0001")


@pytest.mark.parametrize("name", REFUSED)
def test_manifest_is_refused(name: str, tmp_path: Path, card: Rule) -> None:
    """A manifest that cannot be read is refused within two seconds, with its place and one sentence, gapless in Russian too."""
    content, expected = REFUSED[name]
    manifest = tmp_path / "projguard.yaml"
    manifest.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    start = time.process_time()
    refused = refusal_of(manifest)
    assert time.process_time() - start < 2
    assert told(refused, card, "en") == expected
    assert "…" not in told(refused, card, "ru")


def test_every_way_to_refuse_is_told_in_two_languages(card: Rule) -> None:
    """The card says each refusal that the reader knows, in English and Russian, and names the values that it comes with."""
    table = re.split(r"^=[= ]+\n", unreadable.__doc__ or "", flags=re.MULTILINE)[1]
    rows = re.findall(r"^(\w+) +(.+)$", table, re.MULTILINE)
    values = {name: set(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", "", listed))) for name, listed in rows}
    assert card.messages.keys() == values.keys()
    for name, message in card.messages.items():
        for lang in ("en", "ru"):
            assert {slot for slot, _ in SLOT.findall(message.texts[lang])} <= values[name], name


def test_second_places_are_named(card: Rule, tmp_path: Path) -> None:
    """A key that stands twice and an alias that refers to itself show the other place, too."""
    manifest = tmp_path / "projguard.yaml"
    for text, label, line in ((V + "a: 1\na: 2", "first_key", 1), (V + "\na: &x [*x]", "anchor", 2)):
        manifest.write_text(text, encoding="utf-8")
        ((name, span),) = refusal_of(manifest).related
        assert (name, span.start.line) == (label, line)
        assert card.words[name].keys() == {"en", "ru"}


def test_limits_can_be_raised(tmp_path: Path) -> None:
    """A manifest beyond a limit is read where the limit is raised."""
    manifest = tmp_path / "projguard.yaml"
    raised = Limits(file_bytes=2_000_000, scalar_length=70_000, key_length=2_000, depth=200, aliases=200, nodes=300_000)
    for name in ("value", "aliases", "marked key"):
        manifest.write_text(str(REFUSED[name][0]), encoding="utf-8")
        assert read_manifest(read_bytes(manifest, raised), "projguard.yaml", raised).data["manifest_version"] == 1


def refusal_of(manifest: Path) -> Unreadable:
    """Read a manifest that is refused."""
    with pytest.raises(Unreadable) as caught:
        read_manifest(read_bytes(manifest, Limits()), "projguard.yaml", Limits())
    return caught.value


def told(refused: Unreadable, card: Rule, lang: str) -> str:
    """Write a refusal as line:column-line:column, the message's id and its sentence."""
    start, end = refused.span
    sentence = fill(card.messages[refused.message].texts[lang], refused.values, lang=lang, plurals={}, show=shown)
    return f"{start.line + 1}:{start.column + 1}-{end.line + 1}:{end.column + 1} {refused.message}: {sentence}"


def shown(value: Value) -> str:
    """Write a value as it stands."""
    if isinstance(value, Field):
        return value.path
    return value.text if isinstance(value, Text) else str(value)


STRICT = {
    'key: "value"# note\n': ("text_after_value", (0, 12)),
    "key: [a, b,# note\n  c]\n": ("text_after_value", (0, 11)),
    "key: [a,\nb]\n": ("indentation", (1, 0)),
    'key: "a\nb"\n': ("indentation", (1, 0)),
    'key: "a\n\tb"\n': ("tab", (1, 0)),
    "key: {?a: 1}\n": ("reserved_character", (0, 6)),
    "key: [-]\n": ("reserved_character", (0, 6)),
    "key: {a:, b: 1}\n": ("colon_without_space", (0, 7)),
    "key: >\n   \n # text\n": ("indentation", (2, 1)),
}


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize("text", STRICT)
def test_what_parsers_tolerate_and_yaml_does_not_is_refused(text: str, pure: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """What another reader of the file would refuse, or read otherwise, is refused at its place by both parsers."""
    with pytest.raises(Unreadable) as refused:
        read_document(text.encode(), "", Limits(), pure=pure)
    start = refused.value.span.start
    assert (refused.value.message, (start.line, start.column)) == STRICT[text]


@pytest.mark.parametrize("pure", [False, True])
def test_what_people_write_around_brackets_is_read(pure: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """A bracket that closes below its key, comments inside, hash signs and question marks in text: all as meant."""
    text = 'key: [\n  a, # one, [two], # three\n  "b,#c",\n# out here\n]\nwhy: what?\nurl: {at: http://a.b/?c}\n'
    document = read_document(text.encode(), "", Limits(), pure=pure)
    assert document.data == {"key": ["a", "b,#c"], "why": "what?", "url": {"at": "http://a.b/?c"}}
