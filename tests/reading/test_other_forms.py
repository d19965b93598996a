"""Manifests in JSON and TOML: the values and places that YAML would give, and a place for whatever is wrong."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from projguard.model.limits import Limits
from projguard.model.source import Document
from projguard.reading.manifest_text import form_of, read_manifest_text
from projguard.reading.unreadable import Unreadable
from projguard.wording.sentences import Wording

V = '{"manifest_version": 1'
JSON_REFUSED = {
    V + ', "a": }': "1:30-1:31 json_value: This is not JSON: a value is expected in place of «}»",
    V + ', "a": tru}': "1:30-1:33 json_value: This is not JSON: a value is expected in place of «tru»",
    V + ', "a": 01}': "1:30-1:32 json_value: This is not JSON: a value is expected in place of «01»",
    V + ', "a": [1 2]}': "1:33-1:34 json_sign: This is not JSON: , ] is expected in place of «2»",
    V + ', "a" 1}': "1:29-1:30 json_sign: This is not JSON: : is expected in place of «1»",
    V + ", a: 1}": '1:25-1:26 json_sign: This is not JSON: " is expected in place of «a»',
    V + ", }": '1:25-1:26 json_sign: This is not JSON: " is expected in place of «}»',
    V + "} x": "1:25-1:26 json_end: This is not JSON: nothing may follow here, not «x»",
    V + ',\n "a": [1,': "2:10-2:10 json_unfinished: This is not JSON: the text ends too early",
    V + ', "a": "x\ty"}': '1:30-1:31 unclosed_quote: The quote " is not closed',
    V + ', "a": "\\x"}': "1:30-1:34 bad_escape: Unknown escape \\ in double quotes",
    V + ', "a": "\\ud800"}': "1:30-1:38 bad_escape: Unknown escape \\u in double quotes",
    V + ',\n "a": 1,\n "a": 2}': "3:2-3:5 duplicate_key: «a» stands twice, first on line 2",
    V + ', "": 2}': "1:25-1:27 key_empty: The name of the field is empty",
    "[1]": "1:1-1:4 not_mapping: The top level is not a list of fields «name: value»",
    "": "1:1-1:1 empty: The manifest is empty",
    '{"a": 1}': "1:1-1:9 version_missing: manifest_version is missing, supported: 1",
    '{"manifest_version": 2}': "1:22-1:23 version_unsupported: manifest_version 2 is not supported, only 1",
    "[" * 65: "1:65-1:66 too_deep: Nested deeper than the limit of 64 (limits.depth)",
}
TOML = """\
# A manifest
manifest_version = 1
[project]
id = "north"   # remark
title = '''Новый
сайт'''
start = 2026-09-14
"goal" = "от 40 до 70"
dates.end = 2026-12-01
tags = [ "a, b", 'c' , # remark
  1.20, ]
[people]
anna = {name = "Anna", skills = ["copywriting", "design"]}
[people.igor]
name = "Игорь"
[[deliverables]]
id = "html"
due = 2026-12-04
[[deliverables]]
id = "text"
[deliverables.qa]
checked_on = 2026-12-01
time = 10:00:00
"""
TOML_REFUSED = {
    "manifest_version = \n": "1:20-1:20 not_toml: This is not TOML: Invalid value",
    f"manifest_version = {'9' * 5000}\n": "1:1-1:2 not_toml: This is not TOML: a number of too many digits",
    "manifest_version = 1\na = 1\na = 2\n": "3:6-3:6 not_toml: This is not TOML: Cannot overwrite a value",
    "# nothing\n": "1:1-1:2 empty: The manifest is empty",
    "a = 1\n": "1:1-1:2 version_missing: manifest_version is missing, supported: 1",
    "manifest_version = 1\na = " + "[" * 70 + "]" * 70: "too_deep: Nested deeper than the limit of 64 (limits.depth)",
    "manifest_version = 1\na = " + "[" * 9000: "too_deep: Nested deeper than the limit of 64 (limits.depth)",
}


def read(text: str, form: Any) -> Document:
    """Read a text of one form."""
    return read_manifest_text(text.encode(), f"projguard.{form}", Limits(), form)


def refusal(text: str, form: Any, wording: Wording) -> str:
    """Say where and why a text is refused."""
    with pytest.raises(Unreadable) as caught:
        read(text, form)
    (start, end), message = caught.value.span, caught.value.message
    place = f"{start.line + 1}:{start.column + 1}-{end.line + 1}:{end.column + 1}"
    return f"{place} {message}: {wording.refusal(caught.value)}"


@pytest.mark.parametrize("text", JSON_REFUSED, ids=range(len(JSON_REFUSED)))
def test_what_is_no_json_is_told_with_its_place(text: str, wording: Wording) -> None:
    """Line, column and reason are those of the first place that cannot be JSON."""
    assert refusal(text, "json", wording) == JSON_REFUSED[text]


@pytest.mark.parametrize("text", TOML_REFUSED, ids=range(len(TOML_REFUSED)))
def test_what_is_no_toml_is_told_with_its_place(text: str, wording: Wording) -> None:
    """Line, column and reason are told, and nothing recurses without end."""
    assert refusal(text, "toml", wording).endswith(TOML_REFUSED[text])


def test_every_json_value_is_where_it_is_said_to_be() -> None:
    """The text at a value's place reads as that value; at a key's place, as that key."""
    data = {
        "manifest_version": 1,
        "$schema": "urn:x",
        "a": {"b": [1, -2.5e3, True, None, 'й "q" \\ / \n', {}], "c": {"d": []}},
        "😀": ["\U0001f600", {"x": "y"}],
    }
    for indent in (None, 2, "\t"):
        text = json.dumps(data, indent=indent)
        document = read(text, "json")
        assert document.data == {key: value for key, value in data.items() if key != "$schema"}
        for path, node in document.nodes.items():
            if path and "$schema" not in path:
                assert json.loads(text[node.start : node.end]) == document.value(path)
            if path and isinstance(path[-1], str):
                assert json.loads(text[node.key_start : node.key_end]) == path[-1]
        assert document.form == "json"


def test_every_toml_value_is_where_it_is_said_to_be() -> None:
    """The text at a value's place reads as that value, in tables, lists of tables, and values of one line or more."""
    document = read(TOML, "toml")
    assert document.value(("project", "start")) == "2026-09-14"
    assert document.value(("deliverables", 1, "qa")) == {"checked_on": "2026-12-01", "time": "10:00"}
    seen = 0
    for path, node in document.nodes.items():
        value = document.value(path)
        if path and not isinstance(value, dict):
            found = value if path[-1] == "deliverables" else tomllib.loads(f"x = {TOML[node.start : node.end]}")["x"]
            seen += 1
            assert str(found).removesuffix(":00") == str(value)
    assert seen > 15
    assert TOML[document.nodes["project", "goal"].key_start :].startswith('"goal" =')
    assert TOML[document.nodes["deliverables", 1].start :].startswith('[[deliverables]]\nid = "text"')


@pytest.mark.parametrize(
    ("name", "form"),
    [("projguard.yaml", "yaml"), ("a.JSON", "json"), ("b.toml", "toml"), ("<stdin>", "yaml"), ("json", "yaml")],
)
def test_form_follows_the_ending(name: str, form: str) -> None:
    """The ending of a manifest's name says how it is written; anything unknown is YAML."""
    assert form_of(Path(name)) == form


def test_limits_hold_for_other_forms() -> None:
    """Long values, long keys and many values are refused as in YAML."""
    tight = Limits(scalar_length=5, key_length=20, nodes=6)
    for form, texts in {
        "json": (
            V + ', "a": "123456"}',
            V + f', "{"k" * 21}": 1}}',
            V + ', "a": [1, 2, 3, 4, 5]}',
            V + ', "a": 123456}',
        ),
        "toml": ("manifest_version = 1\na = '123456'", "manifest_version = 1\na = [1, 2, 3, 4, 5, 6]"),
    }.items():
        for text in texts:
            with pytest.raises(Unreadable, match=r"too_long|too_many_nodes"):
                read_manifest_text(text.encode(), "x", tight, form)  # type: ignore[arg-type]  # the keys are forms


def test_only_a_json_manifest_may_hold_nulls() -> None:
    """TOML has none, and JSON writes them in one way."""
    texts = ((V + ', "a": [{"b": null}]}', "json"), (V + ', "a": 1}', "json"), ("manifest_version = 1\n", "toml"))
    told = [read_manifest_text(text.encode(), "x", Limits(), form_of(Path(f"x.{form}"))) for text, form in texts]
    assert [document.has_nulls for document in told] == [True, False, False]
